/** Starting: until ready, memory at rest, and the first look at servers that nobody read yet. */
import { setTimeout as pause } from 'node:timers/promises';
import { ACCOUNT, paths, signedIn } from './journeys.mjs';
import { Visitor } from './http.mjs';
import { median, row } from './rows.mjs';

const TIMES = 5;
/** After so long without a request the allocator has given back what it will give back. */
const REST_MS = 5_000;

/** From the start of the process until `/readyz` answers 200; the first start makes the database. */
export async function ready(stage) {
  const times = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { portal, readyMs } = await stage.portal('ready');
    times.push(readyMs);
    await portal.stop();
  }
  const note = `median of ${TIMES}; first start, which makes the database: ${times[0].toFixed(0)} ms`;
  return row('ready to serve after start', [{ value: median(times), limit: 500, unit: 's' }], note);
}

/** Memory with one account's 10,000 servers read and the picker's list made, kB. */
export async function idleKb(stage) {
  const { portal } = await stage.portal('idle');
  const person = await signedIn(portal.origin);
  await person.page(paths.servers);
  await person.page(paths.inventory);
  person.close();
  await pause(REST_MS);
  const kb = portal.residentKb();
  await portal.stop();
  return kb;
}

/** The first servers page of a process whose person is signed in already. */
export async function coldInventory(stage, servers) {
  const pages = [];
  const upstream = [];
  let cookies;
  for (let time = 0; time < TIMES; time += 1) {
    const { portal } = await stage.portal('cold');
    const person = cookies ? new Visitor(portal.origin) : await signedIn(portal.origin);
    cookies ??= person.cookies;
    person.cookies = cookies;
    // Drawn once without servers: what is measured is the inventory, not the first touch of code.
    await person.page(paths.runs);
    pages.push(await timed(() => person.page(paths.servers)));
    person.close();
    await portal.stop();
    upstream.push(await slowestCenter(stage.simulator.origin));
  }
  const slowest = median(upstream);
  return row(
    `inventory of ${servers} servers, cold`,
    [{ value: median(pages), limit: slowest + 500, unit: 's' }],
    `medians of ${TIMES}; slowest data center of the simulated cloud, all read at once: ${slowest.toFixed(0)} ms`,
  );
}

/** Reads every data center at the same time, as the portal does; the longest of them. */
async function slowestCenter(origin) {
  const headers = { 'content-type': 'application/json' };
  const login = await fetch(`${origin}/v2/authentication/login`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'admin', password: 'slipway' }),
  });
  const { bearerToken } = await login.json();
  const asked = { headers: { authorization: `Bearer ${bearerToken}`, 'accept-encoding': 'gzip' } };
  const list = await fetch(`${origin}/v2/datacenters/${ACCOUNT}?groupLinks=true`, asked);
  const roots = (await list.json()).flatMap((center) =>
    center.links.filter((link) => link.rel === 'group').map((link) => link.href),
  );
  if (roots.length === 0) throw new Error('the cloud names no groups');
  const times = roots.map((root) =>
    timed(async () => (await fetch(`${origin}${root}?serverDetail=detailed`, asked)).arrayBuffer()),
  );
  return Math.max(...(await Promise.all(times)));
}

async function timed(journey) {
  const start = performance.now();
  await journey();
  return performance.now() - start;
}
