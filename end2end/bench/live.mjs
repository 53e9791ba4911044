/** Many live jobs and many open pages: what they cost, and how the cloud is spared. */
import { setTimeout as pause } from 'node:timers/promises';
import { allLive, packages, paths, readyServers, signedIn, start } from './deeds.mjs';
import { row } from './rows.mjs';

const JOBS = 1_000;
const VIEWERS = 200;
const SESSIONS = 200;
const SECONDS = 30;
const REST_MS = 5_000;

/** Both rows from one process: sessions first, then jobs, then viewers. */
export async function live(stage, idleKb) {
  const { portal } = await stage.portal('live');
  const admin = await signedIn(portal.origin);
  const names = await readyServers(admin, JOBS);
  await sessions(portal.origin);
  // What drawing such a page takes for a moment is not to be taken for what a job keeps.
  await admin.page(paths.servers);
  await pause(REST_MS);
  const before = portal.residentKb();
  const { run } = await start(admin, packages.neverEnds, names);
  await allLive(admin, run, JOBS);
  await pause(REST_MS);
  const withJobs = portal.residentKb();
  const ends = await viewers(admin, run);
  await pause(REST_MS);
  const withViewers = portal.residentKb();
  const calls = await callsASecond(portal.origin);
  ends.forEach((end) => end());
  await admin.post(`${run}/stop`, {});
  admin.close();
  await portal.stop();
  const perJob = (withJobs - before) / JOBS;
  const perViewer = (withViewers - withJobs) / VIEWERS;
  return [jobsRow(calls, perJob, perViewer), memoryRow(idleKb, withJobs)];
}

async function sessions(origin) {
  for (let n = 1; n < SESSIONS; n += 1) {
    const person = await signedIn(origin);
    await person.page(paths.servers);
    person.close();
  }
}

async function viewers(person, run) {
  const ends = [];
  for (let n = 0; n < VIEWERS; n += 1) ends.push(await person.listen(`${run}/events`));
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

function jobsRow(calls, perJob, perViewer) {
  return row(
    `${JOBS} live jobs, ${VIEWERS} viewers on their run`,
    [
      { value: calls, limit: 20, unit: 'a second', label: 'calls' },
      { value: perJob * 1_024, limit: 20_000, unit: 'kB', label: 'a job' },
      { value: perViewer * 1_024, limit: 50_000, unit: 'kB', label: 'a viewer' },
    ],
    `shortened form of 10,000 jobs and 1,000 viewers, which is the soak's; growth of resident memory; calls over ${SECONDS} s`,
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
