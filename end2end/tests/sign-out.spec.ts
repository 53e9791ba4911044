/** The end of a session ends what Back would show, whatever a browser keeps. */
import { expect, people, test } from '../fixtures';
import { endElsewhere } from '../sessions';

test('Back after signing out asks who it is', async ({ page, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

test('Back after the session ended elsewhere asks who it is', async ({ page, context, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await visit('/Demo/SLIP/packages');
  await endElsewhere(context);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});
