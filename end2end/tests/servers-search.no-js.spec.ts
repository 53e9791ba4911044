/** Choosing servers without a script: a search whose matches are ticked and travel along. */
import { expect, people, test } from '../fixtures';

const form = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';

test('what is ticked stays chosen through another search, up to the plan', async ({
  page,
  visit,
  enter,
  a11y,
}) => {
  await enter(people.admin);
  await visit(form);
  await page.getByLabel('Note').fill('typed before the search');
  await page.getByLabel('Search servers').fill('va1slipweb');
  await page.getByRole('button', { name: 'Find servers' }).click();
  await expect(page).toHaveURL(/#servers$/);
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPWEB01' }).check();
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPWEB02' }).check();
  await page.getByLabel('Search servers').fill('va1slipdb');
  // The Enter key in the search searches.
  await page.getByLabel('Search servers').press('Enter');
  await expect(page.getByText('2 servers chosen.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPDB01' }).check();
  await page.getByRole('checkbox', { name: 'Choose VA1SLIPWEB02' }).uncheck();
  await expect(page.getByLabel('Note')).toHaveValue('typed before the search');
  await a11y();
  // Its results are shown, so the Enter key anywhere goes on to the review.
  const password = page.getByLabel('Administrator password', { exact: true });
  await password.fill('Canary-secret-9!');
  await password.press('Enter');
  await expect(page.getByRole('button', { name: 'Run on 2 servers' })).toBeVisible();
});

test('what is no server is left out with one press, and the review goes on', async ({ page, visit, enter, a11y }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/packages/c61aa62daf32d315034021eef01c63d4');
  await page.getByLabel('Server names').fill('• va1slipweb01\n• nosuch99\n• NOSUCH99');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.locator('#names-error')).toContainText('Not found in this account: nosuch99.');
  await a11y();
  await page.getByRole('button', { name: 'Leave out 1 that is no server and review' }).click();
  await expect(page.getByRole('button', { name: 'Run on 1 server' })).toBeVisible();
});
