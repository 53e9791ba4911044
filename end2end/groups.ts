/** Finds groups by their names, the way a person does. */
import { expect, type Page } from '@playwright/test';

/** Opens the page of a group out of the list of all. */
export async function openGroup(page: Page, center: string, name: string): Promise<void> {
  await page.goto('/Demo/SLIP/groups');
  const section = page.locator('section', { has: page.locator(`#center-${center}`) });
  await section.locator('.groups-row').getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

/** Makes a group within the one whose page is open, and ends on its page. */
export async function createWithin(page: Page, name: string, description = ''): Promise<void> {
  await page.getByRole('link', { name: 'Create a group in it' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Description').fill(description);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page).toHaveURL(/note=created/);
}
