/** What a person does in the portal, over HTTP and without a script: sign in, run, share. */
import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from './http.mjs';

export const CLOUD = 'Simulated';
export const ACCOUNT = 'SLIP';
const PASSWORD = 'slipway';
const OVER_WITHIN_MS = 420_000;
const SENT_WITHIN_MS = 1_800_000;

/** Packages of the simulated cloud. */
export const packages = {
  /** Runs for 30 seconds of the cloud's time; a third of the servers fail. */
  everyThirdFails: 'c61aa62daf32d315034021eef01c63d4',
  neverEnds: '2d3b9b77a9a51af70544b2602d53eefc',
  /** One field of every type. */
  showcase: '64446c8e386bebf2a2accab865469378',
  sixtyParameters: '30e38fcf7eb9348e6bcfc25e59ef2c10',
};

export const paths = {
  signIn: '/sign-in',
  packages: `/${CLOUD}/${ACCOUNT}/packages`,
  package: (id) => `/${CLOUD}/${ACCOUNT}/packages/${id}`,
  servers: `/${CLOUD}/${ACCOUNT}/servers`,
  groups: `/${CLOUD}/${ACCOUNT}/groups`,
  inventory: `/${CLOUD}/${ACCOUNT}/inventory.json`,
  runs: `/${CLOUD}/${ACCOUNT}/runs`,
};

/** Somebody signed in. */
export async function signedIn(origin, user = 'admin') {
  const visitor = new Visitor(origin);
  const pairs = { cloud: CLOUD, user, password: PASSWORD, next: '' };
  (await visitor.post(paths.signIn, pairs)).location();
  return visitor;
}

/** Names of `count` servers on which packages run without a remark. */
export async function readyServers(visitor, count) {
  const columns = JSON.parse(await visitor.page(paths.inventory));
  const ready = (at) => columns.status[at] === 'active' && columns.power[at] === 'started';
  const names = columns.names.filter((_, at) => ready(at) && !columns.maintenance[at]);
  if (names.length < count) throw new Error(`only ${names.length} servers are ready`);
  return names.slice(0, count);
}

/** Plans a package on `names` and confirms it: the paths of the plan and of the run. */
export async function start(visitor, id, names) {
  const form = { names: names.join('\n'), do: 'review' };
  const plan = (await visitor.post(`${paths.package(id)}/review`, form)).location();
  const html = await visitor.page(plan);
  const typed = String(names.length);
  const confirm = { hash: hidden(html, 'hash'), key: hidden(html, 'key'), typed };
  const run = (await visitor.post(`${plan}/run`, confirm)).location();
  return { plan, run };
}

/** Waits until a run's page no longer loads itself again. */
export async function over(visitor, run) {
  const deadline = Date.now() + OVER_WITHIN_MS;
  while (Date.now() < deadline) {
    if (!(await visitor.page(run)).includes('http-equiv="refresh"')) return;
    await pause(2_000);
  }
  throw new Error(`${run} is not over`);
}

/** Waits until every server of a run has been sent, and says how many are followed: the cloud refuses a few. */
export async function allLive(visitor, run) {
  const deadline = Date.now() + SENT_WITHIN_MS;
  while (Date.now() < deadline) {
    const state = await liveState(visitor, run);
    const { rows } = state;
    const followed = rows.filter((row) => row.queued && !row.ended);
    if (rows.every((row) => row.queued || row.ended)) return followed.length;
    await pause(2_000);
  }
  throw new Error(`${run} is not sent`);
}

/** The full state that a page is told first. */
async function liveState(visitor, run) {
  let text = '';
  return new Promise((resolve, reject) => {
    const listening = visitor.listen(`${run}/events`, (piece) => {
      text += piece;
      const data = /^event: ?state\ndata: ?(.*)\n\n/m.exec(text)?.[1];
      if (!data) return;
      listening.then((end) => end());
      resolve(JSON.parse(data));
    });
    listening.catch(reject);
  });
}

/** Makes a share link; its path. */
export async function share(visitor, run) {
  const answer = await visitor.post(`${run}/shares`, { life: '1h' });
  const token = /\/s\/([\w-]+)/.exec(answer.text())?.[1];
  if (!token) throw new Error(`no share link: ${answer.status}`);
  return `/s/${token}`;
}

function hidden(html, name) {
  const field = html
    .split('<input')
    .find((part) => part.includes(`name="${name}"`) && part.includes('hidden'));
  const value = /value="([^"]*)"/.exec(field ?? '')?.[1];
  if (value === undefined) throw new Error(`no hidden field ${name}`);
  return value;
}
