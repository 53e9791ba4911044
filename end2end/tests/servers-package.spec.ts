/** Servers first, the package after: from the list, a server and a group to the package's form. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { openGroup } from '../groups';

const showcase = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

/** The names that the open form has chosen, as a person sees them. */
async function chosen(page: Page, scripts: boolean): Promise<string[]> {
  if (!scripts) {
    const rows = page.locator('#picker-plain tbody tr', { has: page.locator(':checked') });
    return rows.locator('.table-main').allTextContents();
  }
  const rows = page.getByRole('option', { selected: true });
  return rows.locator('.picker-name').allTextContents();
}

test('ticked servers are in sight in the form of the package found for them, and one is given up', async ({
  page,
  visit,
  awake,
  a11y,
  noHorizontalScroll,
  javaScriptEnabled,
}) => {
  const scripts = javaScriptEnabled !== false;
  await visit('/Demo/SLIP/servers?q=va1slipweb&status=active');
  const names: string[] = [];
  for (const place of [0, 1, 2]) {
    const box = page.getByRole('checkbox', { name: /^Choose / }).nth(place);
    await box.check();
    names.push((await box.getAttribute('aria-label'))?.replace('Choose ', '') ?? '');
  }
  await page.getByRole('button', { name: 'Run a package' }).click();
  await expect(page).toHaveURL(/\/SLIP\/packages\?for=\w+$/);
  await expect(page.getByText('For 3 chosen servers')).toBeVisible();
  for (const name of names) await expect(page.getByText(name)).toBeVisible();
  await a11y();
  await noHorizontalScroll();

  await page.getByLabel('Search by name').fill('docker');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page.getByText('For 3 chosen servers')).toBeVisible();
  await page.getByRole('link', { name: 'Install Docker Swarm with Monitoring' }).click();
  await awake();
  await expect(page.getByText('For 3 chosen servers')).toBeVisible();
  await expect.poll(() => chosen(page, scripts)).toEqual(names);
  await a11y();

  await page.getByRole('link', { name: 'Choose another package' }).click();
  await page.getByLabel('Search by name').fill('linux update');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('link', { name: 'Linux Update', exact: true }).click();
  await awake();
  await expect.poll(() => chosen(page, scripts)).toEqual(names);
  if (scripts) await page.getByRole('option', { name: names[1] }).click();
  else await page.getByRole('checkbox', { name: `Choose ${names[1]}` }).uncheck();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByRole('button', { name: 'Run on 2 servers' })).toBeVisible();
  await expect(page.getByText(names[1] ?? '', { exact: true })).toHaveCount(0);
});

test('all that match come along, however many, and the choice can be dropped', async ({
  page,
  visit,
  awake,
  javaScriptEnabled,
}) => {
  await visit('/Demo/SLIP/servers?status=active');
  const label = page.getByText(/^Select all \d+ matching$/);
  const count = Number((await label.textContent())?.match(/\d+/)?.[0]);
  await label.click();
  await page.getByRole('button', { name: 'Run a package' }).click();
  await expect(page.getByText(`For ${count} chosen servers`)).toBeVisible();
  await expect(page.getByText(`and ${count - 6} more`)).toBeVisible();
  await page.getByRole('link', { name: 'Linux Update', exact: true }).click();
  await awake();
  const said = javaScriptEnabled === false ? '#picker-plain' : '#picker-chosen';
  await expect(page.locator(said)).toContainText(`${count} servers chosen`);
  await page.goBack();
  await page.getByRole('link', { name: 'Drop the choice' }).click();
  await expect(page).toHaveURL(/\/SLIP\/packages$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Packages' })).toBeVisible();
  await expect(page.getByText('chosen servers')).toHaveCount(0);
  await visit(showcase);
  await expect(page.getByText('chosen servers')).toHaveCount(0);
});

test('a server and a group lead there from their own pages', async ({ page, visit, awake, a11y, javaScriptEnabled }) => {
  const scripts = javaScriptEnabled !== false;
  await visit('/Demo/SLIP/servers/va1slipweb02');
  await page.getByRole('button', { name: 'Run a package here' }).click();
  await expect(page.getByText('For 1 chosen server')).toBeVisible();
  await page.getByRole('link', { name: 'Linux Update', exact: true }).click();
  await awake();
  await expect.poll(() => chosen(page, scripts)).toEqual(['VA1SLIPWEB02']);

  await openGroup(page, 'va1', 'Databases');
  const button = page.getByRole('button', { name: /^Run a package on \d+ servers$/ });
  const words = await button.textContent();
  await a11y();
  await button.click();
  await expect(page.getByText(`For ${words?.match(/\d+/)?.[0]} chosen servers`)).toBeVisible();
});

test('whoever may not run packages is told why where the button would be', async ({ page, visit, enter, a11y }) => {
  await page.context().clearCookies();
  await enter(people.operator);
  await visit('/Demo/SLIP/servers');
  await page.locator('#operate > summary').click();
  const button = page.getByRole('button', { name: 'Run a package' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/may not run packages/);
  await button.click({ force: true });
  await expect(page).toHaveURL(/\/servers$/);
  await a11y();
  await visit('/Demo/SLIP/servers/va1slipweb02');
  const here = page.getByRole('button', { name: 'Run a package here' });
  await expect(here).toHaveAccessibleDescription(/may not run packages/);
});

test('a choice that is not kept any more is missed in words', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/packages?for=nosuchchoice');
  await expect(page.getByText('The servers you had chosen are no longer kept')).toBeVisible();
  await a11y();
  await page.getByRole('link', { name: 'Choose them again' }).click();
  await expect(page).toHaveURL(/\/SLIP\/servers$/);
});
