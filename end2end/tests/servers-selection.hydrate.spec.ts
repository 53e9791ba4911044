/** A selection ends with the order that is made of it, in every tab; what is gone is not counted. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { packages } from '../runs';
import { endElsewhere } from '../sessions';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

const words = (page: Page) => page.locator('#pick-words');
const choose = (page: Page, name: string) => page.getByRole('checkbox', { name: `Choose ${name}` });
const operate = (page: Page) => page.locator('#operate > summary');
const NOTHING = 'Tick servers to act on them.';

async function order(page: Page, operation: string) {
  await operate(page).click();
  await page.getByRole('button', { name: operation, exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
}

test('a confirmed order empties the selection, here and in other tabs', async ({ page, context, visit, awake }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await choose(page, 'VA1SLIPWEB05').check();
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    // A tab that is opened by this one begins with what it remembers.
    page.evaluate(() => window.open('/Demo/SLIP/servers?q=va1slip')),
  ]);
  await awake(other);
  await order(page, 'Start maintenance');
  await page.getByRole('button', { name: /^Start maintenance/ }).click();
  await expect(page).toHaveURL(/\/runs\/[^?]+$/);
  await visit('/Demo/SLIP/servers?q=va1slip');
  await expect(words(page)).toHaveText(NOTHING);
  await expect(choose(page, 'VA1SLIPWEB05')).not.toBeChecked();
  await choose(page, 'VA1SLIPWEB06').check();
  await order(page, 'Delete');
  await expect(page.locator('main')).toContainText('VA1SLIPWEB06');
  await expect(page.locator('main')).not.toContainText('VA1SLIPWEB05');
  await expect(words(other)).toHaveText(NOTHING);
  await other.close();
});

test('the tab that the order was made in is not the only one that forgets', async ({ page, context, visit, awake }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await choose(page, 'VA1SLIPWEB03').check();
  await order(page, 'Start maintenance');
  const plan = page.url();
  await page.goBack();
  await awake();
  await expect(choose(page, 'VA1SLIPWEB03')).toBeChecked();
  const second = await context.newPage();
  await second.goto(plan);
  await awake(second);
  await second.getByRole('link', { name: 'Cancel' }).click();
  await awake(second);
  await expect(second).toHaveURL(/\/servers$/);
  await expect(words(page)).toHaveText(NOTHING);
  await expect(choose(page, 'VA1SLIPWEB03')).not.toBeChecked();
});

test('a cancelled order empties it, and Back from a review keeps it', async ({ page, visit, awake }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await choose(page, 'VA1SLIPWEB02').check();
  await order(page, 'Start maintenance');
  await page.goBack();
  await awake();
  await expect(words(page)).toHaveText('1 on this page selected');
  await order(page, 'Start maintenance');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await awake();
  await expect(words(page)).toHaveText(NOTHING);
  await page.goBack();
  await page.goBack();
  await awake();
  await expect(words(page)).toHaveText(NOTHING);
  await expect(choose(page, 'VA1SLIPWEB02')).not.toBeChecked();
});

test('a package that runs on it empties it too', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await choose(page, 'VA1SLIPWEB04').check();
  await page.getByRole('button', { name: 'Run a package on 1 server' }).click();
  await page.locator(`main a[href*="${packages.failsOnEveryThird}"]`).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Run on 1 server' }).click();
  await expect(page).toHaveURL(/\/runs\/[^?]+$/);
  await visit('/Demo/SLIP/servers');
  await expect(words(page)).toHaveText(NOTHING);
});

test('buttons say how many, and how many are out of sight', async ({ page, visit, awake, a11y }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await expect(operate(page)).toHaveText('Actions');
  await choose(page, 'VA1SLIPWEB01').check();
  await choose(page, 'VA1SLIPDB01').check();
  await expect(operate(page)).toHaveText('Actions on 2 servers');
  await page.getByLabel('Search by name').fill('va1slipweb');
  await page.getByRole('button', { name: 'Filter' }).click();
  await awake();
  await expect(operate(page)).toHaveText('Actions on 2 servers, 1 out of sight');
  await expect(page.locator('#run-package')).toHaveText('Run a package on 2 servers, 1 out of sight');
  await a11y();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(operate(page)).toHaveText('Actions');
});

test('what is not there any more is not counted', async ({ page, visit, awake }) => {
  await visit('/Demo/SLIP/servers?q=va1slipweb01');
  await choose(page, 'VA1SLIPWEB01').check();
  const key = await page.evaluate(() => Object.keys(sessionStorage).find((key) => key.startsWith('servers:')));
  await page.evaluate((key) => sessionStorage.setItem(key, `${sessionStorage.getItem(key)}va1gone99\tVA1GONE99\n`), key ?? '');
  await page.reload();
  await awake();
  await expect(words(page)).toHaveText('1 on this page selected; 1 is not there any more and was given up');
  await expect(operate(page)).toHaveText('Actions on 1 server');
  await order(page, 'Start maintenance');
  await expect(page.locator('main')).not.toContainText('GONE99');
});

test('what somebody chose is not chosen for who signs in next', async ({ page, visit, signIn, context, awake }) => {
  await visit('/Demo/SLIP/servers?q=va1slip');
  await awake();
  await choose(page, 'VA1SLIPWEB01').check();
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).some((key) => key.startsWith('servers:')));
  await expect.poll(kept).toBe(true);
  await endElsewhere(context);
  await page.goto('/sign-in');
  await signIn(page, people.operator);
  await visit('/Demo/SLIP/servers?q=va1slip');
  await awake();
  await expect(choose(page, 'VA1SLIPWEB01')).not.toBeChecked();
  await expect(operate(page)).toHaveText('Actions');
});
