/** What scripts add to the page of a server: copying. And that Back shows no password. */
import { expect, people, test } from '../fixtures';

test('addresses and the password are copied by their buttons', async ({ page, context, visit, enter }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  const button = page.getByRole('button', { name: /^Copy 10\./ });
  const address = (await button.getAttribute('data-copy')) ?? '';
  await button.click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await page.getByRole('button', { name: 'Show root password' }).click();
  const password = await page.locator('#password').textContent();
  await page.getByRole('button', { name: 'Copy the password' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(password);
});

test('going away and coming back shows no password', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.getByRole('button', { name: 'Show root password' }).click();
  await expect(page.locator('#password')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('VA1SLIPWEB01');
  await expect(page.locator('body')).not.toContainText('Sim-Root-');
  await visit('/Demo/SLIP/packages');
  await page.goBack();
  await expect(page.locator('body')).not.toContainText('Sim-Root-');
});
