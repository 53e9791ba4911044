/** The pictures of the README, made with `PICTURES=1`: small files, less than half of what PNG takes. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SHOWCASE = '64446c8e386bebf2a2accab865469378';

test.skip(!process.env.PICTURES, 'only on demand');
test.use({ viewport: { width: 1280, height: 800 } });

test('pictures', async ({ page, visit, signIn, browser }) => {
  test.setTimeout(90_000);
  const painter = await (await browser.newContext()).newPage();
  const keep = (name: string, of = page) => paint(painter, of, name);
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit(`/Demo/SLIP/packages/${SHOWCASE}`);
  await page.getByLabel('Filter servers').fill('va1slip');
  for (const place of [0, 2, 3]) await page.getByRole('option').nth(place).click();
  await page.getByLabel('Server names').evaluate((names) => names.closest('fieldset')?.scrollIntoView());
  await page.waitForTimeout(1000);
  await keep('package');

  const names = await servers(page, 12, 0, '&dc=va1');
  const form = { names: names.join(' '), do: 'review' };
  const origin = new URL(page.url()).origin;
  const review = `/Demo/SLIP/packages/${packages.failsOnEveryThird}/review`;
  const plan = await page.request.post(review, { form, headers: { origin } });
  await visit(new URL(plan.url()).pathname);
  await keep('plan');

  const run = await startRun(page, packages.failsOnEveryThird, names);
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 40_000 });
  await keep('run');
  await visit('/Demo/SLIP/servers?dc=va1');
  await page.getByRole('checkbox', { name: /^Choose / }).nth(1).check();
  await page.getByRole('checkbox', { name: /^Choose / }).nth(3).check();
  await keep('servers');
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await keep('server');

  const managed = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const manager = await managed.newPage();
  await manager.goto('/sign-in');
  await signIn(manager, people.ursula);
  await manager.goto('/Cloudify/default_tenant/workflows/every_constraint?deployment=parameters');
  await keep('workflow', manager);
  await manager.goto('/Cloudify/default_tenant/executions?status=started&workflow=batch');
  await manager.getByRole('table').locator('tbody a').first().click();
  await expect(manager.locator('#log-lines > li').first()).toBeVisible();
  await keep('execution', manager);
  await managed.close();

  await visit(`${run}/shares`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  const context = await browser.newContext({ viewport: { width: 375, height: 700 } });
  const phone = await context.newPage();
  await phone.goto(new URL(link).pathname);
  await keep('shared-phone', phone);
  await context.close();
});

/** Keeps what a page shows as WebP, which the browser itself can write. */
async function paint(painter: Page, of: Page, name: string) {
  const taken = (await of.screenshot()).toString('base64');
  const painted = await painter.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.75);
  }, taken);
  await writeFile(`${FOLDER}${name}.webp`, Buffer.from(painted.split(',')[1] ?? '', 'base64'));
}
