/** Having servers built: from a template, as a copy, several at once, and refused. */
import { fill, fresh, order } from '../create';
import { expect, people, test } from '../fixtures';

const SHOWCASE = 'Showcase: every parameter type (public)';

test.beforeEach(async ({ enter }) => {
  test.slow();
  await enter(people.admin);
});

test('a server is built from a template, and its page is one step away', async ({ page, visit, a11y }, { project }) => {
  await visit('/Demo/SLIP/servers');
  await page.getByRole('link', { name: 'Create server' }).click();
  const name = fresh(project.name, 'one');
  await fill(page, name);
  await page.getByLabel('Description').fill('Made by a person <&>');
  await page.getByLabel('Size of new disk 1').fill('12');
  await page.getByLabel('Path of new disk 1').fill('/data');
  await page.getByLabel(/^Root password/).fill('Root-Pass-9');
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Review: Create server');
  await expect(page.getByText('12 GB at /data')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('Root-Pass-9');
  await a11y();
  await page.getByRole('button', { name: 'Create server' }).click();
  await expect(page.getByText('What is built')).toBeVisible();
  const built = `VA1SLIP${name.toUpperCase()}\\d\\d`;
  const open = page.getByRole('link', { name: new RegExp(`^Open ${built}$`) });
  await expect(open).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: new RegExp(`^${built}$`) })).toBeVisible();
  await a11y();
  await open.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^${built}$`));
  await expect(page.getByText('Made by a person <&>')).toBeVisible();
});

test('a server is copied with the password of its source', async ({ page, visit, a11y }, { project }) => {
  await visit('/Demo/SLIP/servers/va1slipweb02');
  await page.getByRole('button', { name: 'Show root password' }).click();
  const password = (await page.locator('#password').textContent()) ?? '';
  await visit('/Demo/SLIP/servers/va1slipweb02');
  await page.getByRole('link', { name: 'Clone' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Clone VA1SLIPWEB02');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('WEB');
  await a11y();
  const name = fresh(project.name, 'cop');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Root password of the source', { exact: true }).fill(password);
  await order(page, 'Clone server');
  const open = new RegExp(`^Open VA1SLIP${name.toUpperCase()}\\d\\d$`);
  await expect(page.getByRole('link', { name: open })).toBeVisible({ timeout: 60_000 });
});

test('three numbered servers get their names one by one', async ({ page, visit }, { project }) => {
  await visit('/Demo/SLIP/servers/new');
  const name = fresh(project.name, 'tri');
  await fill(page, name, 3);
  await order(page, 'Create 3 servers');
  await expect(page.locator('#run-over')).toContainText('All 3 servers succeeded', { timeout: 60_000 });
  const built = new RegExp(`^VA1SLIP${name.toUpperCase()}\\d\\d$`);
  await expect(page.getByRole('link', { name: built })).toHaveCount(3);
  await expect(page.locator('#run-open')).toHaveCount(0);
});

test('a refusal keeps everything but secrets and leads to each field', async ({ page, visit, a11y, shot }) => {
  await visit('/Demo/SLIP/servers/new');
  await fill(page, 'ok');
  await page.getByLabel('IP address').fill('10.1');
  await page.getByLabel('Description').fill('Kept words');
  await page.getByLabel(/^Root password/).fill('too weak');
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  const errors = page.getByRole('alert').filter({ hasText: '2 answers have to change' });
  await expect(errors).toBeVisible();
  await expect(page.getByText('Enter the secrets again')).toBeVisible();
  await expect(page.getByLabel('Template')).toHaveValue('CENTOS-6-64-TEMPLATE');
  await expect(page.getByLabel('Description')).toHaveValue('Kept words');
  await expect(page.getByLabel(/^Root password/)).toHaveValue('');
  await a11y();
  await shot('new-server-refused');
  await errors.getByRole('link', { name: /^IP address/ }).click();
  await expect(page.getByLabel('IP address')).toBeFocused();
  await page.getByLabel('IP address').fill('');
  await page.getByLabel(/^Root password/).fill('Root-Pass-9');
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page).toHaveURL(/\/plans\//);
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByLabel('Description')).toHaveValue('Kept words');
});

test('another data center, more disks and packages keep what was typed', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/servers/new');
  await fill(page, 'kept');
  await page.getByLabel('Data center').selectOption('ca1');
  await page.getByRole('button', { name: 'Show what it offers' }).click();
  await expect(page.getByText('CA1 has no premium storage.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('kept');
  await expect(page.getByLabel('Template')).toHaveValue('CENTOS-6-64-TEMPLATE');
  await page.getByRole('button', { name: 'Add a row' }).click();
  await expect(page.getByLabel('Size of new disk 2')).toBeVisible();
  await page.getByLabel('Package', { exact: true }).selectOption({ label: SHOWCASE });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Showcase/ }).first()).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('kept');
  await a11y();
  await page.getByRole('button', { name: /^Take out Showcase/ }).click();
  await expect(page.getByRole('heading', { name: /^Showcase/ })).toHaveCount(0);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('kept');
});

test('whoever may not build is told why', async ({ page, context, visit, enter, expectProblems }) => {
  expectProblems(/403/);
  await context.clearCookies();
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers');
  await expect(page.getByRole('button', { name: 'Create server' })).toHaveAttribute('aria-disabled', 'true');
  const response = await visit('/Demo/SLIP/servers/new');
  expect(response?.status()).toBe(403);
  await expect(page.getByText('may not create, change or delete servers')).toBeVisible();
});
