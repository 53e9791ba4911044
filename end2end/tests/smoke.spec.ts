/** Every page, looked at once: it opens, is accessible and fits the screen. Runs in all projects. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

/** One field of every type a package can ask for. */
const SHOWCASE = '64446c8e386bebf2a2accab865469378';
/** Hostile text in every field of its manifest. */
const HOSTILE = '3e54272d98653fa155d516a86a1ec640';
const SIXTY = '30e38fcf7eb9348e6bcfc25e59ef2c10';

test('the sign-in page opens', async ({ page, visit, a11y, noHorizontalScroll, shot }) => {
  const response = await visit('/sign-in');
  expect(response?.status()).toBe(200);
  await expect(page.getByLabel('User name')).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveAttribute('type', 'password');
  await expect(page.getByLabel('Cloud')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await a11y();
  await noHorizontalScroll();
  await shot('sign-in');
});

test('a viewer signs in', async ({ page, visit, signIn, a11y, noHorizontalScroll }) => {
  await visit('/sign-in');
  await signIn(page, people.viewer);
  await expect(page.getByRole('main')).toBeVisible();
  await a11y();
  await noHorizontalScroll();
});

const SIGNED_IN: [string, string, RegExp][] = [
  ['home', '/Demo/SLIP/home', /^Home$/],
  ['packages', '/Demo/SLIP/packages', /^Packages$/],
  ['packages-none', '/Demo/SLIP/packages?q=no+such+package', /^Packages$/],
  ['package', `/Demo/SLIP/packages/${SHOWCASE}`, /^Showcase/],
  ['package-hostile', `/Demo/SLIP/packages/${HOSTILE}`, /Hostile/],
  ['package-sixty', `/Demo/SLIP/packages/${SIXTY}`, /Sixty/],
  ['servers', '/Demo/SLIP/servers', /^Servers$/],
  ['servers-filtered', '/Demo/SLIP/servers?q=web&power=started&sort=-memory', /^Servers$/],
  ['servers-none', '/Demo/SLIP/servers?q=no+such+server', /^Servers$/],
  ['runs', '/Demo/SLIP/runs', /^Runs$/],
];

for (const [name, path, title] of SIGNED_IN) {
  test(`${name} opens`, async ({ page, visit, enter, a11y, noHorizontalScroll, shot, javaScriptEnabled }) => {
    await enter(people.admin);
    const response = await visit(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await a11y();
    await noHorizontalScroll();
    await shot(name);
    // No script out of the cloud's text has run.
    if (javaScriptEnabled !== false) expect(await page.evaluate(() => '__canary' in window)).toBe(false);
  });
}

test('plan, run, share links and shared page open', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  shot,
}) => {
  test.setTimeout(120_000);
  await enter(people.admin);
  const names = await servers(page, 3, 20);
  const review = `/Demo/SLIP/packages/${packages.failsOnEveryThird}/review`;
  const form = { names: names.join(' '), do: 'review' };
  const origin = new URL(page.url()).origin;
  const plan = await page.request.post(review, { form, headers: { origin } });
  await visit(new URL(plan.url()).pathname);
  await looksRight('plan');

  await visit(await startRun(page, packages.failsOnEveryThird, names));
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 25_000 });
  await looksRight('run');

  const run = new URL(page.url()).pathname;
  await visit(`${run}/shares`);
  await looksRight('shares');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  await looksRight('share-made');
  await visit(new URL(link).pathname, { scripts: false });
  await expect(page.getByText(names[0] ?? '')).toBeVisible();
  await looksRight('shared');

  async function looksRight(name: string) {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  }
});

test('a refused form says what has to change', async ({
  page,
  visit,
  awake,
  enter,
  a11y,
  noHorizontalScroll,
  shot,
}) => {
  await enter(people.admin);
  await visit(`/Demo/SLIP/packages/${SHOWCASE}`);
  await page.getByLabel('Workers').fill('four');
  await page.getByLabel('Server names').fill('nosuchserver');
  await page.getByLabel('Administrator password', { exact: true }).fill('Canary-secret-9!');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await awake();
  await expect(page.locator('#errors')).toBeFocused();
  await expect(page.getByLabel('Server names')).toHaveAccessibleDescription(/nosuchserver/);
  await a11y();
  await noHorizontalScroll();
  await shot('refused');
});

test('what is not there says so', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  expectProblems,
  shot,
}) => {
  expectProblems(/404/);
  await enter(people.admin);
  for (const path of ['/nowhere', '/Demo/SLIP/packages/none', '/Demo/SLIP/runs/none', '/Demo/OTHR/servers']) {
    const response = await visit(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not found');
    await a11y();
    await noHorizontalScroll();
  }
  await shot('not-found');
});

test('a link that opens nothing says so', async ({ page, visit, a11y, noHorizontalScroll, expectProblems }) => {
  expectProblems(/404/);
  const response = await visit('/s/none', { scripts: false });
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await a11y();
  await noHorizontalScroll();
});
