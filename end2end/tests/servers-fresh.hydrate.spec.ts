/** The open list stays fresh in place: nothing that a person did on it is lost. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

const choose = (page: Page, name: string) => page.getByRole('checkbox', { name: `Choose ${name}` });
const server = 'VA1SLIPDB02';
const list = `/Demo/SLIP/servers?q=${server}`;

/** Changes the server's description in a tab of its own. */
async function describe(page: Page, awake: (page: Page) => Promise<void>, words: string) {
  const other = await page.context().newPage();
  await other.goto(`/Demo/SLIP/servers/${server.toLowerCase()}/edit`);
  await awake(other);
  await other.getByLabel('Description').fill(words);
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText(words)).toBeVisible();
  await other.close();
}

/** The list with the column that the test changes. */
async function describedList(page: Page, visit: (path: string) => Promise<unknown>) {
  await visit(list);
  await page.getByText('Columns', { exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'Description' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
}

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

test('Refresh shows what changed and keeps choice, focus and place', async ({ page, visit, awake }) => {
  await describedList(page, visit);
  await awake();
  await choose(page, server).check();
  const marked = page.locator('tbody tr').first();
  await marked.evaluate((row) => row.setAttribute('data-seen', ''));
  const words = `Refreshed ${Date.now()}`;
  await describe(page, awake, words);
  await page.getByRole('link', { name: 'Refresh' }).click();
  await expect(page.getByText('Refreshed.', { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: server })).toContainText(words);
  await expect(page.locator('tr[data-seen]'), 'the row is the same element').toHaveCount(1);
  await expect(choose(page, server)).toBeChecked();
  await expect(page.getByRole('link', { name: 'Refresh' })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`${server}$`));
});

test('a list that is looked at reads itself', async ({ page, visit, awake }) => {
  await page.clock.install();
  await describedList(page, visit);
  await awake();
  await choose(page, server).focus();
  const words = `By itself ${Date.now()}`;
  await describe(page, awake, words);
  await expect(page.getByRole('row', { name: server })).not.toContainText(words);
  await page.clock.runFor(32_000);
  await expect(page.getByRole('row', { name: server })).toContainText(words);
  await expect(choose(page, server)).toBeFocused();
});

test('a list whose session ended says so when it cannot be read', async ({ page, context, visit, awake }) => {
  await visit('/Demo/SLIP/servers');
  await awake();
  await context.clearCookies();
  await page.getByRole('link', { name: 'Refresh' }).click();
  await expect(page.getByText('Could not be refreshed.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Choose / }).first(), 'what was read stays').toBeVisible();
  await page.getByRole('link', { name: 'Refresh' }).click();
  await expect(page.getByLabel('User name')).toBeVisible();
});
