/** Share links: made, opened by somebody without an account, revoked. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

test('a link shows the run to anyone, until it is revoked', async ({
  page,
  visit,
  enter,
  a11y,
  browser,
  expectProblems,
}) => {
  expectProblems(/status 404/);
  await enter(people.admin);
  const names = await servers(page, 3, 42);
  const run = await startRun(page, packages.neverEnds, names);
  await visit(run);
  await page.getByRole('link', { name: 'Share' }).click();
  await a11y();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  expect(page.url()).not.toContain(link.split('/s/')[1] ?? '/s/');

  const context = await browser.newContext({ javaScriptEnabled: false });
  const stranger = await context.newPage();
  const answer = await stranger.goto(new URL(link).pathname);
  expect(answer?.status()).toBe(200);
  const headers = answer?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("script-src 'none'");
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-robots-tag']).toBe('noindex');
  expect(headers['refresh']).toBe('5;url=?live=1');
  expect(headers['set-cookie']).toBeUndefined();
  for (const name of names) await expect(stranger.getByText(name)).toBeVisible();
  const html = await stranger.content();
  for (const hidden of ['SLIP/', 'admin', 'Note', '<script']) expect(html).not.toContain(hidden);
  await stranger.getByRole('link', { name: 'Stop refreshing' }).click();
  await expect(stranger.getByText('This page stands still.')).toBeVisible();

  await visit(`${run}/shares`);
  await expect(page.locator('tbody > tr')).toContainText('once');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.locator('tbody > tr')).toContainText('revoked');
  const gone = await stranger.goto(new URL(link).pathname);
  const never = await stranger.request.get('/s/never-was-a-link');
  expect(gone?.status()).toBe(404);
  expect(never.status()).toBe(404);
  expect(await never.text()).toBe(await gone?.text());
  await context.close();
  const origin = new URL(page.url()).origin;
  await page.request.post(`${run}/stop`, { headers: { origin } });
});
