/** A rollout at its review and while it is held, on a phone and in the dark. */
import { expect, people, test } from '../fixtures';
import { confirmed, packages, servers } from '../runs';

const SOON = { timeout: 25_000 };

test('a rollout is chosen and waits', async ({ page, visit, enter, a11y, shot, noHorizontalScroll }, info) => {
  test.setTimeout(90_000);
  const looks = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await enter(people.admin);
  const names = await servers(page, 3, info.project.name === 'phone' ? 0 : 3, '&dc=ca1');
  await visit(`/Demo/SLIP/packages/${packages.failsOnEveryThird}`);
  await page.getByLabel('Server names').fill(names.join('\n'));
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('checkbox', { name: 'A canary first' }).check();
  await page.getByLabel('Servers of the canary').fill('1');
  await page.getByRole('radio', { name: 'In batches, each after the one before' }).check();
  await page.getByLabel('Size of a batch', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Update the rollout' }).click();
  await expect(page.getByRole('list', { name: 'Stages of the rollout' })).toBeVisible();
  await looks('rollout-review');
  await confirmed(page, 'Run on 3 servers');
  await expect(page.locator('#run-rollout')).toContainText('The canary has ended', SOON);
  await looks('rollout-held');
  await page.getByRole('button', { name: 'Stop sending' }).click();
  await expect(page.locator('#run-over')).toBeVisible(SOON);
  await looks('rollout-stopped');
});
