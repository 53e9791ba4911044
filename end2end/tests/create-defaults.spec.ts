/** The form that has servers built begins with what the group gives new servers. */
import { fresh } from '../create';
import { expect, people, test } from '../fixtures';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

test('a group fills what nobody typed, says so, and leaves the rest', async ({ page, visit, a11y }, { project }) => {
  // A group of this test's own: others build in those that are there.
  const name = `Defaults ${fresh(project.name, 'of')} ${Date.now()}`;
  await visit('/Demo/SLIP/servers/new');
  const staging = await page.getByLabel('Group', { exact: true }).locator('option', { hasText: /^Staging$/ }).getAttribute('value');
  await visit(`/Demo/SLIP/groups/new?in=${staging}`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const group = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await visit(`/Demo/SLIP/groups/${group}/defaults`);
  await page.getByLabel('CPU').fill('6');
  await page.getByLabel('Memory').fill('24');
  await page.getByLabel('Template').selectOption('CENTOS-6-64-TEMPLATE');
  await page.getByRole('button', { name: 'Save' }).click();
  await visit('/Demo/SLIP/servers/new?dc=va1');
  await expect(page.getByLabel('CPU')).toHaveValue('1');
  await page.getByLabel('Memory').fill('3');
  await page.getByLabel('Group', { exact: true }).selectOption(group);
  await page.getByRole('button', { name: 'Show its defaults' }).click();
  await expect(page.getByLabel('CPU')).toHaveValue('6');
  await expect(page.getByLabel('CPU')).toHaveAccessibleDescription(/From the defaults of this group\./);
  await expect(page.getByLabel('Template')).toHaveValue('CENTOS-6-64-TEMPLATE');
  await expect(page.getByLabel('Memory')).toHaveValue('3');
  await expect(page.getByLabel('Memory')).toHaveAccessibleDescription(/The default of this group is 24\./);
  await expect(page.getByLabel('Primary DNS')).toHaveAccessibleDescription(/a group above/);
  await a11y();
  await visit(`/Demo/SLIP/servers/new?group=${group}`);
  await expect(page.getByLabel('Memory')).toHaveValue('24');
});
