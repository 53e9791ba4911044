/** The pictures of the README, made with `PICTURES=1`. */
import { fileURLToPath } from 'node:url';
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SHOWCASE = '64446c8e386bebf2a2accab865469378';

test.skip(!process.env.PICTURES, 'only on demand');
test.use({ viewport: { width: 1280, height: 800 } });

test('pictures', async ({ page, visit, signIn, browser }) => {
  test.setTimeout(90_000);
  const keep = (name: string) => page.screenshot({ path: `${FOLDER}${name}.png` });
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit(`/SLIP/packages/${SHOWCASE}`);
  await page.getByLabel('Server names').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  await keep('package');

  const names = await servers(page, 12, 2);
  const form = { names: names.join(' '), do: 'review' };
  const origin = new URL(page.url()).origin;
  const review = `/SLIP/packages/${packages.failsOnEveryThird}/review`;
  const plan = await page.request.post(review, { form, headers: { origin } });
  await visit(new URL(plan.url()).pathname);
  await keep('plan');

  const run = await startRun(page, packages.failsOnEveryThird, names);
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 40_000 });
  await keep('run');
  await visit('/SLIP/servers');
  await keep('servers');

  await visit(`${run}/shares`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Share link', { exact: true }).inputValue();
  const context = await browser.newContext({ viewport: { width: 375, height: 700 } });
  const phone = await context.newPage();
  await phone.goto(new URL(link).pathname);
  await phone.screenshot({ path: `${FOLDER}shared-phone.png` });
  await context.close();
});
