/** The menu of a narrow screen, by the keyboard. */
import { expect, people, test } from '../fixtures';
import { Keyboard } from '../keyboard';

test('the menu opens, leads on and closes by the keyboard', async ({ page, visit, signIn, a11y }) => {
  await visit('/sign-in');
  await signIn(page, people.viewer);
  const keys = new Keyboard(page);
  const menu = page.locator('.top-menu');
  await keys.press(menu.locator('summary').first(), 'Enter');
  await expect(menu).toHaveAttribute('open', '');
  await a11y();
  await page.keyboard.press('Enter');
  await expect(menu).not.toHaveAttribute('open');
  await page.keyboard.press('Enter');
  await keys.press(menu.getByRole('link', { name: 'Servers' }), 'Enter');
  await expect(page).toHaveURL(/\/servers$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Servers');
});
