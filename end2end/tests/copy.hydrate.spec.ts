/** Copying where the clipboard is not to be had: the page says so, and the text stands selected. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

async function withoutClipboard(page: Page, how: 'missing' | 'denied') {
  await page.addInitScript((how) => {
    const denied = { writeText: () => Promise.reject(new DOMException('denied', 'NotAllowedError')) };
    const value = how === 'denied' ? denied : undefined;
    Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
  }, how);
}

for (const how of ['missing', 'denied'] as const) {
  test(`a clipboard that is ${how} is told, and the text is selected`, async ({ page, visit, enter, a11y }) => {
    await withoutClipboard(page, how);
    await enter(people.admin);
    await visit('/Demo/SLIP/servers/va1slipweb01');
    const button = page.getByRole('button', { name: /^Copy 10\./ });
    const address = (await button.getAttribute('data-copy')) ?? '';
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'does not let this page copy' })).toBeVisible();
    const field = page.getByLabel('What is to be copied');
    await expect(field).toBeFocused();
    const selected = await field.evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(selected).toBe(address);
    await a11y();
  });
}

test('copying is announced', async ({ page, context, visit, enter }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await page.getByRole('button', { name: /^Copy 10\./ }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible();
});
