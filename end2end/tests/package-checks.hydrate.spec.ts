/** Fields checked while they are filled. */
import { expect, people, test } from '../fixtures';

const showcase = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';

test.beforeEach(async ({ visit, enter }) => {
  await enter(people.admin);
  await visit(showcase);
});

test('a number is judged on leaving its field and again with every letter', async ({ page }) => {
  const workers = page.getByLabel('Workers');
  // By the keyboard: `fill` would also say that the field was left.
  await workers.press('Control+A');
  await workers.pressSequentially('four');
  await expect(workers).not.toHaveAttribute('aria-invalid', 'true');
  await workers.blur();
  await expect(workers).toHaveAttribute('aria-invalid', 'true');
  await expect(workers).toHaveAccessibleDescription(/must be a number/);
  await workers.fill('4');
  await expect(workers).not.toHaveAttribute('aria-invalid', 'true');
});

test('a pattern is judged by the server, without its ever seeing a password', async ({ page }) => {
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
  await page.getByLabel('Administrator password', { exact: true }).fill('short');
  await expect(page.getByLabel('Master server')).toHaveAccessibleDescription(/no server "nosuchserver"/);
  await page.getByLabel('Administrator password', { exact: true }).blur();
  await expect(page.getByText(/is weak: strong ones have 9 characters/)).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.join()).not.toContain('short');
  expect(asked.join()).not.toContain('a+');
});

test('what was never touched is not wrong yet', async ({ page }) => {
  await page.getByLabel('Administrator password', { exact: true }).focus();
  await page.getByLabel('Greeting').focus();
  // Once another field is judged, the one that was only looked at would have been.
  const workers = page.getByLabel('Workers');
  await workers.fill('four');
  await workers.blur();
  await expect(workers).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
});
