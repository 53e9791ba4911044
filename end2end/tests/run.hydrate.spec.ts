/** What only a page with scripts does: it follows its run, and does not load itself to do so. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

const SOON = { timeout: 25_000 };

test('an open page follows its run to the end without loading', async ({ page, visit, enter }) => {
  test.setTimeout(60_000);
  await enter(people.admin);
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 5));
  await visit(run);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  const summary = page.locator('.run-values > summary');
  await summary.focus();
  await expect(page.locator('#run-over')).toBeVisible(SOON);
  await expect(page.locator('#run-said')).toContainText('Finished in', SOON);
  await expect(page.locator('#run-stop')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Run again on \d+ failed$/ })).toBeVisible();
  await expect(summary).toBeFocused();
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);

  // What was patched is what the server would have drawn.
  // It draws failures first, while rows stay where they stand under whoever reads them.
  const rows = async () => (await page.locator('#run-rows > tr').allInnerTexts()).sort();
  const patched = await rows();
  await page.reload();
  await expect(page.locator('html[data-awake]')).toBeAttached();
  expect(await rows()).toEqual(patched);
});

test('the stream ends soon after the session', async ({ page, visit, enter, signIn, context }) => {
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 40));
  await visit(run);
  const origin = new URL(page.url()).origin;
  const keeper = await context.browser()?.newContext();
  const second = await keeper?.newPage();
  if (!second) throw new Error('no second page');
  await page.request.post('/sign-out', { headers: { origin } });
  await expect(page.getByText('Your session has ended')).toBeVisible({ timeout: 7_000 });
  await second.goto('/sign-in');
  await signIn(second, people.admin);
  await second.request.post(`${run}/stop`, { headers: { origin } });
  await keeper?.close();
});

test('a stranger gets no stream', async ({ page, visit }) => {
  await visit('/sign-in');
  const answer = await page.request.get('/Demo/SLIP/runs/01h/events');
  expect(answer.status()).toBe(401);
});
