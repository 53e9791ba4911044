/** A run's page never stands still without saying so, and what it says of time stays true. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

/** A line to the portal that can be held, so that nothing comes through and nothing ends, or cut. */
class Line {
  private readonly ends = new Set<Socket>();
  private held = false;
  private server?: Server;

  async open(portal: URL): Promise<string> {
    this.server = createServer((near) => {
      const far = connect(Number(portal.port), portal.hostname);
      this.join(near, far);
      this.join(far, near);
    });
    await new Promise<void>((ready) => this.server?.listen(0, 'localhost', ready));
    return `http://localhost:${(this.server?.address() as AddressInfo).port}`;
  }

  private join(from: Socket, to: Socket) {
    this.ends.add(from);
    if (this.held) from.pause();
    from.on('data', (part) => to.write(part));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.ends.delete(from);
      to.destroy();
    });
  }

  hold() {
    this.held = true;
    for (const end of this.ends) end.pause();
  }

  release() {
    this.held = false;
    for (const end of this.ends) end.resume();
  }

  cut() {
    for (const end of this.ends) end.destroy();
  }

  close() {
    this.cut();
    this.server?.close();
  }
}

const SOON = { timeout: 25_000 };

test('a connection that is dead is noticed, said and made anew', async ({
  page,
  enter,
  awake,
  baseURL,
  expectProblems,
}) => {
  test.setTimeout(90_000);
  // The stream that was held back breaks off when the line is taken away.
  expectProblems(/\/events.*ERR_/);
  const portal = new URL(baseURL ?? '');
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 20));
  const line = new Line();
  await page.goto((await line.open(portal)) + run);
  await awake();
  await expect(page.locator('#run-state')).toHaveText('live');
  line.hold();
  const said = page.getByText(/No contact with the portal since \d\d:\d\d:\d\d; trying again\./);
  await expect(said).toBeVisible(SOON);
  await expect(page.locator('#run-next')).toHaveText('');
  line.release();
  await expect(said).toBeHidden({ timeout: 45_000 });
  line.close();
  await page.request.post(`${run}/stop`, { headers: { origin: portal.origin } });
});

test('a stream that is refused leads to the sign-in and back', async ({
  page,
  enter,
  signIn,
  awake,
  context,
  baseURL,
  expectProblems,
}) => {
  test.setTimeout(60_000);
  expectProblems(/401/, /ERR_|net::/);
  const portal = new URL(baseURL ?? '');
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 21));
  const line = new Line();
  await page.goto((await line.open(portal)) + run);
  await awake();
  await context.clearCookies();
  line.cut();
  await expect(page).toHaveURL(/\/sign-in\?next=/, SOON);
  expect(decodeURIComponent(page.url())).toContain(run);
  line.close();
  await page.goto(`/sign-in?next=${encodeURIComponent(run)}`);
  await signIn(page, people.admin);
  await expect(page).toHaveURL(new RegExp(`${run}$`));
  await page.request.post(`${run}/stop`, { headers: { origin: portal.origin } });
});

for (const [what, block] of [
  ['a library that is blocked', /\.wasm$/],
  ['glue that is gone', /\/pkg\/.*\.js$/],
  ['a browser without WebAssembly', undefined],
] as const) {
  test(`${what}: the page loads itself as without scripts`, async ({ page, enter, expectProblems }) => {
    test.setTimeout(60_000);
    expectProblems(/.*/);
    await enter(people.admin);
    const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 3, 24));
    if (block) await page.route(block, (route) => route.abort());
    else await page.addInitScript(() => Reflect.deleteProperty(window, 'WebAssembly'));
    await page.goto(run);
    await expect(page.getByText('This page loads itself every 5 seconds.')).toBeVisible();
    await expect(page.locator('#run-over')).toContainText('Finished in', SOON);
    await expect(page.getByText('This page loads itself every 5 seconds.')).toHaveCount(0);
  });
}

test('how long ago something was counts on, on pages of runs that are over too', async ({ page, enter, visit }) => {
  await page.clock.install();
  await enter(people.admin);
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 1, 30));
  for (const [path, time] of [
    [run, '#run-started time'],
    ['/Demo/SLIP/runs', 'td[data-label=Started] time'],
    ['/Demo/SLIP/servers', '#as-of-age'],
    ['/Demo/SLIP/groups', 'time[data-before="Read "]'],
  ] as const) {
    await visit(path);
    const words = page.locator(time).first();
    await expect(words, path).toContainText(/just now|ago/);
    const before = (await words.textContent()) ?? '';
    if (path === '/Demo/SLIP/servers') {
      // This list reads itself anew meanwhile.
      const anew = page.waitForResponse((answer) => new URL(answer.url()).pathname === path);
      await page.clock.runFor(125_000);
      expect((await anew).status()).toBe(200);
      await expect(words).toContainText(/just now|ago/);
    } else {
      await page.clock.runFor(125_000);
      await expect(words, path).not.toHaveText(before);
      await expect(words, path).toContainText(/[2-9] min ago/);
    }
  }
});

test('after Back the page counts from now, not from when it was drawn', async ({ page, enter, visit, awake }) => {
  test.setTimeout(60_000);
  await enter(people.admin);
  const run = await startRun(page, packages.neverEnds, await servers(page, 1, 31));
  await visit(run);
  await visit('/Demo/SLIP/packages');
  await page.waitForTimeout(9_000);
  await page.goBack();
  await awake();
  await expect(page.locator('#run-started time')).toHaveText(/^(9|1\d|2\d) s ago$/);
  await expect(page.locator('#run-next')).toHaveText(/^(next check in \d+ s|checking now)$/);
  const { origin } = new URL(page.url());
  await page.request.post(`${run}/stop`, { headers: { origin } });
});
