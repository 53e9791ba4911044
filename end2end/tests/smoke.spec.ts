/** Every page, looked at once: it opens, is accessible and fits the screen. Runs in all projects. */
import { expect, people, test } from '../fixtures';

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
