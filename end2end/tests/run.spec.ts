/** One run and the list of runs, with scripts and without: a run ends, is stopped, is repeated. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

/** A demo run takes a few seconds; without scripts the page looks every five. */
const SOON = { timeout: 25_000 };

test('a run says how each server ended and can be repeated on those that failed', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  test.setTimeout(60_000);
  await enter(people.admin);
  const names = await servers(page, 6);
  const run = await startRun(page, packages.failsOnEveryThird, names);
  await visit(run);
  await expect(page.locator('#run-rows > tr')).toHaveCount(6);
  await expect(page.locator('#run-over')).toContainText('Finished in', SOON);
  await expect(page.locator('#run-state')).toHaveText('finished');
  await a11y();
  await noHorizontalScroll();

  await page.locator('#run-tabs').getByRole('link', { name: 'Failed' }).click();
  await expect(page).toHaveURL(/show=failed/);
  const failed = await page.locator('#run-rows .badge').allTextContents();
  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed)).toEqual(new Set(['failed']));

  await page.getByRole('button', { name: /^Run again on \d+ failed$/ }).click();
  await expect(page, 'no secret is asked for').toHaveURL(/\/plans\//);
});

test('stopping asks first, and what is under way ends as unknown', async ({
  page,
  visit,
  enter,
  a11y,
}) => {
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 2, 8));
  await visit(run);
  await page.getByRole('link', { name: 'Stop watching' }).click();
  await expect(page.getByText('This cannot be undone')).toBeVisible();
  await a11y();
  await page.getByRole('button', { name: 'Stop watching' }).click();
  await expect(page.locator('#run-over')).toContainText('Watching was stopped');
  await expect(page.locator('#run-state')).toHaveText('stopped');
  await expect(page.getByRole('link', { name: 'Stop watching' })).toHaveCount(0);
});

test('words of the cloud stay words', async ({ page, visit, enter, javaScriptEnabled }) => {
  await enter(people.admin);
  const run = await startRun(page, packages.refusesSome, await servers(page, 24, 12));
  await visit(run);
  await expect(page.locator('#run-rows')).toContainText('refused', SOON);
  await expect(page.locator('#run-rows script')).toHaveCount(0);
  if (javaScriptEnabled !== false) {
    expect(await page.evaluate(() => '__canary' in window)).toBe(false);
  }
});

test('whoever may only look is told why the buttons rest', async ({ page, enter, signIn, browser }) => {
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 41));
  const context = await browser.newContext();
  const viewer = await context.newPage();
  await viewer.goto('/sign-in');
  await signIn(viewer, people.viewer);
  await viewer.goto(run);
  await expect(viewer.locator('#run-rows > tr')).toHaveCount(1);
  await expect(viewer.getByRole('link', { name: 'Stop watching' })).toHaveCount(0);
  const rests = viewer.getByRole('button', { name: 'Stop watching' });
  await expect(rests).toHaveAttribute('aria-disabled', 'true');
  await expect(rests).toHaveAccessibleDescription(/may not run packages/);
  const origin = new URL(viewer.url()).origin;
  const refused = await viewer.request.post(`${run}/stop`, { headers: { origin } });
  expect(refused.status()).toBe(403);
  await context.close();
  await page.request.post(`${run}/stop`, { headers: { origin } });
});

test("another account's runs do not exist", async ({ page, enter, signIn, browser }) => {
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 36));
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto('/sign-in');
  await signIn(other, people.other);
  for (const path of [run, `${run}/events`, `${run}/shares`, run.replace('/Demo/SLIP/', '/Demo/OTHR/')]) {
    expect((await other.request.get(path)).status(), path).toBe(404);
  }
  const origin = new URL(page.url()).origin;
  await context.close();
  await page.request.post(`${run}/stop`, { headers: { origin } });
});

test('the list of runs filters, and says what to do where nothing is', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  await enter(people.admin);
  await startRun(page, packages.failsOnEveryThird, await servers(page, 2, 38));
  await visit('/Demo/SLIP/runs');
  await expect(page.getByRole('link', { name: /fails on every third/ }).first()).toBeVisible();
  await a11y();
  await noHorizontalScroll();
  await page.getByLabel('Search by title').fill('no such title');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/q=no\+such\+title/);
  await expect(page.getByText('No run matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await expect(page.getByRole('link', { name: /fails on every third/ }).first()).toBeVisible();
});
