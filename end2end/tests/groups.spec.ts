/** Data centers and groups: looked at, made, renamed, moved and deleted, with and without scripts. */
import { Canary, keepsDirection, staysInHand } from '../canary';
import { expect, people, test } from '../fixtures';
import { createWithin, openGroup } from '../groups';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

test('from the servers to a group and back to its servers', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/servers');
  await page.getByRole('link', { name: 'Data centers and groups' }).click();
  await expect(page.getByRole('heading', { name: /Germany \(Frankfurt\)/ })).toBeVisible();
  await a11y();
  await openGroup(page, 'de1', 'Frankfurt production');
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText('DE1');
  await expect(page.getByRole('heading', { name: 'Estimated cost' })).toBeVisible();
  await page.getByText(/^Server by server: \d+ servers$/).click();
  await expect(page.getByRole('region', { name: 'Cost by server' })).toContainText('DE1SLIPWEB01');
  const folds = page.locator('main details');
  await folds.evaluateAll((all) => all.forEach((fold) => fold.setAttribute('open', '')));
  await a11y();
  await page.getByRole('link', { name: /the list of servers$/ }).click();
  await expect(page).toHaveURL(/\/servers\?group=/);
  await page.getByRole('link', { name: 'Open the group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Frankfurt production');
});

test('a group is created, renamed, moved and deleted with what it takes along', async ({
  page,
  a11y,
  javaScriptEnabled,
}) => {
  test.setTimeout(90_000);
  // Both projects use one cloud.
  const mine = javaScriptEnabled === false ? 'plain' : 'awake';
  await openGroup(page, 'ca1', 'Research');
  await page.getByRole('link', { name: 'Create a group in it' }).click();
  await expect(page.getByLabel('In group')).toHaveValue(/^[0-9a-f]{32}$/);
  await a11y();
  await page.goBack();
  await createWithin(page, `Trial ${mine}`, 'Made by a test');
  await expect(page.getByText('The group is there')).toBeVisible();
  await expect(page.getByText('Made by a test')).toBeVisible();
  await createWithin(page, `Inner ${mine}`);
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: `Trial ${mine}` }).click();

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`Renamed ${mine}`);
  await page.getByLabel('In group').selectOption({ label: 'CA1 / Disaster recovery' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The cloud took the change.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Renamed ${mine}`);
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText('Disaster recovery');
  await expect(page.getByRole('link', { name: `Inner ${mine}`, exact: true })).toBeVisible();
  const path = new URL(page.url()).pathname;

  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText('1 group below it and no server')).toBeVisible();
  await expect(page.getByText(`CA1 / Disaster recovery / Renamed ${mine} / Inner ${mine}`)).toBeVisible();
  await a11y();
  const typed = page.getByLabel(`Type Renamed ${mine}, the group's name, to confirm`);
  await typed.fill('something else');
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page.getByText('What was typed is not what is asked for')).toBeVisible();
  await typed.fill(`renamed ${mine}`);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.locator('#run-over')).toContainText('succeeded', { timeout: 60_000 });
  await page.goto('/Demo/SLIP/groups?refresh=1');
  await expect(page).toHaveURL(/\/groups$/);
  await expect(page.locator(`a[href="${path}"]`)).toHaveCount(0);
});

test('what is wrong stands at its field and nothing typed is lost', async ({ page, visit, a11y }) => {
  await visit('/Demo/SLIP/groups/new');
  await page.locator('form.form').evaluate((form: HTMLFormElement) => form.setAttribute('novalidate', ''));
  await page.getByLabel('Description').fill('Kept <b>as typed</b>');
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.locator('#errors')).toContainText('2 answers have to change');
  await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription('A group needs a name.');
  await expect(page.getByLabel('In group')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Description')).toHaveValue('Kept <b>as typed</b>');
  await a11y();
});

test('what new servers begin with is set and seen below', async ({ page, a11y, javaScriptEnabled }) => {
  const memory = javaScriptEnabled === false ? '6' : '7';
  await openGroup(page, 'de1', 'Build farm');
  await page.locator('section', { has: page.locator('#defaults') }).getByRole('link', { name: 'Change' }).click();
  await page.getByLabel('Memory').fill(memory);
  await a11y();
  await page.getByRole('button', { name: 'Save' }).click();
  const begin = page.locator('section', { has: page.locator('#defaults') });
  await expect(begin).toContainText(`${memory} GB`);
  await openGroup(page, 'de1', 'Linux agents');
  await expect(begin).toContainText(`${memory} GB from above`);
});

test('all servers of a group are operated at once, listed by name', async ({ page }) => {
  await openGroup(page, 'va1', 'Windows');
  await page.locator('summary', { hasText: 'Maintenance' }).click();
  await page.getByRole('button', { name: /^Start maintenance of \d servers?$/ }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText('VA1SLIPDC01').first()).toBeVisible();
});

test('whoever may only look is told so', async ({ page, enter, a11y }) => {
  await page.context().clearCookies();
  await enter(people.viewer);
  await openGroup(page, 'va1', 'Staging');
  for (const name of ['Delete group', 'Archive group', 'Create a group in it', 'Edit']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-disabled', 'true');
  }
  await a11y();
});

for (const policy of ['off', 'on'] as const) {
  test.describe(`with the policy ${policy}`, () => {
    test.use({ bypassCSP: policy === 'off' });

    test('hostile names of groups stay text', async ({ page, context, visit, javaScriptEnabled }) => {
      const canary = new Canary();
      await canary.watch(context);
      const harmless = async () => {
        await canary.silent(page);
        await keepsDirection(page);
        await staysInHand(page);
      };
      await visit('/Demo/SLIP/groups');
      await harmless();
      const names = page.locator('.groups-row > a:first-child');
      const paths: string[] = [];
      for (const text of ['Hostile <script>', '</option></select>']) {
        paths.push((await names.filter({ hasText: text }).first().getAttribute('href')) ?? '');
      }
      for (const path of paths) {
        for (const rest of ['', '/edit', '/defaults']) {
          await visit(path + rest);
          await harmless();
        }
        await visit(path);
        await page.getByRole('button', { name: 'Delete group' }).click();
        await expect(page).toHaveURL(/\/plans\//);
        await harmless();
      }
      await visit('/Demo/SLIP/groups/new');
      await harmless();
      const mine = `</title><img src=x onerror=window.__canary=1>${policy}${javaScriptEnabled}`;
      await visit(paths[0] ?? '');
      await createWithin(page, mine, '</textarea><script>window.__canary=1</script>');
      await harmless();
      await page.getByRole('link', { name: 'Edit' }).click();
      await expect(page.getByLabel('Description')).toHaveValue('</textarea><script>window.__canary=1</script>');
      await harmless();
    });
  });
}
