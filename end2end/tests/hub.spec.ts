/** A run by its number, its list, what came out of it, and Home; with scripts and without. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

/** A demo run takes a few seconds; without scripts the page looks every five. */
const SOON = { timeout: 30_000 };

test('sign-in leads home, and a star stands there', async ({ page, visit, signIn, a11y, awake }) => {
  await visit('/');
  await signIn(page, people.operator);
  await expect(page).toHaveURL(/\/Demo\/SLIP\/home$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home');
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await expect(sections.getByRole('link', { name: 'Home' })).toHaveAttribute('aria-current', 'page');
  await a11y();

  await visit('/Demo/SLIP/packages?q=sixty');
  const star = page.getByRole('button', { name: /^Star .*Sixty/i });
  await star.click();
  await awake();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/q=sixty/);
  await visit('/Demo/SLIP/home');
  const mine = page.getByRole('region', { name: 'My packages' });
  await expect(mine.getByRole('link', { name: /Sixty/ })).toBeVisible();
  await mine.getByRole('button', { name: /^Star .*Sixty/i }).click();
  await awake();
  await expect(page).toHaveURL(/\/home$/);
  await expect(mine.getByRole('link', { name: /Sixty/ })).toHaveCount(0);
});

test('a run is found by its number, and failures are two clicks from a review', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  awake,
}) => {
  test.setTimeout(90_000);
  await enter(people.admin);
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 12, 20));
  const number = run.split('/').at(-1) ?? '';
  expect(number, 'the run has a number').toMatch(/^\d+$/);
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', SOON);
  await visit(run);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`#${number}`);
  await expect(page).toHaveTitle(new RegExp(`^#${number} `));

  // Failures first, and their reason once.
  const states = await page.locator('#run-rows > tr .badge').allTextContents();
  expect(states).toEqual([...states].sort((a, b) => Number(a !== 'failed') - Number(b !== 'failed')));
  expect(states[0]).toBe('failed');
  const reasons = page.getByRole('region', { name: 'What came out' });
  await expect(reasons.locator('tbody tr')).toHaveCount(1);
  await a11y();
  await noHorizontalScroll();
  await reasons.getByRole('link', { name: 'Show' }).click();
  await awake();
  await expect(page).toHaveURL(/show=failed/);
  await expect(page.locator('#run-rows > tr')).toHaveCount(states.filter((state) => state === 'failed').length);

  await visit(`/Demo/SLIP/runs?q=%23${number}`);
  const rows = page.locator('table.runs tbody tr');
  await expect(rows.locator(`a[href="${run}"]`)).toHaveCount(1);

  // From Home: one click to the review, no secret being asked for.
  await visit('/Demo/SLIP/home');
  const row = page.getByRole('row', { name: new RegExp(`#${number} `) });
  let clicks = 0;
  await row.getByRole('button', { name: /^Again on \d+ failed$/ }).click();
  clicks += 1;
  await expect(page).toHaveURL(/\/plans\//);
  expect(clicks).toBeLessThanOrEqual(2);
  await awake();
  await visit(run);
  clicks = 0;
  await page.getByRole('button', { name: /^Run again on \d+ failed$/ }).click();
  clicks += 1;
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByRole('button', { name: /^Run on \d+ servers?$/ })).toBeVisible();
  expect(clicks, 'clicks to the review').toBeLessThanOrEqual(2);
});

test('the list of runs is narrowed and sorted by its address', async ({ page, visit, enter, a11y, noHorizontalScroll }) => {
  test.setTimeout(60_000);
  await enter(people.admin);
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 6, 24));
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', SOON);
  await visit('/Demo/SLIP/runs');
  await page.getByLabel('Kind').selectOption('package');
  await page.getByLabel('Outcome').selectOption('with failures');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/kind=package/);
  await expect(page).toHaveURL(/failed=yes/);
  await expect(page.locator(`a[href="${run}"]`)).toHaveCount(1);
  await page.getByRole('link', { name: 'Took' }).click();
  await expect(page).toHaveURL(/failed=yes&sort=-took|sort=-took/);
  await expect(page.getByRole('columnheader', { name: 'Took' })).toHaveAttribute('aria-sort', 'descending');
  await a11y();
  await noHorizontalScroll();
});

test('targets are found by name and lead to their pages', async ({ page, visit, enter, awake }) => {
  test.setTimeout(60_000);
  await enter(people.admin);
  const names = await servers(page, 12, 24);
  const run = await startRun(page, packages.failsOnEveryThird, names);
  await visit(run);
  const name = names[4] ?? '';
  await page.getByLabel('Find a server or words in a message').fill(name);
  await page.getByRole('button', { name: 'Find' }).click();
  await awake();
  await expect(page.locator('#run-rows > tr')).toHaveCount(1);
  await page.locator('#run-rows').getByRole('link', { name }).click();
  await awake();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const touched = page.getByRole('region', { name: 'Runs that touched it' });
  await expect(touched.locator(`a[href="${run}"]`)).toHaveCount(1);
});
