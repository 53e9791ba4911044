/** The log of an execution that is followed while very much is written to it. */
import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from './http.mjs';
import { freePort } from './processes.mjs';
import { row } from './rows.mjs';

const CLOUD = 'Managed';
const LINES = 100_000;
/** Lines of one post, and how long it takes until the next. */
const PART = 1_000;
const BETWEEN_MS = 50;
const CAUGHT_UP_WITHIN_MS = 60_000;
/** The manager's administrator, who may write events. */
const HEADERS = {
  authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
  tenant: 'default_tenant',
  'content-type': 'application/json',
};

/** A manager whose executions take as long as they say, and a portal before it. */
async function staged(stage) {
  const port = await freePort();
  const manager = stage.start(['simulate', '--listen', `127.0.0.1:${port}`], port, 'manager.log');
  await manager.ready('/_sim/clock');
  stage.settle(`[[clouds]]\nname = "${CLOUD}"\nkind = "cloudify"\nurl = "${manager.origin}"\n`);
  const { portal } = await stage.portal('tail');
  const person = new Visitor(portal.origin);
  const pairs = { cloud: CLOUD, user: 'admin', password: 'admin', next: '' };
  (await person.post('/sign-in', pairs)).location();
  return { manager, portal, person };
}

async function post(manager, path, body) {
  const init = { method: 'POST', headers: HEADERS, body: JSON.stringify(body) };
  const answer = await fetch(`${manager.origin}/api/v3.1/${path}`, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

export async function tail(stage, browser) {
  const { manager, portal, person } = await staged(stage);
  const start = { deployment_id: 'd1', workflow_id: 'slow', parameters: { seconds: 600 } };
  const { id } = await post(manager, 'executions', start);
  const { context, page } = await browser.fresh(person);
  const path = `/${CLOUD}/default_tenant/executions/${id}`;
  await page.goto(portal.origin + path);
  await page.locator('html[data-awake]').waitFor({ state: 'attached' });
  await page.evaluate(watchTasks);
  // A watch that sees nothing would find every update quick.
  await page.waitForFunction(() => window.bench.length > 0);
  await page.evaluate(() => window.bench.splice(0));
  for (let from = 0; from < LINES; from += PART) {
    const line = (_, at) => ({
      logger: 'bench',
      level: 'info',
      message: { text: `Line ${from + at + 1} of ${LINES}, as long as lines of a log are` },
      context: {},
    });
    const logs = Array.from({ length: PART }, line);
    await post(manager, 'events', { execution_id: id, events: [], logs });
    await pause(BETWEEN_MS);
  }
  const posted = performance.now();
  const last = page.locator('#log-lines > li').last();
  await last.getByText(`Line ${LINES} of`).waitFor({ timeout: CAUGHT_UP_WITHIN_MS });
  const caughtUp = performance.now() - posted;
  const tasks = await page.evaluate(() => window.bench);
  const wire = await context.newCDPSession(page);
  await wire.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await wire.send('Runtime.getHeapUsage');
  await context.close();
  person.close();
  await portal.stop();
  await manager.stop();
  return row(
    `log of an execution, ${LINES.toLocaleString('en')} lines written while it is followed: memory of the page / longest update`,
    [
      { value: (usedSize + backingStorageSize) / 1_000, limit: 60_000, unit: 'MB' },
      // Shorter tasks are not told of.
      { value: Math.max(0, ...tasks), limit: 50, unit: 'ms' },
    ],
    `heap of the script and buffers, the library's among them, after a collection; ${tasks.length} tasks over 50 ms; caught up ${(caughtUp / 1_000).toFixed(1)} s after the last line`,
  );
}

/** Runs in the page. */
function watchTasks() {
  const times = (window.bench = []);
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) times.push(duration);
  });
  watch.observe({ type: 'longtask' });
  setTimeout(() => {
    const until = performance.now() + 100;
    while (performance.now() < until);
  });
}
