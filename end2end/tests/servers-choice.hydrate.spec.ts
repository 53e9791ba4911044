/** What is chosen in the list stays chosen: over pages, filters, and there and back. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

const words = (page: Page) => page.locator('#pick-words');
const choose = (page: Page, name: string) => page.getByRole('checkbox', { name: `Choose ${name}` });

test('a choice survives paging and filters, and says what they hide', async ({ page, visit, awake, a11y }) => {
  await visit('/Demo/SLIP/servers');
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await expect(words(page)).toHaveText('50 on this page selected');
  await page.getByRole('link', { name: 'Next' }).click();
  await awake();
  await expect(words(page)).toHaveText('0 on this page selected, 50 on other pages');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(words(page)).toHaveText('Tick servers to act on them.');

  await visit('/Demo/SLIP/servers?q=va1slip');
  await choose(page, 'VA1SLIPWEB01').check();
  await choose(page, 'VA1SLIPDB01').check();
  await page.getByLabel('Search by name').fill('va1slipweb');
  await page.getByRole('button', { name: 'Filter' }).click();
  await awake();
  await expect(choose(page, 'VA1SLIPWEB01')).toBeChecked();
  await expect(words(page)).toHaveText('1 on this page selected');
  await page.getByText('1 selected is hidden by the filter').click();
  await a11y();
  await page.getByRole('button', { name: 'Give up VA1SLIPDB01' }).click();
  await expect(page.getByText('hidden by the filter')).toBeHidden();
  await expect(words(page)).toHaveText('1 on this page selected');
});

test('what stands on other pages is posted too', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?q=va1slipapp');
  await choose(page, 'VA1SLIPAPP01').check();
  await visit('/Demo/SLIP/servers?q=va1slipweb02');
  await choose(page, 'VA1SLIPWEB02').check();
  await page.locator('#operate > summary').click();
  await page.getByRole('button', { name: 'Start maintenance' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText('VA1SLIPAPP01', { exact: true })).toBeVisible();
  await expect(page.getByText('VA1SLIPWEB02', { exact: true })).toBeVisible();
});

test('Back restores filter, place and choice', async ({ page, visit, awake }) => {
  await visit('/Demo/SLIP/servers?sort=-memory');
  const last = page.getByRole('checkbox', { name: /^Choose / }).nth(45);
  await last.check();
  const before = await scrolled(page);
  expect(before).toBeGreaterThan(100);
  await page.locator('#operate > summary').click();
  await page.getByRole('button', { name: 'Start maintenance' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await page.goBack();
  await awake();
  await expect(page).toHaveURL(/sort=-memory/);
  await expect(last).toBeChecked();
  await expect(words(page)).toHaveText('1 on this page selected');
  await expect.poll(async () => Math.abs((await scrolled(page)) - before)).toBeLessThan(100);
});

function scrolled(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollTop);
}

test('all that match, one less, and nothing at all', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?q=va1slipweb');
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  const count = await boxes.count();
  await page.getByLabel(/^Select all \d+ matching$/).check();
  await expect(words(page)).toHaveText(`Selected all ${count} matching`);
  await expect(boxes.first()).toBeChecked();
  await boxes.first().uncheck();
  await expect(page.getByLabel(/^Select all \d+ matching$/)).not.toBeChecked();
  await expect(words(page)).toHaveText(`${count - 1} on this page selected`);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#operate > summary').click();
  await page.getByRole('button', { name: 'Reboot', exact: true }).click();
  await expect(words(page)).toHaveText('Choose at least one server first: tick it in the list.');
  await expect(page).toHaveURL(/q=va1slipweb$/);
});

test('menus close with Escape and when something else is pressed', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers');
  const groups = page.locator('.servers-groups');
  await groups.locator('> summary').click();
  await expect(groups.getByRole('navigation', { name: 'Groups' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(groups).not.toHaveAttribute('open');
  await expect(groups.locator('> summary')).toBeFocused();
  await groups.locator('> summary').click();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(groups).not.toHaveAttribute('open');
});

test('the age of the list counts on', async ({ page, visit, awake }) => {
  await visit('/Demo/SLIP/servers');
  await page.getByRole('link', { name: 'Refresh' }).click();
  await awake();
  await expect(page).toHaveURL(/\/servers$/);
  await expect(page.locator('#as-of-age')).toHaveText('just now');
  await expect(page.locator('#as-of-age')).toHaveText(/^[5-9] s ago$/, { timeout: 9_000 });
});
