/** The pages of executions, on a phone and in the dark. */
import { expect, people, test } from '../fixtures';

const LIST = '/Cloudify/default_tenant/executions';

test('an execution under way, its question and the form of its status', async ({ page, visit, enter, a11y, shot, noHorizontalScroll }) => {
  const looks = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  test.setTimeout(60_000);
  await enter(people.ursula);
  await visit(LIST);
  await looks('executions');
  // The one with thousands of operations, which may have ended by now.
  await visit(`${LIST}?workflow=install&deployment=cluster`);
  await page.getByRole('table').locator('tbody a').first().click();
  await expect(page.getByRole('heading', { name: 'Operations' })).toBeVisible();
  await looks('execution-operations');
  // One that goes on for longer than all tests.
  await visit(`${LIST}?status=started&status=cancelling&workflow=stubborn`);
  await page.getByRole('table').locator('tbody a').first().click();
  await expect(page.getByRole('list', { name: 'Time line' })).toBeVisible();
  await looks('execution');
  await visit(`${page.url()}?confirm=kill`);
  await looks('execution-question');
  await page.getByRole('link', { name: 'Set status…' }).click();
  await expect(page.getByText('This stops nothing')).toBeVisible();
  await looks('execution-status');
});
