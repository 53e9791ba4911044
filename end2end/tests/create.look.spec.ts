/** The steps of having a server built: on a phone and in the dark. */
import { fill, fresh, order } from '../create';
import { expect, people, test } from '../fixtures';

test('form, refusal, review and run fit and read', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  shot,
}, { project }) => {
  test.slow();
  await enter(people.admin);
  const look = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await visit('/Demo/SLIP/servers/new');
  await look('new-server');
  await visit('/Demo/SLIP/servers/new?clone=va1slipweb01');
  await look('new-server-copy');
  // The group names of this data center are hostile.
  await visit('/Demo/SLIP/servers/new?dc=ca1');
  await look('new-server-hostile');
  await visit('/Demo/SLIP/servers/new?dc=de1');
  await page.getByLabel('Bare metal').check();
  await look('new-server-machine');
  await visit('/Demo/SLIP/servers/new');
  await fill(page, fresh(project.name, 'fit'));
  await page.getByLabel('IP address').fill('10.1');
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page.getByText('One answer has to change')).toBeVisible();
  await look('new-server-refused');
  await page.getByLabel('IP address').fill('');
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page).toHaveURL(/\/plans\//);
  await look('new-server-review');
  await page.getByRole('button', { name: 'Change' }).click();
  await order(page, 'Create server');
  await expect(page.locator('#run-over')).toContainText('The server succeeded', { timeout: 60_000 });
  await look('new-server-run');
});
