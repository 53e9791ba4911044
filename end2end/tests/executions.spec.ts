/** Executions of workflows, with scripts and without: listed, followed, cancelled, shared. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';

const LIST = '/Cloudify/default_tenant/executions';

test.beforeEach(async ({ enter }) => {
  await enter(people.ursula);
});

/** Opens the newest execution of a workflow that is under way. */
async function open(page: Page, visit: (path: string) => Promise<unknown>, workflow: string) {
  await visit(`${LIST}?status=started&status=cancelling&workflow=${workflow}`);
  await page.getByRole('table').locator('tbody a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${workflow} on`);
}

test('the list is filtered by what there is', async ({ page, visit, a11y, noHorizontalScroll }) => {
  await visit(LIST);
  const workflow = page.getByRole('combobox', { name: 'Workflow', exact: true });
  const offered = await page.locator('#known-workflow option').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  expect(offered).toContain('install');
  await workflow.fill('install');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/workflow=install/);
  await expect(page.getByText('workflow: install')).toBeVisible();
  await a11y();
  await noHorizontalScroll();
});

test('an execution that goes on is followed, asked to stop, and shared', async ({ page, visit, awake, a11y }) => {
  await open(page, visit, 'stubborn');
  await awake();
  await expect(page.getByRole('list', { name: 'Time line' })).toContainText('started');
  const log = page.getByRole('region', { name: 'Events and logs' });
  await expect(log.getByRole('listitem').first()).toBeVisible();
  await a11y();
  await page.getByRole('link', { name: 'Force-cancel…' }).or(page.getByRole('link', { name: 'Kill…' })).first().click();
  await expect(page.locator('#confirm')).toBeVisible();
  await a11y();
  await page.getByRole('link', { name: 'Leave it as it is' }).click();
  await expect(page.locator('#confirm')).toHaveCount(0);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Share');
  await page.goBack();
  await page.goto(page.url());
  await page.getByRole('link', { name: 'the run that follows it' }).click();
  await page.getByRole('link', { name: 'the execution', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('stubborn on');
});

test('a log is filtered, and its first error is one press away', async ({ page, visit, awake }) => {
  await visit(`${LIST}?status=failed&workflow=slow`);
  await page.getByRole('table').locator('tbody a').first().click();
  await awake();
  await page.getByRole('link', { name: 'First error' }).click();
  await expect(page.locator('#first-error')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Level' }).selectOption('error');
  await page.getByRole('button', { name: 'Filter' }).click();
  const lines = page.locator('#log-lines > li');
  await expect(lines.first()).toHaveClass(/log-error/);
  expect(await lines.count()).toBe(await page.locator('#log-lines > .log-error').count());
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/^execution-.*\.txt$/);
});

test('a status is set by hand only after what it asks for was typed', async ({ page, visit, awake, a11y, expectProblems }) => {
  await open(page, visit, 'stubborn');
  await page.getByRole('link', { name: 'Set status…' }).click();
  await awake();
  await expect(page.getByText('This stops nothing')).toBeVisible();
  await a11y();
  await page.getByLabel('cancelled', { exact: true }).check();
  await page.getByLabel('Reason').fill('Seen in the data center');
  await page.getByLabel(/to confirm$/).fill('something else');
  expectProblems(/422/);
  await page.getByRole('button', { name: 'Set the status' }).click();
  await expect(page.getByText('is not what is asked for').first()).toBeVisible();
  await expect(page.getByLabel('Reason')).toHaveValue('Seen in the data center');
  await expect(page.getByLabel('cancelled', { exact: true })).toBeChecked();
});
