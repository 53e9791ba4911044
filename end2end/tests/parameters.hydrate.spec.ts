/** What a page that is awake does beside the fields of parameters. */
import { expect, people, test } from '../fixtures';

const showcase = '/SLIP/packages/64446c8e386bebf2a2accab865469378';

test.beforeEach(async ({ visit, enter }) => {
  await enter(people.admin);
  await visit(showcase);
});

test('the Enter key sends the form from one line, and makes a line where there are several', async ({ page }) => {
  // The browser checks what is required before it posts.
  await page.getByLabel('Administrator password', { exact: true }).fill('Canary-secret-9!');
  const greeting = page.getByLabel('Greeting');
  await greeting.fill('one');
  await greeting.press('Shift+Enter');
  await greeting.pressSequentially('two');
  await expect(greeting).toHaveValue('one\ntwo');
  await greeting.press('Enter');
  await expect(greeting).toHaveValue('one\ntwo\n');
  await greeting.fill('one');
  await greeting.press('Enter');
  await expect(page).toHaveURL(/draft=/);
  await expect(page.getByLabel('Greeting')).toHaveValue('one');
});

test('what cannot be seen is said while it is typed', async ({ page }) => {
  const greeting = page.getByLabel('Greeting');
  await greeting.fill('Hello ');
  await greeting.blur();
  await expect(page.getByText('"Greeting" ends with a space, which is kept.')).toBeVisible();
  await greeting.fill('Hello');
  await greeting.blur();
  await expect(page.getByText('which is kept.')).toHaveCount(0);
  await greeting.fill('\u200b');
  await greeting.blur();
  await expect(greeting).toHaveAccessibleDescription(/is required: enter a value/);
});

test('a password whose lines were joined on pasting says so', async ({ page }) => {
  const password = page.getByLabel('Administrator password', { exact: true });
  await password.focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'first\nsecond');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.getByText('the line ends of what was pasted were left out')).toBeVisible();
});
