/** Bare metal: chosen where a data center has it, reviewed, built, and taken back. */
import { fresh } from '../create';
import { expect, people, test } from '../fixtures';

const MACHINE = 'Intel(R) Xeon(R) CPU E3-1271 v3 @ 3.60GHz';

test.beforeEach(async ({ enter }) => {
  test.slow();
  await enter(people.admin);
});

test('a machine is chosen, reviewed and built', async ({ page, visit, a11y }, { project }) => {
  await visit('/Demo/SLIP/servers/new');
  await expect(page.getByLabel('Bare metal')).toHaveCount(0);
  await page.getByLabel('Data center').selectOption('de1');
  await page.getByRole('button', { name: 'Show what it offers' }).click();
  await expect(page.getByLabel('Template')).toBeVisible();
  await expect(page.getByText('Configuration', { exact: true })).toBeHidden();
  await page.getByLabel('Bare metal').check();
  for (const gone of ['Template', 'CPU', 'Memory', 'Size of new disk 1', 'IP address', 'Delete it at', 'Package']) {
    await expect(page.getByLabel(gone, { exact: true })).toBeHidden();
  }
  await expect(page.getByLabel('Intel(R) Xeon(R) CPU E5-2620 v3 @ 2.40GHz')).toBeDisabled();
  await a11y();
  const name = fresh(project.name, 'iro');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Group', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  const errors = page.getByRole('alert').filter({ hasText: '2 answers have to change' });
  await expect(errors).toBeVisible();
  await expect(page.getByLabel('Bare metal')).toBeChecked();
  await errors.getByRole('link', { name: /^Operating system/ }).click();
  await expect(page.getByLabel('Operating system', { exact: true })).toBeFocused();
  await page.getByLabel('Operating system', { exact: true }).selectOption('ubuntu14_64Bit');
  await page.getByLabel(MACHINE).check();
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Review: Create server');
  await expect(page.getByText(`${MACHINE}: 1 × 4 cores`)).toBeVisible();
  await expect(page.getByText('Ubuntu 14 64-bit')).toBeVisible();
  await expect(page.getByText('Further disks')).toHaveCount(0);
  await a11y();
  await page.getByRole('button', { name: 'Create server' }).click();
  const open = page.getByRole('link', { name: new RegExp(`^Open DE1SLIP${name.toUpperCase()}\\d\\d$`) });
  await expect(open).toBeVisible({ timeout: 60_000 });
  await open.click();
  await expect(page.getByText(MACHINE)).toBeVisible();
});

test('who goes back to a virtual server finds its fields as they were', async ({ page, visit }) => {
  await visit('/Demo/SLIP/servers/new?dc=de1');
  await page.getByLabel('CPU', { exact: true }).fill('5');
  await page.getByLabel('Bare metal').check();
  await expect(page.getByLabel('CPU', { exact: true })).toBeHidden();
  await page.getByLabel(MACHINE).check();
  await page.getByRole('button', { name: 'Show its defaults' }).click();
  await expect(page.getByLabel('Bare metal')).toBeChecked();
  await expect(page.getByLabel(MACHINE)).toBeChecked();
  await page.getByLabel('Standard').first().check();
  await expect(page.getByLabel('CPU', { exact: true })).toBeVisible();
  await expect(page.getByLabel('CPU', { exact: true })).toHaveValue('5');
  await expect(page.getByLabel(MACHINE)).toBeHidden();
});
