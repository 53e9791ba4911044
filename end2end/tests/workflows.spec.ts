/** A workflow is started on deployments, with scripts and without: chosen, filled in, reviewed, run. */
import { expect, people, test } from '../fixtures';

const HOME = '/Cloudify/default_tenant';
/** An execution of a demo takes a few seconds. */
const SOON = { timeout: 25_000 };

test('one form starts a workflow on several deployments', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  test.setTimeout(60_000);
  await enter(people.ursula);
  await visit(`${HOME}/deployments?blueprint=web&q=web-3`);
  await a11y();
  await page.getByRole('checkbox', { name: 'Choose Web shop web-31' }).check();
  await page.getByRole('checkbox', { name: 'Choose Web shop web-32' }).check();
  await page.getByRole('button', { name: 'Keep these and look further' }).click();
  await expect(page.getByRole('checkbox', { name: 'Choose Web shop web-31' })).toBeChecked();
  await page.getByText('Paste a list').click();
  await page.getByLabel('Paste names or ids').fill('web-[33-34]');
  await page.getByRole('button', { name: 'Start a workflow…' }).click();
  await expect(page.getByText('On 4 deployments')).toBeVisible();
  await a11y();
  await page.getByRole('link', { name: 'deploy', exact: true }).click();
  await expect(page.getByText('4 deployments, one execution each')).toBeVisible();
  await a11y();
  await noHorizontalScroll();
  await page.getByLabel('version', { exact: true }).fill('1.2.3');
  await page.getByLabel(/^seconds/).fill('1.5');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('alert')).toContainText('seconds');
  await expect(page.getByLabel(/^seconds/)).toHaveValue('1.5');
  await a11y();
  await page.getByLabel(/^seconds/).fill('2');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByText('One call per deployment: 4 calls')).toBeVisible();
  await a11y();
  await page.getByRole('button', { name: 'Start deploy on 4 deployments' }).click();
  await expect(page.locator('#run-rows > tr')).toHaveCount(4);
  await expect(page.locator('#run-over')).toContainText('All 4 deployments succeeded', SOON);
  await a11y();
});

test('what goes on for long is cancelled', async ({ page, visit, enter, a11y, javaScriptEnabled }) => {
  test.setTimeout(60_000);
  await enter(people.ursula);
  // One each: on a deployment where something is under way nothing else begins.
  const deployment = javaScriptEnabled === false ? 'web-36' : 'web-37';
  await visit(`${HOME}/workflows/slow?deployment=${deployment}`);
  await page.getByLabel(/^seconds/).fill('600');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Start slow on' }).click();
  await page.getByRole('link', { name: 'Cancel…' }).click();
  await a11y();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.locator('#run-over')).toContainText('cancelled', SOON);
  await expect(page.locator('#run-rows')).toContainText('cancelled');
});

test('each kind of parameter has a control, and what is typed comes back with its errors', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  await enter(people.ursula);
  await visit(`${HOME}/workflows/every_type?deployment=parameters`);
  await a11y();
  await noHorizontalScroll();
  await page.getByLabel('a_integer').fill('7');
  await page.getByLabel('a_dict').fill('{"k": [1,\n 2}');
  await page.getByRole('radio', { name: 'false' }).check();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('alert')).toContainText('in line 2, column');
  await expect(page.getByLabel('a_integer')).toHaveValue('7');
  await expect(page.getByRole('radio', { name: 'false' })).toBeChecked();
  await page.getByLabel('a_dict').fill('{"k": [1, 2]}');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('heading', { name: 'Review: every_type of Every parameter' })).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByLabel('a_dict')).toHaveValue('{\n  "k": [\n    1,\n    2\n  ]\n}');
});

test('a deployment shows its workflows and what was executed on it', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
}) => {
  await enter(people.ursula);
  await visit(`${HOME}/deployments/d1`);
  await expect(page.getByRole('heading', { name: 'Demo One' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'slow', exact: true }).first()).toBeVisible();
  await a11y();
  await noHorizontalScroll();
});
