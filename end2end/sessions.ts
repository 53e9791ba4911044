/** Sessions that end behind a page's back. */
import type { BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';

/** Signs the same session out in another window, so that the first one does not know of it. */
export async function endElsewhere(context: BrowserContext): Promise<void> {
  const other = await context.browser()?.newContext({ javaScriptEnabled: false });
  if (!other) throw new Error('no browser');
  await other.addCookies(await context.cookies());
  const page = await other.newPage();
  await page.goto('/Demo/SLIP/packages');
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await other.close();
}
