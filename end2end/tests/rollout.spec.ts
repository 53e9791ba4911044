/** A rollout is chosen at the review, followed and steered, with scripts and without. */
import { expect, people, test } from '../fixtures';
import { confirmed, packages, servers } from '../runs';

const SOON = { timeout: 25_000 };

test('a canary waits for a person, who goes on and then stops sending', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  javaScriptEnabled,
}) => {
  test.setTimeout(90_000);
  await enter(people.admin);
  const names = await servers(page, 5, javaScriptEnabled === false ? 10 : 4, '&dc=de1');
  await visit(`/Demo/SLIP/packages/${packages.failsOnEveryThird}`);
  await page.getByLabel('Server names').fill(names.join('\n'));
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await a11y();
  await page.getByRole('checkbox', { name: 'A canary first' }).check();
  await page.getByLabel('Servers of the canary').fill('5');
  await page.getByRole('radio', { name: 'At most so many at a time' }).check();
  await page.getByLabel('Servers at a time').fill('1');
  await page.getByRole('button', { name: 'Update the rollout' }).click();
  await expect(page.getByText('It has to be fewer than all 5.')).toBeVisible();
  await expect(page.getByLabel('Servers of the canary')).toHaveAttribute('aria-invalid', 'true');
  await a11y();
  await page.getByLabel('Servers of the canary').fill('1');
  await page.getByRole('button', { name: 'Update the rollout' }).click();
  await expect(page.getByRole('list', { name: 'Stages of the rollout' })).toContainText('Canary of 1');
  await a11y();
  await noHorizontalScroll();
  await confirmed(page, 'Run on 5 servers');
  const rollout = page.locator('#run-rollout');
  await expect(rollout).toContainText('The canary has ended', SOON);
  await expect(rollout).toContainText('Nobody resuming it within 24 hours');
  await a11y();
  await noHorizontalScroll();
  await rollout.getByRole('button', { name: 'Go on with 4 servers' }).click();
  await expect(rollout.getByRole('button', { name: 'Pause' })).toBeVisible(SOON);
  await rollout.getByRole('button', { name: 'Pause' }).click();
  await expect(rollout).toContainText('wait until somebody resumes the run', SOON);
  await a11y();
  await rollout.getByRole('button', { name: 'Stop sending' }).click();
  await expect(page.locator('#run-over')).toBeVisible(SOON);
  await expect(page.locator('#run-rows')).toContainText('Not sent: sending was stopped first.');
});
