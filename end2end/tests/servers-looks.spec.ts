/** How the list is looked at: columns, groups, files. With and without scripts. */
import { readFile } from 'node:fs/promises';
import { expect, people, test } from '../fixtures';

test.beforeEach(async ({ enter }) => {
  await enter(people.viewer);
});

test('columns and the room of rows are remembered', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/servers?q=web&sort=-cpu');
  await page.getByText('Columns', { exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'Storage' }).check();
  await page.getByRole('checkbox', { name: 'Group' }).uncheck();
  await page.getByRole('radio', { name: 'Comfortable' }).check();
  await a11y();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/q=web&sort=-cpu/);
  await expect(page.getByRole('columnheader', { name: 'Storage' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Group' })).toHaveCount(0);
  await visit('/Demo/SLIP/servers');
  await expect(page.getByRole('columnheader', { name: 'Storage' })).toBeVisible();
  await expect(page.locator('table.servers')).toHaveClass(/table-tall/);
});

test('a group shows its servers and those below', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/servers?sort=-cpu');
  await page.getByText('Groups', { exact: true }).first().click();
  const groups = page.getByRole('navigation', { name: 'Groups' });
  // Other tests make groups, and with many each data center opens by itself.
  const closed = groups.locator('details:not([open]) > summary');
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  const production = groups.getByRole('link', { name: /^Production \d+$/ }).first();
  const count = Number((await production.textContent())?.match(/\d+$/)?.[0]);
  await a11y();
  await production.click();
  await expect(page).toHaveURL(/sort=-cpu/);
  await expect(page).toHaveURL(/group=/);
  await expect(page.getByRole('link', { name: 'Remove filter group: VA1 / Production and below' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Choose / })).toHaveCount(count);
  // The other filters narrow within the group.
  await page.getByLabel('Search by name').fill('db');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/q=db&.*group=|group=.*&q=db/);
  await expect(page.getByRole('button', { name: 'Filter' })).toBeVisible();
  expect(await page.getByRole('checkbox', { name: /^Choose / }).count()).toBeLessThan(count);
});

test('what is filtered is downloaded, all pages of it', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?sort=-name');
  await page.getByText('Download', { exact: true }).first().click();
  // Other tests have servers built and deleted meanwhile.
  const words = await page.getByText(/^All columns of \d+ servers\.$/).textContent();
  const count = Number(words?.match(/\d+/)?.[0]);
  expect(count).toBeGreaterThan(50);
  const arrives = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const file = await arrives;
  expect(file.suggestedFilename()).toMatch(/^servers-SLIP-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(Math.abs(lines.length - 1 - count)).toBeLessThan(4);
  const first = await page.getByRole('checkbox', { name: /^Choose / }).first().getAttribute('value');
  expect(lines[1]).toContain(first ?? 'none');
});

test('the list can be read anew', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?q=web');
  await page.getByRole('link', { name: 'Refresh' }).click();
  await expect(page).toHaveURL(/\/servers\?q=web$/);
  await expect(page.getByText(/As of \d\d:\d\d:\d\d/)).toBeVisible();
});
