/** A session that ends while a form is typed: nothing typed is lost, and nothing is submitted. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { openGroup } from '../groups';
import { endElsewhere } from '../sessions';

/** Signs in where a post was answered with the form for it. */
async function signInAgain(page: Page): Promise<void> {
  await expect(page.getByText('What you typed is kept, except passwords.')).toBeVisible();
  await page.getByLabel('User name').fill(people.admin.user);
  await page.getByLabel('Password').fill(people.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Your form is as you left it')).toBeVisible();
}

test.beforeEach(async ({ page, visit, signIn }) => {
  await visit('/sign-in');
  await signIn(page, people.admin);
});

test('changes of a server', async ({ page, context, visit, a11y, javaScriptEnabled }) => {
  test.slow();
  const words = `Typed late “${String(javaScriptEnabled)}” <b>&amp;`;
  const edit = '/Demo/SLIP/servers/va1slipapp02/edit';
  await visit(edit);
  await page.getByLabel('Description').fill(words);
  await endElsewhere(context);
  await page.getByRole('button', { name: 'Save' }).click();
  await a11y();
  await signInAgain(page);
  await expect(page.getByLabel('Description')).toHaveValue(words);
  await a11y();
  await visit('/Demo/SLIP/servers/va1slipapp02');
  await expect(page.getByText(words)).toHaveCount(0);
  await page.goBack();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The cloud took the change.')).toBeVisible();
  await expect(page.getByText(words)).toBeVisible();

  await visit(edit);
  await page.getByLabel('CPU').fill('16');
  await page.getByText('Add disks').click();
  await page.getByLabel('Size of new disk 1').fill('many');
  await endElsewhere(context);
  await page.getByRole('button', { name: 'Review the change' }).click();
  await signInAgain(page);
  await expect(page.getByLabel('CPU')).toHaveValue('16');
  await expect(page.getByLabel('Size of new disk 1')).toHaveValue('many');
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByLabel('Size of new disk 1')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Your form is as you left it')).toHaveCount(0);
});

test('a new group', async ({ page, context, javaScriptEnabled }) => {
  const name = `Late ${javaScriptEnabled === false ? 'plain' : 'awake'}`;
  await openGroup(page, 'ca1', 'Research');
  await page.getByRole('link', { name: 'Create a group in it' }).click();
  const parent = await page.getByLabel('In group').inputValue();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Description').fill('One line\nand another');
  await endElsewhere(context);
  await page.getByRole('button', { name: 'Create group' }).click();
  await signInAgain(page);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  await expect(page.getByLabel('Description')).toHaveValue('One line\nand another');
  await expect(page.getByLabel('In group')).toHaveValue(parent);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page).toHaveURL(/note=created/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});
