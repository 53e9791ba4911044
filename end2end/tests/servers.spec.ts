/** The servers of an account: found, filtered, sorted, paged, all of it in the address. */
import { expect, people, test } from '../fixtures';

test('a server is found by name, address and description', async ({ page, visit, enter }) => {
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers');
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(50);
  await page.getByLabel('Search by name, IP, description, group or custom field').fill('va1slipweb01');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/q=va1slipweb01/);
  await expect(rows).toHaveCount(1);
  const address = await rows.locator('code').textContent();
  await visit(`/Demo/SLIP/servers?q=${address}`);
  await expect(rows.first()).toContainText('VA1SLIPWEB01');
});

test('filters are chips that can be taken off one by one', async ({ page, visit, enter }) => {
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers');
  await page.getByRole('combobox', { name: 'Power' }).selectOption('stopped');
  await page.getByRole('combobox', { name: 'Data center' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/power=stopped/);
  await expect(page.getByRole('link', { name: 'Remove filter stopped' })).toBeVisible();
  await page.getByRole('link', { name: 'Remove filter stopped' }).click();
  await expect(page).not.toHaveURL(/power=/);
  await expect(page).toHaveURL(/dc=/);
});

test('columns sort both ways and pages follow', async ({ page, visit, enter }) => {
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers');
  await page.getByRole('columnheader', { name: 'Memory' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Memory' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('columnheader', { name: 'Memory' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Memory' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page).toHaveURL(/sort=-memory/);
  await expect(page.getByText(/51–\d+ of \d+ servers/)).toBeVisible();
});

test('no match says what to do', async ({ page, visit, enter }) => {
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers?q=nothing-is-called-so');
  await expect(page.getByText('No server matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(50);
});
