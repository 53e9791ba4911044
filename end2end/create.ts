/** Fills the form that has servers built, as a person does. */
import { expect, type Page } from '@playwright/test';

/** Fills what is required of a fresh form. */
export async function fill(page: Page, name: string, count = 1): Promise<void> {
  await page.getByLabel('Template').selectOption('CENTOS-6-64-TEMPLATE');
  await page.getByLabel('Group', { exact: true }).selectOption({ label: 'Staging' });
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('How many').fill(String(count));
}

/** Reviews a filled form, and confirms what the review shows under `button`. */
export async function order(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  await expect(page).toHaveURL(/\/plans\//);
  await page.getByRole('button', { name: button }).click();
  await expect(page).toHaveURL(/\/runs\//);
}

/** A name that no other test gives, another one in each project: 1 to 6 letters. */
export function fresh(project: string, stem: string): string {
  return `${stem}${project[0]}`;
}
