/** Home, the list of runs and a run with failures: on a phone and in the dark. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

test('home, runs and a run fit and read', async ({ page, visit, enter, a11y, noHorizontalScroll, shot }) => {
  test.setTimeout(90_000);
  await enter(people.admin);
  await startRun(page, packages.neverEnds, await servers(page, 2, 0, '&dc=ca1'));
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 12, 2, '&dc=ca1'));
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 30_000 });
  for (const [name, path] of [
    ['hub-run', run],
    ['hub-runs', '/Demo/SLIP/runs'],
    ['hub-home', '/Demo/SLIP/home'],
  ] as const) {
    await visit(path);
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  }
});
