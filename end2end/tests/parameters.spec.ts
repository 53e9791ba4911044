/** Values as they are: lines that are pasted stay lines, what cannot be seen is shown, what was chosen stays chosen. */
import { expect, people, test } from '../fixtures';

const showcase = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';
const secret = 'Canary-secret-9!';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

test('lines that come into a field of one line stay lines, and it grows', async ({ page, visit }) => {
  await visit(showcase);
  for (const label of ['Greeting', 'Network', 'Log target']) {
    const field = page.getByRole('textbox', { name: new RegExp(`^${label}( optional)?$`) });
    const before = await field.boundingBox();
    await field.fill('one\ntwo\nthree');
    await expect(field).toHaveValue('one\ntwo\nthree');
    const after = await field.boundingBox();
    expect(after?.height ?? 0, label).toBeGreaterThan((before?.height ?? 0) + 20);
  }
});

test('blanks and line ends are shown on form, review and run, and are no part of what is copied', async ({
  page,
  visit,
  awake,
  a11y,
  noHorizontalScroll,
}) => {
  test.slow();
  await visit(showcase);
  await page.getByLabel('Greeting').fill('  Hello\u200b \n');
  await page.getByLabel('Server names').fill('nosuchserver');
  await page.getByLabel('Administrator password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page).toHaveURL(/draft=/);
  await awake();
  const words = /begins with 2 spaces and ends with U\+200B \(zero width space\), a space and a line end/;
  await expect(page.getByLabel('Greeting')).toHaveAccessibleDescription(words);
  await expect(page.getByLabel('Greeting')).toHaveValue('  Hello\u200b \n');
  await a11y();
  await page.getByLabel('Server names').fill('va1slipweb01');
  await page.getByLabel('Administrator password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.getByText(words)).toBeVisible();
  const shown = page.locator('.exact', { hasText: 'Hello' });
  expect(await shown.evaluate((value) => value.textContent)).toBe('  Hello\u200b \n');
  await expect(shown.locator('.unseen').first()).toHaveAttribute('data-sign', '··');
  await a11y();
  await noHorizontalScroll();
  await page.getByRole('button', { name: /^Run on 1 server/ }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await awake();
  await page.locator('.run-values > summary').click();
  await expect(page.getByText(words)).toBeVisible();
  expect(await page.locator('.exact', { hasText: 'Hello' }).evaluate((value) => value.textContent)).toBe(
    '  Hello\u200b \n',
  );
});

test('a group of another data center is left with a word', async ({ page, visit, awake, a11y }) => {
  await visit('/Demo/SLIP/servers/new?dc=va1');
  await page.getByLabel('Group', { exact: true }).selectOption({ label: 'Staging' });
  await page.getByLabel('Data center').selectOption('de1');
  await page.getByRole('button', { name: 'Show what it offers' }).click();
  await awake();
  await expect(page.getByText(/“Staging” that was chosen belongs to another data center, VA1/)).toBeVisible();
  await expect(page.getByLabel('Group', { exact: true })).toHaveAccessibleDescription(/another data center, VA1/);
  await a11y();
});
