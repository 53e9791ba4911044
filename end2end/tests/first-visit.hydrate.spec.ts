/** What comes when, on a visit with nothing kept. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, people, test } from '../fixtures';

const form = '/SLIP/packages/c61aa62daf32d315034021eef01c63d4';

test('islands wake when the style sheet is there, because they measure', async ({ page, enter, visit }) => {
  await enter(people.admin);
  let styled = false;
  await page.route('**/pkg/*.css', async (route) => {
    await pause(1_500);
    styled = true;
    await route.continue();
  });
  await visit(form);
  expect(styled).toBe(true);
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
  await visit('/SLIP/servers');
  const sizes = { main: '14px', h1: '20px', 'tbody td': '13px', 'thead th': '12px' };
  for (const [what, size] of Object.entries(sizes)) {
    await expect(page.locator(what).first(), what).toHaveCSS('font-size', size);
  }
});
