/** Operations on servers out of the list: chosen, reviewed, run. With and without scripts. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

/** Presses an operation of the menu in the bar. */
async function operate(page: Page, name: string): Promise<void> {
  await page.locator('#operate > summary').click();
  await page.getByRole('button', { name, exact: true }).click();
}

test('two servers are ticked, reviewed and rebooted', async ({ page, visit, a11y, javaScriptEnabled }) => {
  test.setTimeout(90_000);
  // Each project has servers of its own.
  const query = javaScriptEnabled === false ? 'de1slipapi' : 'de1slipweb';
  await visit(`/Demo/SLIP/servers?q=${query}&status=active&power=started`);
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  const names = [];
  for (const place of [0, 1]) {
    await boxes.nth(place).check();
    names.push((await boxes.nth(place).getAttribute('aria-label'))?.replace('Choose ', '') ?? '');
  }
  await page.locator('#operate > summary').click();
  await expect(page.getByText('programs end in order, and the server is away')).toBeVisible();
  await a11y();
  await page.getByRole('button', { name: 'Reboot', exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
  for (const name of names) await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Reboot 2 servers' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.locator('#run-over')).toContainText('2 servers succeeded', { timeout: 60_000 });
});

test('all that match are chosen at once, and above ten their number is asked for', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?power=started&status=active');
  const words = await page.getByText(/^Select all \d+ matching$/).textContent();
  const count = Number(words?.match(/\d+/)?.[0]);
  expect(count, 'more than one page would be better, more than ten is enough').toBeGreaterThan(10);
  await page.getByLabel(words ?? '').check();
  await operate(page, 'Start maintenance');
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByLabel(/^Type \d+, the number of servers, to confirm$/)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/power=started/);
});

test('a snapshot is kept for as long as is said', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?q=slipapp&status=active');
  await page.getByRole('checkbox', { name: /^Choose / }).first().check();
  await page.locator('#operate > summary').click();
  await page.getByLabel(/^Keep for/).fill('3');
  await page.getByRole('button', { name: 'Create snapshot' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText(/3 days/).first()).toBeVisible();
});

test('what a role may not do is blocked with the reason', async ({ page, visit, enter, a11y }) => {
  await page.context().clearCookies();
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers');
  await page.locator('#operate > summary').click();
  const reboot = page.getByRole('button', { name: 'Reboot', exact: true });
  await expect(reboot).toHaveAttribute('aria-disabled', 'true');
  await expect(reboot).toHaveAccessibleDescription(/may not operate servers/);
  await reboot.click({ force: true });
  await expect(page).toHaveURL(/\/servers$/);
  await a11y();
});

test('archived servers are shown where one is to be restored', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?power=started');
  await page.locator('#operate > summary').click();
  const restore = page.getByRole('button', { name: 'Restore', exact: true });
  await expect(restore).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('link', { name: 'Show archived servers' }).click();
  await expect(page).toHaveURL(/status=archived/);
  await page.getByRole('checkbox', { name: /^Choose VA1/ }).first().check();
  await page.locator('#operate > summary').click();
  await page.getByLabel('Into').selectOption({ label: 'VA1 / Production / Web' });
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
});
