/** The whole journey without a pointer, from the sign-in to the sign-out. */
import { expect, people, test } from '../fixtures';
import { Keyboard } from '../keyboard';

const SECRET = 'Canary-secret-9!';

test('a run is prepared, followed, shared and repeated by the keyboard alone', async ({
  page,
  visit,
  awake,
  javaScriptEnabled,
}) => {
  test.setTimeout(120_000);
  const scripts = javaScriptEnabled !== false;
  const keys = new Keyboard(page);
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const password = page.getByLabel('Administrator password', { exact: true });

  await visit('/sign-in');
  await keys.type(page.getByLabel('User name'), people.admin.user);
  await keys.type(page.getByLabel('Password'), people.admin.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/home$/);
  await awake();
  await keys.press(link(/^Packages$/).filter({ visible: true }).first(), 'Enter');
  await expect(page).toHaveURL(/\/packages$/);
  await awake();

  await keys.skip();
  await keys.type(page.getByLabel('Search by name or description'), 'showcase');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=showcase/);
  await keys.skip();
  await keys.press(link(/^Showcase/), 'Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Showcase/);
  await awake();

  await keys.skip();
  await keys.type(page.getByLabel('Greeting'), 'By keys');
  await keys.type(page.getByLabel('Workers'), 'four');
  await keys.to(page.getByRole('radio', { name: 'Staging' }));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: 'Production' })).toBeChecked();
  await keys.press(page.getByRole('checkbox', { name: 'Tracing' }), 'Space');
  await keys.type(page.getByLabel('Master server'), 'va1slipweb01');
  await keys.type(page.getByLabel('Log target'), '10.0.0.1');
  await keys.type(page.getByLabel('Note'), 'typed');
  await keys.type(page.getByLabel('Server names'), 'nosuchserver');
  await keys.type(password, SECRET);
  if (scripts) {
    await keys.press(button('Show Administrator password'), 'Space');
    await expect(password).toHaveAttribute('type', 'text');
    await expect(button('Show Administrator password')).toHaveAttribute('aria-pressed', 'true');
  }
  await keys.press(button('Review'), 'Enter');

  // The refusal has the focus, is announced, and leads to each field.
  const errors = page.getByRole('alert').filter({ hasText: '2 answers have to change' });
  await expect(errors).toBeFocused();
  await awake();
  await keys.press(errors.getByRole('link', { name: /^Workers/ }), 'Enter');
  const workers = page.getByLabel('Workers');
  await expect(workers).toBeFocused();
  await expect(workers).toBeInViewport();
  await expect(workers).toHaveAttribute('aria-invalid', 'true');
  await expect(workers).toHaveAccessibleDescription(/must be a number/);
  await expect(page.getByRole('checkbox', { name: 'Tracing' })).toBeChecked();
  await keys.type(workers, '4');

  await keys.type(page.getByLabel('Server names'), 'va1slipweb01');
  if (scripts) {
    await keys.type(page.getByLabel('Filter servers'), 'va1slipdb01');
    await expect(page.locator('#picker-count')).toHaveText(/^1 of/);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('listbox', { name: 'Servers' })).toBeFocused();
    await page.keyboard.press('Space');
    await expect(page.getByRole('status').filter({ hasText: '2 servers chosen' })).toBeVisible();
  } else {
    await keys.type(page.getByLabel('Search servers'), 'va1slipdb01');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#servers$/);
    await keys.press(page.getByRole('checkbox', { name: 'Choose VA1SLIPDB01' }), 'Space');
  }
  await keys.type(password, SECRET);
  await keys.press(button('Review'), 'Enter');
  await expect(page).toHaveURL(/\/plans\//);
  await keys.skip();
  await keys.press(button('Run on 2 servers'), 'Enter');

  await expect(page).toHaveURL(/\/runs\//);
  await awake();
  await expect(page.locator('#run-over')).toContainText('2 servers succeeded', { timeout: 40_000 });
  if (scripts) {
    const said = page.locator('#run-said[role=status]');
    await expect(said).toContainText('2 servers succeeded', { timeout: 10_000 });
  }
  await keys.skip();
  await keys.press(link('Share'), 'Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Share links');
  await keys.skip();
  await keys.press(button('Make a link'), 'Enter');
  // What is shown once has the focus.
  await expect(page.getByLabel('Share link', { exact: true })).toBeFocused();
  await keys.press(button('Revoke'), 'Enter');
  await expect(page.locator('tbody > tr')).toContainText('revoked');
  await keys.skip();
  await keys.press(link(/Showcase/).last(), 'Enter');
  await expect(page).toHaveURL(/\/runs\//);
  await awake();
  await keys.skip();
  await keys.press(button(/^Run again on all/).or(button(/^Run again on 2/)).first(), 'Enter');
  await expect(page.getByText('Nothing has started yet.')).toBeVisible();
  await expect(page.getByLabel('Greeting')).toHaveValue('By keys');

  await keys.press(button('Sign out').first(), 'Enter');
  // Of this person's runs, other tests' among them, some may go on.
  const question = button('Sign out and let them go on');
  await expect(question.or(page.getByLabel('User name'))).toBeVisible();
  if (await question.isVisible()) await keys.press(question, 'Enter');
  await expect(page.getByLabel('User name')).toBeVisible();
});
