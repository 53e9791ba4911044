/** The form of a package: made from its manifest, checked, and never losing what was typed. */
import { expect, people, test } from '../fixtures';

const showcase = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';
const hostile = '/Demo/SLIP/packages/3e54272d98653fa155d516a86a1ec640';
const secret = 'Canary-secret-9!';

test.beforeEach(async ({ enter }) => {
  await enter(people.admin);
});

test('every type of parameter has its field, filled with its default', async ({
  page,
  visit,
  a11y,
  noHorizontalScroll,
  shot,
}) => {
  await visit(showcase);
  await expect(page.getByLabel('Greeting')).toHaveValue('Hello from Slipway');
  await expect(page.getByLabel('Workers')).toHaveAttribute('inputmode', 'decimal');
  await expect(page.getByRole('radio', { name: 'Staging' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Log shipping' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Backups' })).not.toBeChecked();
  await expect(page.getByLabel('Administrator password', { exact: true })).toHaveValue('');
  const link = page.getByRole('link', { name: /how greetings are shown/ });
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await a11y();
  await noHorizontalScroll();
  await shot('package-form');
});

test('a refused form keeps everything typed but secrets, and says what has to change', async ({
  page,
  visit,
  awake,
  a11y,
  javaScriptEnabled,
}) => {
  await visit(showcase);
  await page.getByLabel('Note').fill('kept “as it is” & more');
  await page.getByLabel('Workers').fill('four');
  await page.getByRole('checkbox', { name: 'Metrics' }).uncheck();
  await page.getByRole('checkbox', { name: 'Tracing' }).check();
  await page.getByLabel('Server names').fill('nosuchserver');
  await page.getByLabel('Administrator password', { exact: true }).fill(secret);
  if (javaScriptEnabled !== false) {
    // What is said while typing stands there before the button is aimed at.
    await expect(page.getByText('is put into a command line')).toBeVisible();
    await expect(page.getByText('Not found: nosuchserver.')).toBeVisible();
  }
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page).toHaveURL(/draft=/);
  await awake();
  const errors = page.locator('#errors');
  await expect(errors).toContainText('2 answers have to change');
  await errors.getByRole('link', { name: /Workers/ }).click();
  await expect(page.getByLabel('Workers')).toBeFocused();
  await expect(page.getByLabel('Workers')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Workers')).toHaveValue('four');
  await expect(page.getByLabel('Note')).toHaveValue('kept “as it is” & more');
  await expect(page.getByRole('checkbox', { name: 'Metrics' })).not.toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Tracing' })).toBeChecked();
  await expect(page.getByLabel('Server names')).toHaveValue('nosuchserver');
  await expect(page.getByLabel('Administrator password', { exact: true })).toHaveValue('');
  await expect(page.getByText('Enter the secrets again')).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await a11y();
});

test('a form whose session ended stands there again after signing in', async ({
  page,
  context,
  visit,
  awake,
}) => {
  await visit(showcase);
  await page.getByLabel('Note').fill('typed before the end');
  await page.getByLabel('Server names').fill('va1slipweb01');
  await page.getByLabel('Administrator password', { exact: true }).fill(secret);
  await context.clearCookies();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByText('Nothing has been submitted.')).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.getByLabel('User name').fill(people.admin.user);
  await page.getByLabel('Password').fill(people.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/draft=/);
  await awake();
  await expect(page.getByText('Your form is as you left it')).toBeVisible();
  await expect(page.getByLabel('Note')).toHaveValue('typed before the end');
  await expect(page.getByLabel('Server names')).toHaveValue('va1slipweb01');
  await expect(page.getByLabel('Administrator password', { exact: true })).toHaveValue('');
});

test('hostile text stays text', async ({ page, visit, noHorizontalScroll, a11y }) => {
  await visit(hostile);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('<script>');
  await expect(page.locator('main img, main iframe, main script')).toHaveCount(0);
  await expect(page.locator('main a[href^="javascript"]')).toHaveCount(0);
  await expect(page.locator('main [style]:not(.picker *)')).toHaveCount(0);
  await noHorizontalScroll();
  await a11y();
});

test('who may only look sees why the form cannot be sent', async ({ browser, signIn, javaScriptEnabled }) => {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, people.viewer);
  await page.goto(showcase);
  const button = page.getByRole('button', { name: 'Review', exact: true });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/may not run packages/);
  await context.close();
});
