/** The list of servers on a phone: two lines a row, and the menus within reach. */
import { expect, people, test } from '../fixtures';

test('rows are of two lines and nothing sticks out', async ({
  page,
  visit,
  signIn,
  a11y,
  noHorizontalScroll,
}) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/SLIP/servers?q=va1slip');
  const rows = page.locator('tbody tr');
  const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThanOrEqual(72);
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPWEB01' }).check();
  await expect(page.locator('#pick-words')).toHaveText('1 on this page selected');
  for (const menu of ['.servers-groups', '#operate']) {
    await page.locator(`${menu} > summary`).click();
    const panel = page.locator(`${menu} > .menu-panel`);
    await expect(panel).toBeVisible();
    await noHorizontalScroll();
    await a11y();
    await page.keyboard.press('Escape');
  }
});
