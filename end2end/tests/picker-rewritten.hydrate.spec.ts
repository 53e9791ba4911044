/**
 * Translators and extensions put their own nodes in place of a page's texts. What a row shows is
 * what a click chooses all the same.
 */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { packages, startRun } from '../runs';

const form = `/Demo/SLIP/packages/${packages.failsOnEveryThird}`;

/** Puts each text below an element into `<font>`, as translators do. */
async function rewrite(page: Page, selector: string, obey = true) {
  await page.locator(selector).evaluate((root, obey) => {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const kept = text.parentElement?.closest('[translate]')?.getAttribute('translate') === 'no';
      if ((obey && kept) || !text.data.trim()) continue;
      const font = document.createElement('font');
      font.append(document.createTextNode(text.data));
      text.replaceWith(font);
    }
  }, obey);
}

/** Ids that the form would post. */
const posted = (page: Page) =>
  page
    .locator('#package-form')
    .evaluate((form) => new FormData(form as HTMLFormElement).getAll('server').map(String).sort());

test.beforeEach(async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit(form);
  await expect(page.getByRole('listbox', { name: 'Servers' })).toBeVisible();
});

test('rows show what a click chooses, whoever rewrites their texts', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Servers' });
  const rows = page.getByRole('option');
  const expected: string[] = [];
  const pick = async (place: number) => {
    const row = rows.nth(place);
    const name = (await row.locator('.picker-name').textContent()) ?? '';
    await row.click();
    expected.push(name.toLowerCase());
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await expect(row.locator('.picker-name')).toHaveText(name);
  };
  await rewrite(page, '#picker-rows', false);
  await pick(1);
  await list.evaluate((box) => (box.scrollTop = 20 * 32));
  await expect(rows.first()).not.toHaveAttribute('aria-posinset', '1');
  await rewrite(page, '#picker-rows', false);
  await list.evaluate((box) => (box.scrollTop = 30 * 32));
  await expect.poll(async () => Number(await rows.last().getAttribute('aria-posinset'))).toBeGreaterThan(30);
  await pick(8);
  await page.getByLabel('Filter servers').fill('va1slipdb');
  await expect(rows.first().locator('.picker-name')).toHaveText(/^VA1SLIPDB/);
  await rewrite(page, '#picker-rows', false);
  await page.getByLabel('Filter servers').fill('va1slipweb');
  await expect(rows.first().locator('.picker-name')).toHaveText(/^VA1SLIPWEB/);
  await pick(2);
  expect(await posted(page)).toEqual([...new Set(expected)].sort());
});

test('rows that were taken out of the page come back', async ({ page }) => {
  const rows = page.getByRole('option');
  await page.locator('#picker-rows').evaluate((rows) => (rows.innerHTML = `${rows.innerHTML} `));
  await page.getByLabel('Filter servers').fill('va1slipweb');
  await expect(rows.first().locator('.picker-name')).toHaveText(/^VA1SLIPWEB/);
  const name = await rows.nth(1).locator('.picker-name').textContent();
  await rows.nth(1).click();
  expect(await posted(page)).toEqual([name?.toLowerCase()]);
});

test('names, ids and values are nothing to translate', async ({ page, visit }) => {
  const own = page.locator('main :is(bdi, code, span):not(.crumbs *, h1 *)', { hasText: /^VA1SLIPWEB01$/i });
  const untranslated = async (where: string) => {
    await expect(own.first(), where).toBeVisible();
    for (const one of await own.all()) {
      expect(await one.evaluate((node) => (node as HTMLElement).translate), where).toBe(false);
    }
  };
  await page.getByLabel('Filter servers').fill('va1slipweb01');
  await untranslated('the picker');
  for (const path of ['/Demo/SLIP/servers?q=va1slipweb01', '/Demo/SLIP/servers/va1slipweb01']) {
    await visit(path);
    await untranslated(path);
  }
});

test('a live run goes on where its texts were rewritten', async ({ page, visit }) => {
  const names = ['VA1SLIPWEB01', 'VA1SLIPWEB02'];
  const run = await startRun(page, packages.failsOnEveryThird, names);
  await visit(run);
  await rewrite(page, 'main');
  await expect(page.locator('#run-over')).toBeVisible({ timeout: 25_000 });
  const rows = page.locator('#run-rows > tr');
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) {
    await expect(row.locator('.badge')).toHaveText(/^(succeeded|failed)$/);
  }
});
