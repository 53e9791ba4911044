/** Starts runs the way a form does, without the form: for tests that are about what comes after. */
import { type APIResponse, expect, type Page, test } from '@playwright/test';

/** Packages of the demo that behave in a known way. */
export const packages = {
  failsOnEveryThird: 'c61aa62daf32d315034021eef01c63d4',
  neverEnds: '2d3b9b77a9a51af70544b2602d53eefc',
  refusesSome: '35a9a08a874815d3ee8ea11125b51fc4',
  takesSixMinutes: '7e5d59af437d0829d1cbef180f9d6517',
};

/** Names of servers that run, from `skip` on, so that tests keep out of each other's way. */
export async function servers(page: Page, count: number, skip = 0, filter = ''): Promise<string[]> {
  const list = await page.request.get(`/Demo/SLIP/servers?status=active&power=started${filter}`);
  const cells = (await list.text()).matchAll(/aria-label="Choose ([A-Z0-9-]+)"/g);
  const names = [...cells].map((cell) => cell[1] ?? '');
  expect(names.length, 'servers that run').toBeGreaterThanOrEqual(skip + count);
  return names.slice(skip, skip + count);
}

/** Runs a package and tells where the run is. */
export async function startRun(page: Page, id: string, names: string[]): Promise<string> {
  const form = { names: names.join('\n'), rollout: 'per-server', do: 'review' };
  let answer = await post(page, `/Demo/SLIP/packages/${id}/review`, form);
  // What other tests run meanwhile may change a verdict, which leads to a fresh plan.
  for (let tries = 0; tries < 5 && pathOf(answer).includes('/plans/'); tries += 1) {
    answer = await confirm(page, answer, String(names.length));
  }
  expect(pathOf(answer), 'the run').toContain('/runs/');
  return pathOf(answer);
}

/** Presses the button of a review; once more where what others did meanwhile changed the plan. */
export async function confirmed(page: Page, name: string): Promise<void> {
  for (let tries = 0; tries < 5 && page.url().includes('/plans/'); tries += 1) {
    const before = page.url();
    await page.getByRole('button', { name }).click();
    await expect.poll(() => page.url()).not.toBe(before);
  }
  await expect(page).toHaveURL(/\/runs\//);
}

async function confirm(page: Page, plan: APIResponse, count: string): Promise<APIResponse> {
  const inputs = [...(await plan.text()).matchAll(/<input\b[^>]*>/g)].map((input) => input[0]);
  const hidden = (name: string) =>
    inputs.find((input) => input.includes(`name="${name}"`))?.match(/value="([^"]*)"/)?.[1] ?? '';
  return post(page, `${pathOf(plan)}/run`, { hash: hidden('hash'), key: hidden('key'), typed: count });
}

function pathOf(answer: APIResponse): string {
  return new URL(answer.url()).pathname;
}

function post(page: Page, path: string, form: Record<string, string>) {
  const { origin } = new URL(test.info().project.use.baseURL ?? '');
  return page.request.post(path, { form, headers: { origin } });
}
