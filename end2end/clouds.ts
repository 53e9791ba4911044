/** The part of the header that shows where somebody works, and leads elsewhere. */
import type { Page } from '@playwright/test';

/** Opens it, with the menu around it where the screen is narrow. */
export async function openSwitch(page: Page): Promise<void> {
  const menu = page.locator('.top-menu > summary');
  if (await menu.isVisible()) await menu.click();
  await page.locator('.rail-switch > summary').filter({ visible: true }).click();
}
