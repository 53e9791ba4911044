/**
 * Measures what the design has budgets for and prints one table. `cargo xtask bench` builds the
 * program and starts this with `SLIPWAY_PROGRAM` and, where one was found, `CHROMIUM`.
 *
 * Arguments name what is measured: start, cpu, bytes, feel, live, tail, which are all without any, and
 * crowd, the full form of what live measures shortened.
 */
import { availableParallelism, loadavg } from 'node:os';
import { Browser } from './browser.mjs';
import { firstVisit, sharedPage } from './bytes.mjs';
import { runPage, serversPage } from './cpu.mjs';
import { over, packages, paths, readyServers, share, signedIn, start } from './journeys.mjs';
import { firstForm } from './feel.mjs';
import { typing } from './typing.mjs';
import { crowd, growth, memory } from './live.mjs';
import { say, table } from './rows.mjs';
import { Stage } from './stage.mjs';
import { tail } from './tail.mjs';
import { coldInventory, idleKb, ready } from './start.mjs';

const SERVERS = 10_000;
/** Enough for a run on 1,000 started servers of its first data centers; the last one refuses some. */
const SMALL_CLOUD = 4_000;
/** Enough for a run on 10,000. */
const CROWDED_CLOUD = 14_000;
const asked = new Set(process.argv.slice(2));
const wanted = (...names) => asked.size === 0 || names.some((name) => asked.has(name));

/** Others at work on the machine slow everything down that is measured in seconds. */
const machine = `${availableParallelism()} cores; load average before: ${loadavg()[0].toFixed(1)}.`;
const stage = new Stage(process.env.SLIPWAY_PROGRAM);
/** Rows by their place in the table, which is not the order of measuring. */
const rows = [];

try {
  say(`a simulated cloud of ${SERVERS} servers`);
  await stage.cloud(SERVERS);
  if (wanted('start')) await measureStart();
  if (wanted('cpu', 'bytes', 'feel')) await measurePages();
  if (wanted('live')) await measureLive();
  if (wanted('tail')) await measureTail();
  if (asked.has('crowd')) await measureCrowd();
} catch (error) {
  // What was measured until then is still worth showing.
  process.exitCode = 1;
  say(error.stack);
} finally {
  await stage.close();
}
console.log(`${table(rows.filter(Boolean))}\n\n${machine}`);
// Idle connections to programs that ended would keep this one waiting.
process.exit();

async function measureStart() {
  say('ready after start');
  rows[9] = await ready(stage);
  say('cold inventory');
  rows[6] = await coldInventory(stage, '10,000');
}

async function measurePages() {
  const { portal } = await stage.portal('pages');
  const person = await signedIn(portal.origin);
  say('runs on 1,000 and on 100 servers');
  const names = await readyServers(person, 1_000);
  const small = await start(person, packages.everyThirdFails, names.slice(0, 100));
  const { run, plan } = await start(person, packages.everyThirdFails, names);
  await over(person, small.run);
  await over(person, run);
  if (wanted('cpu')) {
    say('processor time of pages');
    rows[4] = await runPage(portal, person, run);
    rows[5] = await serversPage(portal, person, '10,000');
  }
  if (wanted('bytes')) rows[1] = await sharedPage(portal.origin, await share(person, small.run));
  if (wanted('bytes', 'feel')) await measureInBrowser(person, run, plan);
  person.close();
  await portal.stop();
}

async function measureInBrowser(person, run, plan) {
  const browser = await Browser.launch(process.env.CHROMIUM);
  if (wanted('bytes')) {
    say('first visits');
    rows[0] = await firstVisit(browser, person, pages(run, plan));
  }
  if (wanted('feel')) {
    say('first visits on a slow network');
    rows[3] = await firstForm(browser, person);
    say('typing in the picker');
    rows[2] = await typing(browser, person, '10,000');
  }
  await browser.close();
}

function pages(run, plan) {
  return [
    ['packages', paths.packages],
    ['package', paths.package(packages.showcase)],
    ['package of sixty parameters', paths.package(packages.sixtyParameters)],
    ['plan on 1,000 servers', plan],
    ['run on 1,000 servers', run],
    ['runs', paths.runs],
    ['share links', `${run}/shares`],
    ['servers', paths.servers],
    ['a server', `${paths.servers}/va1slipweb01`],
    ['a new server', `${paths.servers}/new`],
    ['groups', paths.groups],
  ];
}

async function measureLive() {
  say('memory at rest');
  const idle = await idleKb(stage);
  say('memory at work');
  rows[8] = await memory(stage, idle);
  say('live jobs and viewers');
  await stage.cloud(SMALL_CLOUD);
  rows[7] = await growth(stage);
}

async function measureTail() {
  say('a long log that is followed');
  const browser = await Browser.launch(process.env.CHROMIUM);
  rows[11] = await tail(stage, browser);
  await browser.close();
}

async function measureCrowd() {
  say('10,000 live jobs and 1,000 viewers');
  await stage.cloud(CROWDED_CLOUD);
  rows[10] = await crowd(stage);
}
