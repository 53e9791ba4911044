/** A tab that was opened before somebody signed in elsewhere posts nowhere, and loses nothing. */
import { expect, people, test } from '../fixtures';
import { openGroup } from '../groups';

test('what was typed for one account is not done in another', async ({ page, visit, signIn, enter, leave, a11y, shot, noHorizontalScroll, javaScriptEnabled }) => {
  const name = `Elsewhere ${javaScriptEnabled === false ? 'plain' : 'awake'}`;
  await visit('/sign-in');
  await signIn(page, people.admin);
  await openGroup(page, 'ca1', 'Research');
  await page.getByRole('link', { name: 'Create a group in it' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  // In another tab somebody signs out, and in to another account.
  await leave();
  await enter(people.other);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByText('This page belongs to account SLIP of the cloud Demo.')).toBeVisible();
  await expect(page.getByText('What you typed is kept, except passwords.')).toBeVisible();
  await a11y();
  await noHorizontalScroll();
  await shot('another-sign-in');
  await page.getByLabel('User name').fill(people.admin.user);
  await page.getByLabel('Password').fill(people.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Your form is as you left it')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
});

test('a button of one account does nothing in another', async ({ page, visit, signIn, enter, leave, a11y, shot, noHorizontalScroll }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await leave();
  await enter(people.other);
  await page.getByRole('button', { name: 'Reboot', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page belongs to another sign-in');
  await a11y();
  await noHorizontalScroll();
  await shot('another-sign-in-button');
  await enter(people.admin);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveURL(/\/SLIP\/plans\//);
});
