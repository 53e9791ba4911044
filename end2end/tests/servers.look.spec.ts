/** The list of servers: on a phone and in the dark, rows chosen and its menus open. */
import { expect, people, test } from '../fixtures';

test('rows are low, and menus and chosen rows fit and read', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers?q=va1slip');
  const rows = page.locator('tbody tr');
  const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  // Two lines on a phone, one elsewhere.
  expect(Math.max(...heights)).toBeLessThanOrEqual(72);
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPWEB01' }).check();
  await expect(page.locator('#pick-words')).toHaveText('1 on this page selected');
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  for (const menu of ['.servers-groups', '#operate']) {
    await page.locator(`${menu} > summary`).click();
    await expect(page.locator(`${menu} > .menu-panel`)).toBeVisible();
    await noHorizontalScroll();
    await a11y();
    await page.keyboard.press('Escape');
  }
});
