/** Fields of packages are checked while the form that has servers built is filled. */
import { expect, people, test } from '../fixtures';

const SHOWCASE = 'Showcase: every parameter type (public)';
const SIXTY = 'Sixty parameters (shared)';

test.beforeEach(async ({ page, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/SLIP/servers/new');
  for (const label of [SIXTY, SHOWCASE]) {
    await page.locator('#add-package').selectOption({ label });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('button', { name: `Take out ${label.replace(/ \(.*/, '')}` })).toBeVisible();
  }
  await expect(page.locator('html')).toHaveAttribute('data-awake', /.*/);
});

test('a number and a password are judged in the browser', async ({ page }) => {
  const workers = page.getByLabel('Workers');
  await workers.press('Control+A');
  await workers.pressSequentially('four');
  await expect(workers).not.toHaveAttribute('aria-invalid', 'true');
  await workers.blur();
  await expect(workers).toHaveAccessibleDescription(/must be a number/);
  await workers.fill('4');
  await expect(workers).not.toHaveAttribute('aria-invalid', 'true');
  const secret = page.getByLabel('Administrator password', { exact: true });
  await secret.fill('short');
  await secret.blur();
  await expect(page.getByText(/is weak by the cloud's rule/)).toBeVisible();
});

test('a pattern is judged by the server, for the package it belongs to', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/check-value')) asked.push(request.postData() ?? '');
  });
  const tag = page.getByLabel('Tag of letters a');
  await tag.pressSequentially('aab');
  await expect(tag).toHaveAccessibleDescription(/must match the pattern/);
  await tag.fill('aaa');
  await expect(tag).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Master server').fill('nosuchserver');
  await expect(page.getByLabel('Master server')).toHaveAccessibleDescription(/no server "nosuchserver"/);
  expect(asked.join()).toContain('64446c8e386bebf2a2accab865469378');
});
