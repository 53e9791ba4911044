/** Choosing servers in the list that is drawn as a window. */
import { expect, people, test } from '../fixtures';

const form = '/Demo/SLIP/packages/c61aa62daf32d315034021eef01c63d4';

test.beforeEach(async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit(form);
  await expect(page.getByRole('listbox', { name: 'Servers' })).toBeVisible();
});

test('nothing is chosen by default, and what is chosen survives the filter', async ({ page, a11y }) => {
  const chosen = page.locator('#picker-chosen');
  const option = page.getByRole('option');
  await expect(chosen).toHaveText('No server chosen.');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  // As many as are in sight.
  await expect(option).toHaveCount(8);
  await page.getByLabel('Filter servers').fill('VA1SLIPWEB01');
  await option.first().click();
  await expect(chosen).toHaveText('1 server chosen in VA1.');
  await page.getByLabel('Filter servers').fill('db');
  await expect(chosen).toContainText('1 of them is not in the list above.');
  await page.getByRole('button', { name: 'Show only chosen' }).click();
  await page.getByLabel('Filter servers').fill('');
  await expect(option).toHaveCount(1);
  await a11y();
});

test('all matches are chosen with their count in words', async ({ page }) => {
  await page.getByLabel('Filter servers').fill('va1slipweb');
  const count = await page.locator('#picker-count').textContent();
  const matches = Number(count?.match(/^\d+/)?.[0]);
  await page.getByRole('button', { name: `Choose all ${matches} that match` }).click();
  await expect(page.locator('#picker-chosen')).toHaveText(`${matches} servers chosen in VA1.`);
  await page.getByRole('button', { name: 'Clear the choice' }).click();
  await expect(page.locator('#picker-chosen')).toHaveText('No server chosen.');
});

test('rows are there wherever the list is scrolled, and it begins anew with the next word', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Servers' });
  /** Places of the first and the last row in sight. */
  const inSight = async () => {
    await list.scrollIntoViewIfNeeded();
    return list.evaluate((box) => {
      const { left, top, bottom } = box.getBoundingClientRect();
      const row = (y: number) => document.elementFromPoint(left + 30, y)?.closest('[role=option]');
      return [top + 6, bottom - 6].map((y) => Number(row(y)?.getAttribute('aria-posinset')));
    });
  };
  await expect.poll(inSight).toEqual([1, 8]);
  // Rows out of sight cost a keystroke's time; they come with the first scroll, or the pointer.
  await expect(page.getByRole('option')).toHaveCount(8);
  await list.evaluate((box) => (box.scrollTop = 256));
  await expect.poll(inSight).toEqual([9, 16]);
  await page.getByLabel('Filter servers').fill('va1');
  await expect.poll(inSight).toEqual([1, 8]);
  await expect(page.getByRole('option')).toHaveCount(8);
  await list.hover();
  await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(15);
});

test('the keyboard does what the pointer does', async ({ page }) => {
  await page.getByLabel('Filter servers').fill('va1');
  await page.getByLabel('Filter servers').press('ArrowDown');
  const list = page.getByRole('listbox', { name: 'Servers' });
  await expect(list).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('#picker-chosen')).toHaveText('3 servers chosen in VA1.');
  await page.keyboard.press('End');
  const active = await list.getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toBeInViewport();
  await page.keyboard.press('Control+a');
  await expect(page.locator('#picker-chosen')).not.toContainText('3 servers');
  await page.getByLabel('Filter servers').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${form}$`));
});

test('pasted names are looked up at once, and giving one up keeps the others', async ({ page }) => {
  const names = page.getByLabel('Server names');
  await names.fill('va1slipweb[01-03]\nnosuchserver');
  const said = page.locator('#picker-names');
  await expect(said).toContainText('3 servers found by name. Not found: nosuchserver.');
  await expect(page.locator('#picker-chosen')).toContainText('3 servers chosen in VA1.');
  await page.getByLabel('Filter servers').fill('va1slipweb02');
  await page.getByRole('option').first().click();
  await expect(names).toHaveValue('nosuchserver');
  await expect(page.locator('#picker-chosen')).toContainText('2 servers chosen in VA1.');
});

test('the choice is posted, reviewed, and there again when the plan is changed', async ({ page, awake }) => {
  await page.getByLabel('Filter servers').fill('va1slipweb');
  await page.getByRole('option').nth(0).click();
  await page.getByRole('option').nth(2).click({ modifiers: ['Shift'] });
  await page.getByLabel('Server names').fill('va1slipdb01');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByRole('button', { name: 'Run on 4 servers' })).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await awake();
  await expect(page.locator('#picker-chosen')).toHaveText('4 servers chosen in VA1.');
});
