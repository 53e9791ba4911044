/** Pages that are seldom seen: on a phone and in the dark. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { openGroup } from '../groups';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

/** Opens the first server that the list shows under this filter. */
async function openFirst(page: Page, filter: string) {
  await page.goto(`/Demo/SLIP/servers?${filter}`);
  await page.locator('tbody tr').first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/servers\/[a-z0-9]+$/);
}

/** What is wrong is to be said by the portal, so the browser's own checks are off. */
async function post(page: Page, button: string) {
  const forms = page.locator('main form');
  await forms.evaluateAll((all) => all.forEach((form) => form.setAttribute('novalidate', '')));
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByText(/answers have to change/)).toBeVisible();
}

const FILTERS = {
  archived: 'status=archived',
  'under-construction': 'status=underConstruction',
  hostile: 'q=sliphst',
};

for (const [name, filter] of Object.entries(FILTERS)) {
  test(`a server that is ${name} fits and reads`, async ({ page, a11y, noHorizontalScroll, shot }) => {
    await openFirst(page, filter);
    const folds = page.locator('main details');
    await folds.evaluateAll((all) => all.forEach((fold) => fold.setAttribute('open', '')));
    await a11y();
    await noHorizontalScroll();
    await shot(`server-${name}`);
  });
}

test('refused forms of servers and groups fit and read', async ({ page, visit, a11y, noHorizontalScroll, shot, expectProblems }) => {
  test.slow();
  expectProblems(/422/);
  const looksRight = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await visit('/Demo/SLIP/servers/va1slipweb01/edit');
  await page.getByLabel('CPU', { exact: true }).fill('17');
  await page.getByText('Add disks').click();
  await page.getByLabel('Size of new disk 1').fill('99999');
  await page.getByLabel('Type of new disk 1').selectOption('partitioned');
  await page.getByLabel('Path of new disk 1').fill('data');
  await post(page, 'Review the change');
  await looksRight('server-edit-refused');
  await visit('/Demo/SLIP/groups/new');
  await post(page, 'Create group');
  await looksRight('group-new-refused');
  await openGroup(page, 'va1', 'Staging');
  await visit(`${new URL(page.url()).pathname}/defaults`);
  await page.getByLabel('CPU').fill('99');
  await page.getByLabel('Primary DNS').fill('dns');
  await post(page, 'Save');
  await expect(page.locator('#errors a').first()).toContainText('CPU');
  await looksRight('group-defaults-refused');
});

test('a root password fits and reads', async ({ page, visit, a11y, noHorizontalScroll, shot }) => {
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.getByRole('button', { name: 'Show root password' }).click();
  await expect(page.locator('#password')).toHaveText(/^Sim-Root-/);
  await a11y();
  await noHorizontalScroll();
  await page.locator('#password').evaluate((password) => (password.textContent = 'Sim-Root-0123456789abcdef'));
  await shot('password');
});

test('operations are reviewed with those left out, run and shared', async ({ page, visit, a11y, noHorizontalScroll, shot }, { project }) => {
  test.slow();
  // Each project has a server of its own.
  const server = project.name === 'phone' ? 'VA1SLIPLB01' : 'VA1SLIPLB02';
  const looksRight = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await visit('/Demo/SLIP/servers?q=ca1slip');
  await page.getByLabel(/^Select all [\d,]+ matching$/).check();
  await page.locator('#operate > summary').click();
  await page.getByRole('button', { name: 'Start maintenance', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Left out: / })).toBeVisible();
  await expect(page.getByText(/^\d+ servers?: It is archived\.$/)).toBeVisible();
  await looksRight('operation-review');

  await visit(`/Demo/SLIP/servers/${server.toLowerCase()}`);
  await page.locator('summary', { hasText: 'Snapshots' }).click();
  await page.getByRole('button', { name: 'Create snapshot' }).click();
  await page.getByRole('button', { name: 'Create a snapshot' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.locator('#run-over')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Create a snapshot of ${server}`);
  await looksRight('operation-run');
  await page.getByRole('link', { name: 'Share' }).click();
  // An operation has no values that could be shown.
  await expect(page.getByLabel('Show the values')).toHaveCount(0);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  await looksRight('operation-shares');
  await visit(new URL(link).pathname, { scripts: false });
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Create a snapshot of ${server}`);
  await looksRight('operation-shared');
});

test('the action of a group is run and shared', async ({ page, visit, awake, a11y, noHorizontalScroll, shot }, { project }) => {
  test.slow();
  await openGroup(page, 'ca1', 'Research');
  await page.getByRole('link', { name: 'Create a group in it' }).click();
  const name = `Seen ${project.name}`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page).toHaveURL(/note=created/);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await page.getByLabel(`Type ${name}, the group's name, to confirm`).fill(name);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page.locator('#run-over')).toBeVisible({ timeout: 60_000 });
  await awake();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Delete group ${name}`);
  await expect(page.getByText('one call for all')).toBeVisible();
  await a11y();
  await noHorizontalScroll();
  await shot('group-run');
  await visit(`${new URL(page.url()).pathname}/shares`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  await visit(new URL(link).pathname, { scripts: false });
  await a11y();
  await noHorizontalScroll();
  await shot('group-shared');
});
