/** The main journey as a new person takes it: sign in, pick, fill, review, run, follow, share. */
import { expect, people, test } from '../fixtures';

test('from the sign-in form to a link that a colleague opens', async ({
  page,
  visit,
  signIn,
  browser,
  javaScriptEnabled,
}) => {
  test.setTimeout(90_000);
  await visit('/');
  await signIn(page, people.admin);
  await page.getByRole('link', { name: 'Run a package' }).click();
  await page.getByLabel('Search by name or description').fill('ssh public key');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('link', { name: 'Install SSH Public Key on Linux' }).click();

  await page.getByRole('textbox', { name: /user/i }).first().fill('deploy');
  await page.getByRole('textbox', { name: /key/i }).first().fill('ssh-ed25519 AAAA deploy@example');
  await page.getByLabel('Server names').fill('va1slipweb0[1-2]\nno-such-server');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  // The unknown name is reported and everything typed still stands.
  await expect(page.getByText(/no-such-server/).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: /user/i }).first()).toHaveValue('deploy');
  await page.getByLabel('Server names').fill('va1slipweb0[1-2]');
  await page.getByRole('button', { name: 'Review', exact: true }).click();

  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText('VA1SLIPWEB02').first()).toBeVisible();
  const plan = page.url();
  await page.getByRole('button', { name: 'Run on 2 servers' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  const run = page.url();
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 40_000 });
  if (javaScriptEnabled !== false) expect(page.url(), 'no reload was needed').toBe(run);
  await expect(page.locator('#run-rows')).toContainText('succeeded');

  // A plan runs once, however often its page is opened.
  await visit(plan);
  await expect(page.getByRole('button', { name: 'Run on 2 servers' })).toHaveCount(0);

  await visit(`${new URL(run).pathname}/shares`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  const stranger = await browser.newContext({ javaScriptEnabled: false });
  const phone = await stranger.newPage();
  const response = await phone.goto(new URL(link).pathname);
  expect(response?.status()).toBe(200);
  await expect(phone.getByText('VA1SLIPWEB01')).toBeVisible();
  await expect(phone.locator('script')).toHaveCount(0);
  expect(await stranger.cookies()).toEqual([]);

  await visit(`${new URL(run).pathname}/shares`);
  await page.getByRole('button', { name: 'Revoke' }).first().click();
  expect((await phone.goto(new URL(link).pathname))?.status()).toBe(404);
  await stranger.close();
});

test('two quick presses start one run', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/packages/8c932da59ac45c993e43efd32fd15620');
  await page.getByLabel('Server names').fill('de1slipweb01');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Run on 1 server' }).dblclick();
  await expect(page).toHaveURL(/\/runs\//);
  const run = new URL(page.url()).pathname;
  await visit('/Demo/SLIP/runs?q=always+fails');
  await expect(page.locator(`a[href="${run}"]`)).toHaveCount(1);
});
