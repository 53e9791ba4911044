/** The pages of executions, on a phone and in the dark. */
import { expect, people, test } from '../fixtures';

const LIST = '/Cloudify/default_tenant/executions';

test('an execution under way, its question and the form of its status', async ({ page, visit, enter, a11y, shot, noHorizontalScroll }) => {
  const looks = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await enter(people.ursula);
  await visit(LIST);
  await looks('executions');
  await visit(`${LIST}?status=started&workflow=install`);
  await page.getByRole('table').locator('tbody a').first().click();
  await expect(page.getByRole('list', { name: 'Time line' })).toBeVisible();
  await looks('execution');
  await visit(`${page.url()}?confirm=kill`);
  await looks('execution-question');
  await page.getByRole('link', { name: 'Set status…' }).click();
  await expect(page.getByText('This stops nothing')).toBeVisible();
  await looks('execution-status');
});
