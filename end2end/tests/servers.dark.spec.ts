/** The list of servers in dark colours, its menus open. */
import { expect, people, test } from '../fixtures';

test('menus and chosen rows can be read in the dark', async ({ page, visit, signIn, a11y }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/SLIP/servers?q=va1slip');
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  for (const menu of ['.servers-groups', '#operate']) {
    await page.locator(`${menu} > summary`).click();
    await expect(page.locator(`${menu} > .menu-panel`)).toBeVisible();
    await a11y();
    await page.keyboard.press('Escape');
  }
});
