/** One browser, signed in to several clouds at once. */
import { openSwitch } from '../clouds';
import { expect, people, test } from '../fixtures';
import { signOut } from '../sessions';

test('somebody signs in to clouds of both kinds and switches', async ({ page, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await expect(page).toHaveURL(/\/Demo\/SLIP\/home$/);
  await openSwitch(page);
  await page.getByRole('link', { name: 'Sign in to another cloud' }).click();
  await expect(page.getByLabel('Cloud')).toHaveValue('Cloudify');
  await signIn(page, people.ursula);
  await expect(page).toHaveURL(/\/Cloudify\/default_tenant\/home$/);
  await openSwitch(page);
  await page.getByRole('link', { name: 'Sign in to another cloud' }).click();
  await expect(page.getByLabel('Cloud')).toHaveValue('Lab');
  await signIn(page, { ...people.operator, cloud: 'Lab' });
  await expect(page).toHaveURL(/\/Lab\/SLIP\/home$/);
  await openSwitch(page);
  // There is no fourth cloud.
  await expect(page.getByRole('link', { name: 'Sign in to another cloud' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Demo · SLIP' }).click();
  await expect(page).toHaveURL(/\/Demo\/SLIP\/home$/);
  await expect(page.locator('.rail-role').filter({ visible: true })).toBeVisible();
  await visit('/');
  await expect(page).toHaveURL(/\/Demo\/SLIP\/home$/);
});

test('somebody signs in to a second account of the same cloud and goes back', async ({ page, visit, enter, signIn }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/runs');
  await openSwitch(page);
  await page.getByRole('link', { name: 'Sign in to another account' }).click();
  await expect(page.getByLabel('Cloud')).toHaveValue('Demo');
  await expect(page.getByLabel('User name')).toHaveValue('');
  await expect(page.locator('main')).toContainText('You stay signed in to Demo · SLIP');
  await signIn(page, people.other);
  await expect(page).toHaveURL(/\/Demo\/OTHR\/home$/);
  await openSwitch(page);
  await page.getByRole('link', { name: 'SLIP admin' }).click();
  await expect(page).toHaveURL(/\/Demo\/SLIP\/home$/);
});

test('an address of before asks which cloud it means', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/SLIP/runs?state=live');
  await expect(page).toHaveURL(/\/Demo\/SLIP\/runs\?state=live$/);
  await enter({ ...people.admin, cloud: 'Lab' });
  await visit('/SLIP/runs?state=live');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which cloud?');
  await page.getByRole('link', { name: 'Lab · SLIP' }).last().click();
  await expect(page).toHaveURL(/\/Lab\/SLIP\/runs\?state=live$/);
});

test('signing out ends both', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await enter({ ...people.admin, cloud: 'Lab' });
  await visit('/Lab/SLIP/packages');
  await signOut(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  for (const cloud of ['Demo', 'Lab']) {
    await visit(`/${cloud}/SLIP/packages`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(page.getByLabel('Cloud')).toHaveValue(cloud);
  }
});
