/** Fields of packages are checked while the form that has servers built is filled. */
import { expect, people, test } from '../fixtures';

const SHOWCASE = 'Showcase: every parameter type (public)';
const SIXTY = 'Sixty parameters (shared)';

test.beforeEach(async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/new');
  for (const label of [SIXTY, SHOWCASE]) {
    await page.locator('#add-package').selectOption({ label });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('button', { name: `Take out ${label.replace(/ \(.*/, '')}` })).toBeVisible();
  }
  await expect(page.locator('html')).toHaveAttribute('data-awake', /.*/);
});

test('its fields are judged as on the form of the package, for which the server is asked', async ({ page }) => {
  const workers = page.getByLabel('Workers');
  await workers.fill('four');
  await workers.blur();
  await expect(workers).toHaveAccessibleDescription(/must be a number/);
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/check-value'));
  const tag = page.getByLabel('Tag of letters a');
  await tag.pressSequentially('aab');
  await expect(tag).toHaveAccessibleDescription(/must match the pattern/);
  expect((await asked).postData()).toContain('64446c8e386bebf2a2accab865469378');
});
