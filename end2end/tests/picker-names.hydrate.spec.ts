/** Names as they are pasted into the picker, and how its filter reads words. */
import { expect, people, test } from '../fixtures';
import { packages } from '../runs';

test.beforeEach(async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit(`/Demo/SLIP/packages/${packages.failsOnEveryThird}`);
  await expect(page.getByRole('listbox', { name: 'Servers' })).toBeVisible();
});

test('lists are read as they come', async ({ page }) => {
  const said = page.locator('#picker-names');
  for (const text of [
    '“va1slipweb01”, "VA1SLIPWEB02"',
    '• va1slipweb01\n• va1slipweb02',
    '1. va1slipweb01.example.com.\n2. va1slipweb02.example.com',
    'va1slipweb[01–02]',
    'ｖａ１ｓｌｉｐｗｅｂ［０１－０２］',
    'id,name,description\nva1slipweb01,VA1SLIPWEB01,"for va1slipdb01"\nva1slipweb02,VA1SLIPWEB02,',
    'va1slipweb01\tspare for va1slipdb01\nva1slipweb02\t4 GB',
  ]) {
    await page.getByLabel('Server names').fill(text);
    await expect(said, text).toHaveText('2 servers found by name.');
    await expect(page.locator('#picker-chosen')).toHaveText('2 servers chosen in VA1.');
  }
});

test('what is no server is left out with one press', async ({ page, a11y }) => {
  const names = page.getByLabel('Server names');
  await names.fill('va1slipweb01, nosuch99, NOSUCH99, nosuch98');
  await expect(page.locator('#picker-names')).toContainText('Not found: nosuch99, nosuch98.');
  await a11y();
  await page.getByRole('button', { name: 'Leave out 2 that are no servers' }).click();
  await expect(names).toHaveValue('');
  await expect(names).toBeFocused();
  await expect(page.locator('#picker-chosen')).toHaveText('1 server chosen in VA1.');
  await expect(page.locator('#names-leave-out')).toBeHidden();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run on 1 server' })).toBeVisible();
});

test('a star stands for any characters of a name', async ({ page }) => {
  const first = page.getByRole('option').first().locator('.picker-name');
  const filter = page.getByLabel('Filter servers');
  await filter.fill('va1slipweb*');
  await expect(first).toHaveText(/^VA1SLIPWEB/);
  await filter.fill('web*');
  await expect(first).toHaveText(/SLIPWEB/);
  await filter.fill('*slipdb01');
  await expect(first).toHaveText(/SLIPDB01$/);
  await filter.fill('slipweb*');
  await expect(page.getByText('No server matches.')).toBeVisible();
});

test('where the keyboard stands is told by a row that is there', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Servers' });
  const named = async () => {
    const id = await list.getAttribute('aria-activedescendant');
    if (id === null) return 'none';
    const rows = page.locator(`[id="${id}"]`);
    if ((await rows.count()) !== 1) return `${await rows.count()} rows`;
    return (await rows.isVisible()) ? 'there' : 'hidden';
  };
  await expect.poll(named).toBe('there');
  await page.getByLabel('Filter servers').fill('nothing is called so');
  await expect.poll(named).toBe('none');
  await page.getByLabel('Filter servers').fill('va1');
  await expect.poll(named).toBe('there');
  await page.getByLabel('Filter servers').fill('');
  await list.evaluate((box) => (box.scrollTop = box.scrollHeight));
  await expect.poll(named).toBe('none');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(named).toBe('there');
  await page.getByLabel('Filter servers').fill('va1slipweb01');
  await expect.poll(named).toBe('there');
});
