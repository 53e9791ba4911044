/**
 * Back in a browser that keeps whole pages, as people's browsers do: Playwright starts its own
 * without. Over plain http none has to be kept; what people left is there all the same, and nothing
 * of a session that has ended.
 */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';
import { launchOptions } from '../playwright.config';

test.use({
  launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

test.beforeEach(async ({ page, visit, signIn }) => {
  await page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      const seen = document.body ? 'seen' : 'empty';
      const before = sessionStorage.getItem('opened') ?? '';
      sessionStorage.setItem('opened', `${before}${persisted ? `kept and ${seen}` : 'drawn anew'};`);
    });
  });
  await visit('/sign-in');
  await signIn(page, people.admin);
});

/** How the pages of this tab were opened, the present one last. */
const opened = (page: Page) => page.evaluate(() => sessionStorage.getItem('opened') ?? '');
const scrolled = (page: Page) => page.evaluate(() => document.documentElement.scrollTop);

/** A page that was kept is not loaded, so nothing is to be waited for. */
async function back(page: Page) {
  await page.goBack({ waitUntil: 'commit' });
}

test('filter, place and choice are there, what was chosen elsewhere included', async ({ page, visit, awake }) => {
  await visit('/Demo/SLIP/servers?q=slip&sort=-memory');
  const address = page.url();
  await page.getByRole('checkbox', { name: /^Choose / }).nth(40).check();
  const before = await scrolled(page);
  expect(before).toBeGreaterThan(100);
  await page.locator('tbody tr').nth(40).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/servers\/[a-z0-9]+$/);
  await awake();
  await back(page);
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('checkbox', { name: /^Choose / }).nth(40)).toBeChecked();
  await expect(page.locator('#pick-words')).toHaveText('1 on this page selected');
  expect(await scrolled(page)).toBe(before);

  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/page=2/);
  await awake();
  await page.getByRole('checkbox', { name: /^Choose / }).first().check();
  await back(page);
  await expect(page.locator('#pick-words')).toHaveText('1 on this page selected, 1 on other pages');
});

test('a live run goes on being followed', async ({ page, visit, awake }) => {
  test.setTimeout(90_000);
  const run = await startRun(page, packages.takesSixMinutes, await servers(page, 2, 44));
  const stream = () => page.waitForRequest((request) => request.url().includes(`${run}/events?since=`));
  const first = stream();
  await visit(run);
  await first;
  await expect(page.locator('#run-state')).toHaveText('live');
  await page.getByRole('link', { name: 'Runs' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Runs');
  await awake();
  const second = stream();
  await back(page);
  await second;
  await expect(page.locator('#run-over')).toBeVisible({ timeout: 40_000 });
});

test('whoever signed out is shown nothing of what was there', async ({ page, context, visit, signIn }) => {
  // Somebody who has started nothing, so that nothing is asked on the way out.
  await context.clearCookies();
  await visit('/sign-in');
  await signIn(page, people.viewer);
  await visit('/Demo/SLIP/servers/va1slipweb02');
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  const reloaded = page.waitForURL(/sign-in\?next=/);
  await back(page);
  await reloaded;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(await opened(page)).not.toContain('seen');

  // Pages before that one are not even kept.
  await back(page);
  await expect(page).toHaveURL(/sign-in\?next=.*va1slipweb02/);
  expect(await opened(page)).not.toContain('seen');
});

test('nor without scripts, however they came to the page', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  // To a page that was asked for, and to the one that signing in leads to.
  for (const path of ['/Demo/SLIP/servers/va1slipweb01', null]) {
    await page.goto('/sign-in');
    await page.getByLabel('User name').fill(people.viewer.user);
    await page.getByLabel('Password').fill(people.viewer.password);
    await page.getByLabel('Password').press('Enter');
    await expect(page).toHaveURL(/\/home/);
    if (path) await page.goto(path);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await back(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(page).toHaveURL(/sign-in\?next=/);
  }
  await context.close();
});
