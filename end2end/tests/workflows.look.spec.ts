/** The way from deployments to the run of a workflow, on a phone and in the dark. */
import { expect, people, test } from '../fixtures';

const HOME = '/Cloudify/default_tenant';
/** An execution of the demo takes a few seconds. */
const SOON = { timeout: 25_000 };

test('from the list of deployments to the run', async ({ page, visit, enter, a11y, shot, noHorizontalScroll }, info) => {
  test.setTimeout(90_000);
  const looks = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  // One each: on a deployment where something is under way nothing else begins.
  const deployment = info.project.name === 'phone' ? 'web-38' : 'web-39';
  await enter(people.ursula);
  await visit(`${HOME}/deployments`);
  await looks('deployments');
  await visit(`${HOME}/deployments/${deployment}`);
  await looks('deployment');
  await visit(`${HOME}/workflows?deployment=${deployment}`);
  await looks('workflows');
  await visit(`${HOME}/workflows/every_constraint?deployment=parameters`);
  await looks('workflow-form');
  await visit(`${HOME}/workflows/deploy?deployment=${deployment}`);
  await page.getByLabel('version', { exact: true }).fill('1.2.3');
  await page.getByLabel(/^seconds/).fill('2');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Review');
  await looks('workflow-review');
  await page.getByRole('button', { name: 'Start deploy on' }).click();
  await expect(page.locator('#run-over')).toContainText('succeeded', SOON);
  await looks('workflow-run');
});
