/** Sessions that end behind a page's back. */
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Signs out; whatever runs of the person go on, other tests' among them, go on. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).filter({ visible: true }).first().click();
  const question = page.getByRole('button', { name: 'Sign out and let them go on' });
  const form = page.getByLabel('User name');
  await expect(question.or(form)).toBeVisible();
  if (await question.isVisible()) await question.click();
  await expect(form).toBeVisible();
}

/** Signs the same session out in another window, so that the first one does not know of it. */
export async function endElsewhere(context: BrowserContext): Promise<void> {
  const other = await context.browser()?.newContext({ javaScriptEnabled: false });
  if (!other) throw new Error('no browser');
  await other.addCookies(await context.cookies());
  const page = await other.newPage();
  await page.goto('/Demo/SLIP/packages');
  await signOut(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await other.close();
}
