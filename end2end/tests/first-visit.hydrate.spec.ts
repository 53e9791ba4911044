/** What comes when, on a visit with nothing kept. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, people, test } from '../fixtures';

const form = '/Demo/SLIP/packages/c61aa62daf32d315034021eef01c63d4';

test('islands wake when the style sheet is there, because they measure', async ({ page, enter, awake }) => {
  await enter(people.admin);
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  await page.route('**/pkg/*.css', (route) => held.then(() => route.continue()));
  const library = page.waitForResponse('**/pkg/*.wasm');
  await page.goto(form, { waitUntil: 'commit' });
  await (await library).finished();
  // Time enough to wake, were it not for the style sheet.
  await pause(2_000);
  await expect(page.locator('html')).not.toHaveAttribute('data-awake');
  release();
  await awake();
  await expect(page.getByRole('option')).toHaveCount(8);
});

test('a style sheet that never comes keeps no island asleep', async ({ page, enter, visit, expectProblems }) => {
  expectProblems(/net::ERR_FAILED/);
  await enter(people.admin);
  await page.route('**/pkg/*.css', (route) => route.abort());
  await visit(form);
  await page.getByLabel('Filter servers').fill('VA1SLIPWEB01');
  await expect(page.getByRole('option')).toHaveCount(1);
});

test('words are as large as they are designed', async ({ page, enter, visit }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers');
  const sizes = { main: '14px', h1: '20px', 'tbody td': '13px', 'thead th': '12px' };
  for (const [what, size] of Object.entries(sizes)) {
    await expect(page.locator(what).first(), what).toHaveCSS('font-size', size);
  }
});
