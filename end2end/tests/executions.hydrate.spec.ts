/** A page of an execution that is looked at stays true in place. */
import { expect, people, test } from '../fixtures';

const LIST = '/Cloudify/default_tenant/executions';

test('what is written comes into the page, which follows until somebody scrolls up', async ({ page, visit, awake, enter }) => {
  await enter(people.ursula);
  await visit(`${LIST}?status=started&workflow=batch`);
  await page.getByRole('table').locator('tbody a').first().click();
  await awake();
  const last = page.locator('#log-lines > li').last();
  const before = await last.getAttribute('data-key');
  const words = await last.innerText();
  await expect(last).not.toHaveText(words, { timeout: 15_000 });
  expect(before).not.toBeNull();
  const follow = page.getByRole('button', { name: 'Follow' });
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  const log = page.locator('#log-text');
  await log.evaluate((frame) => frame.scrollTo(0, 0));
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  const count = await page.locator('#log-lines > li').count();
  await expect.poll(() => page.locator('#log-lines > li').count(), { timeout: 15_000 }).toBeGreaterThan(count);
  expect(await log.evaluate((frame) => frame.scrollTop)).toBe(0);
  await follow.click();
  await expect.poll(() => log.evaluate((frame) => frame.scrollHeight - frame.scrollTop - frame.clientHeight)).toBeLessThan(24);
});

test('where an execution stands changes without a reload', async ({ page, visit, awake, enter }) => {
  await enter(people.ursula);
  await visit(`${LIST}?status=started&workflow=install`);
  await page.getByRole('table').locator('tbody a').first().click();
  await awake();
  await page.locator('body').evaluate((body) => body.setAttribute('data-seen', ''));
  const state = page.locator('[data-part="state"]');
  const words = await state.innerText();
  await expect(state).not.toHaveText(words, { timeout: 15_000 });
  await expect(page.locator('body[data-seen]')).toHaveCount(1);
});
