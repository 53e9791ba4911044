/** Many live jobs and many open pages: what they cost, and how the cloud is spared. */
import { setTimeout as pause } from 'node:timers/promises';
import { allLive, packages, paths, readyServers, signedIn, start } from './journeys.mjs';
import { row } from './rows.mjs';

const JOBS = 1_000;
/** Live jobs and viewers of one run: what every bench measures, and what the budget says. */
const SHORT = { jobs: JOBS, viewers: 200 };
const FULL = { jobs: 10_000, viewers: 1_000 };
const SESSIONS = 200;
const SECONDS = 30;
const REST_MS = 5_000;

/**
 * What each job and each viewer adds. The cloud is hardly larger than the run, and the allocator
 * gives back at once what is freed: else the room that reading an inventory leaves behind would
 * take the growth in without a trace.
 */
export async function growth(stage, { jobs: wanted, viewers: count } = SHORT) {
  const { portal } = await stage.portal('growth', { MIMALLOC_PURGE_DELAY: '0' });
  const admin = await signedIn(portal.origin);
  const [first, ...names] = await readyServers(admin, wanted + 1);
  // The first job and the first viewer pay for what all others use.
  const warm = await start(admin, packages.neverEnds, [first]);
  await allLive(admin, warm.run);
  await pause(REST_MS);
  const before = portal.residentKb();
  const { run } = await start(admin, packages.neverEnds, names);
  const jobs = await allLive(admin, run);
  await pause(REST_MS);
  const withJobs = portal.residentKb();
  const ends = await viewers(admin, run, count);
  await pause(REST_MS);
  const withViewers = portal.residentKb();
  const calls = await callsASecond(portal.origin);
  ends.forEach((end) => end());
  admin.close();
  await portal.stop();
  return jobsRow(`${jobs} live jobs, ${count} viewers on their run`, {
    calls,
    perJob: (withJobs - before) / jobs,
    perViewer: (withViewers - withJobs) / count,
  });
}

/** The same, as large as the budget; sending 10,000 calls takes some minutes. */
export function crowd(stage) {
  return growth(stage, FULL);
}

/** Memory of a portal at work, beside that of one at rest. */
export async function memory(stage, idleKb) {
  const { portal } = await stage.portal('live');
  const admin = await signedIn(portal.origin);
  await sessions(portal.origin);
  const { run } = await start(admin, packages.neverEnds, await readyServers(admin, JOBS));
  await allLive(admin, run);
  await pause(REST_MS);
  const liveKb = portal.residentKb();
  admin.close();
  await portal.stop();
  return memoryRow(idleKb, liveKb);
}

async function sessions(origin) {
  for (let n = 1; n < SESSIONS; n += 1) {
    const person = await signedIn(origin);
    await person.page(paths.servers);
    person.close();
  }
}

async function viewers(person, run, count) {
  const ends = [];
  for (let n = 0; n < count; n += 1) ends.push(await person.listen(`${run}/events`));
  return ends;
}

async function callsASecond(origin) {
  const from = performance.now();
  const before = await upstreamCalls(origin);
  await pause(SECONDS * 1_000);
  const after = await upstreamCalls(origin);
  return ((after - before) * 1_000) / (performance.now() - from);
}

/** All calls to clouds, by the portal's own count. */
async function upstreamCalls(origin) {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const counts = [...text.matchAll(/^slipway_upstream_calls_total\{[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

function jobsRow(what, { calls, perJob, perViewer }) {
  return row(
    what,
    [
      { value: calls, limit: 20, unit: 'a second', label: 'calls' },
      { value: perJob * 1_024, limit: 20_000, unit: 'kB', label: 'a job' },
      { value: perViewer * 1_024, limit: 50_000, unit: 'kB', label: 'a viewer' },
    ],
    `the budget is for 10,000 jobs and 1,000 viewers; growth of resident memory in a process told to give back at once what is freed; calls over ${SECONDS} s`,
  );
}

function memoryRow(idleKb, liveKb) {
  return row(
    `resident memory, an account of 10,000 servers: idle / ${SESSIONS} sessions and ${JOBS} live jobs`,
    [
      { value: idleKb, limit: 60_000, unit: 'MB' },
      { value: liveKb, limit: 128_000, unit: 'MB' },
    ],
    'VmRSS after 5 s of rest',
  );
}
