/** What a page that is awake does beside the fields of parameters. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

const showcase = '/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378';

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

test('what is said of fields moves nothing from under a press', async ({ page, visit }) => {
  // Only this test moves the page's clock, so that the press comes before anything is said however slow the browser is.
  await page.clock.install();
  await visit(showcase);
  // The end of the form is in sight, where its buttons stand below everything.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await page.getByLabel('Administrator password', { exact: true }).fill('Canary-secret-9!');
  const review = page.getByRole('button', { name: 'Review', exact: true });
  await review.hover();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByLabel('Greeting').fill('  Hello ');
  await page.getByLabel('Server names').fill('nosuchserver');
  const box = await review.boundingBox();
  await page.mouse.down();
  await page.clock.runFor(2_000);
  expect(await review.boundingBox()).toEqual(box);
  await page.mouse.up();
  await expect(page).toHaveURL(/draft=/);
});

test('what is said of fields is said once the press is over', async ({ page, visit }) => {
  await page.clock.install();
  await visit(showcase);
  await page.setViewportSize({ width: 1280, height: 4000 });
  const review = page.getByRole('button', { name: 'Review', exact: true });
  await page.getByRole('heading', { level: 1 }).hover();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByLabel('Server names').fill('nosuchserver');
  const box = await review.boundingBox();
  await page.mouse.down();
  await page.clock.runFor(2_000);
  expect(await review.boundingBox()).toEqual(box);
  await page.mouse.up();
  await page.clock.runFor(2_000);
  await expect.poll(() => review.boundingBox()).not.toEqual(box);
});

test('lines that are pasted into a description stay lines, and a name says that they were joined', async ({
  page,
  visit,
}) => {
  await visit('/Demo/SLIP/servers/va1slipweb03/edit');
  const description = page.getByRole('textbox', { name: /^Description/ });
  await description.fill('one\ntwo');
  await expect(description).toHaveValue('one\ntwo');
  for (const path of ['/Demo/SLIP/groups/new', '/Demo/SLIP/servers/new']) {
    await visit(path);
    await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
    await paste(page, 'first\nsecond');
    await expect(page.getByRole('status').filter({ hasText: 'were left out' })).toBeVisible();
    await paste(page, 'one line\n');
    await expect(page.getByText('were left out')).toHaveCount(0);
  }
});

async function paste(page: Page, text: string) {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
}

test('a password whose lines were joined on pasting says so', async ({ page }) => {
  const password = page.getByLabel('Administrator password', { exact: true });
  await password.focus();
  await paste(page, 'first\nsecond');
  await expect(page.getByText('the line ends of what was pasted were left out')).toBeVisible();
});
