/** The page of one server: looked at, changed, operated. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { servers } from '../runs';

/** A server that runs and that the other tests leave alone, another one with and without scripts. */
async function own(page: Page, project: string, place: number): Promise<string> {
  const [name = ''] = await servers(page, 1, 24 + place * 2 + (project === 'no-js' ? 1 : 0));
  return name;
}

async function open(page: Page, name: string) {
  await page.goto(`/Demo/SLIP/servers?q=${name}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

test('a server is found, looked at, and leads back to those beside it', async ({ page, enter, a11y }) => {
  await enter(people.viewer);
  await open(page, 'VA1SLIPWEB01');
  await expect(page.getByText('read just now')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Disks', exact: true })).toBeVisible();
  await expect(page.getByText('Your account role may not operate servers')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reboot' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('button', { name: 'Show root password' })).toHaveAttribute('aria-disabled', 'true');
  await a11y();
  await page.getByRole('link', { name: 'Production / Web' }).click();
  await expect(page).toHaveURL(/group=/);
  await expect(page.getByRole('link', { name: 'VA1SLIPWEB01', exact: true })).toBeVisible();
});

test('its load is told to those who see no picture', async ({ page, visit, enter }) => {
  await enter(people.viewer);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  for (const name of ['CPU', 'Memory', 'Network in', 'Network out', 'Disks filled']) {
    const chart = page.getByRole('img', { name: new RegExp(`^${name} lowest .*average .*highest`) });
    await expect(chart).toBeVisible();
  }
  await page.getByText('All measurements as a table').click();
  const table = page.getByRole('region', { name: 'Measurements' });
  await expect(table.getByRole('columnheader', { name: 'CPU, %' })).toBeVisible();
  expect(await table.getByRole('row').count()).toBeGreaterThan(20);
});

test('a description is edited and stands on the page', async ({ page, enter, a11y }, { project }) => {
  await enter(people.admin);
  const name = await own(page, project.name, 0);
  await open(page, name);
  await page.getByRole('link', { name: 'Edit' }).click();
  await a11y();
  // Servers built meanwhile move the places, so that the other half may have had the same one.
  const words = `Looked after by Ada <&> ${Date.now()}`;
  await page.getByLabel('Description').fill(words);
  await page.getByLabel('Approved by').fill('Grace');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The cloud took the change.')).toBeVisible();
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByText('Grace')).toBeVisible();
  await a11y();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing was different')).toBeVisible();
});

test('processors are added: reviewed, run, and there afterwards', async ({ page, enter, a11y }, { project }) => {
  test.setTimeout(90_000);
  await enter(people.admin);
  const name = await own(page, project.name, 1);
  await open(page, name);
  await page.getByRole('link', { name: 'Edit' }).click();
  const cpu = page.getByLabel('CPU', { exact: true });
  const wanted = (await cpu.inputValue()) === '11' ? '12' : '11';
  await cpu.fill(wanted);
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Review: Change hardware of ${name}`);
  await expect(page.getByRole('row', { name: new RegExp(`^CPU .* ${wanted}$`) })).toBeVisible();
  await a11y();
  await page.getByRole('button', { name: 'Change hardware' }).click();
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 40_000 });
  const run = new URL(page.url()).pathname;
  await open(page, name);
  await expect(page.getByRole('region', { name: 'Hardware' })).toContainText(wanted);
  await expect(page.locator(`a[href="${run}"]`)).toBeVisible();
});

test('what cannot be is said at the field and kept', async ({ page, visit, enter, a11y, expectProblems }) => {
  expectProblems(/status 422/, /422/);
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01/edit');
  await page.getByLabel('CPU', { exact: true }).fill('17');
  await page.getByText('Add disks').click();
  await page.getByLabel('Size of new disk 1').fill('20');
  await page.getByLabel('Type of new disk 1').selectOption('partitioned');
  await page.getByLabel('Path of new disk 1').fill('data');
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByText('2 answers have to change')).toBeVisible();
  await expect(page.getByLabel('CPU', { exact: true })).toHaveValue('17');
  await expect(page.getByLabel('Path of new disk 1')).toHaveValue('data');
  await expect(page.getByLabel('Path of new disk 1')).toHaveAttribute('aria-invalid', 'true');
  await a11y();
});

test('the root password is shown once', async ({ page, visit, enter, a11y }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await expect(page.locator('body')).not.toContainText('Sim-Root-');
  await page.getByRole('button', { name: 'Show root password' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Root password of VA1SLIPWEB01');
  await expect(page.locator('#password')).toHaveText(/^Sim-Root-/);
  await a11y();
  await page.getByRole('link', { name: 'Hide' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('VA1SLIPWEB01');
  await expect(page.locator('body')).not.toContainText('Sim-Root-');
});

test('an operation leads to its review', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.locator('summary', { hasText: 'Snapshots' }).click();
  await page.getByLabel('Keep for').fill('3');
  await page.getByRole('button', { name: 'Create snapshot' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Review: Create a snapshot of VA1SLIPWEB01/);
  await expect(page.getByText('3 days')).toBeVisible();
});
