/** The end of a session ends what Back would show, whatever a browser keeps. */
import { expect, people, test } from '../fixtures';
import { endElsewhere } from '../sessions';

test('Back after signing out asks who it is', async ({ page, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.viewer);
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

test('what goes on is told first', async ({ page, visit, enter, a11y, noHorizontalScroll, javaScriptEnabled }) => {
  await enter(people.ursula);
  const deployment = javaScriptEnabled === false ? 'web-40' : 'web-35';
  await visit(`/Cloudify/default_tenant/workflows/slow?deployment=${deployment}`);
  await page.getByLabel(/^seconds/).fill('600');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Start slow on' }).click();
  await expect(page).toHaveURL(/\/runs\/\d+$/);
  const number = page.url().split('/').pop();
  const out = page.getByRole('button', { name: 'Sign out', exact: true }).filter({ visible: true });
  await out.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign out?');
  await expect(page.locator('.sign-out-runs')).toContainText(`#${number}`);
  await a11y();
  await noHorizontalScroll();
  await page.getByRole('link', { name: 'Stay signed in' }).click();
  await expect(page).toHaveURL(/\/Cloudify\/default_tenant\//);
  await out.click();
  await page.getByRole('button', { name: 'Sign out and let them go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});
