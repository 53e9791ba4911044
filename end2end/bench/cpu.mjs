/** What pages cost the server, and how large the largest one is. */
import { paths } from './journeys.mjs';
import { median, row } from './rows.mjs';

/** Odd, so that the one batch in which the inventory is read again does not count. */
const BATCHES = 5;
const WARM_UP = 30;

/** Processor time for one request on one kept connection, in milliseconds. */
async function perRequest(portal, person, path, requests, headers) {
  for (let n = 0; n < WARM_UP; n += 1) await expectPage(person, path, headers);
  const batches = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const before = portal.cpuMs();
    for (let n = 0; n < requests; n += 1) await expectPage(person, path, headers);
    batches.push((portal.cpuMs() - before) / requests);
  }
  return median(batches);
}

async function expectPage(person, path, headers) {
  const answer = await person.get(path, headers);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
}

/** As browsers ask, and without compression to tell what drawing alone costs. */
async function both(portal, person, path, requests) {
  const packed = await perRequest(portal, person, path, requests, {});
  const plain = await perRequest(portal, person, path, requests, { 'accept-encoding': 'identity' });
  return { packed, plain };
}

/** The page of a run on 1,000 servers that is over. */
export async function runPage(portal, person, run) {
  const { packed, plain } = await both(portal, person, run, 200);
  const answer = await person.get(run);
  return row(
    'run page with 1,000 servers',
    [
      { value: packed, limit: 4, unit: 'ms' },
      { value: answer.body.length, limit: 30_000, unit: 'kB' },
    ],
    `a run that is over, which is kept in memory; processor time, ${BATCHES}×200 requests, with brotli; without: ${plain.toFixed(2)} ms; plain HTML ${(answer.text().length / 1000).toFixed(0)} kB`,
  );
}

/** Fifty rows of all servers, in the usual order and filtered and sorted. */
export async function serversPage(portal, person, servers) {
  const usual = await both(portal, person, paths.servers, 500);
  const path = `${paths.servers}?q=web&power=started&sort=-memory`;
  const sorted = await both(portal, person, path, 500);
  return row(
    `servers page, 50 rows of ${servers}, warm: usual order / filtered and sorted`,
    [
      { value: usual.packed, limit: 0.6, unit: 'ms' },
      { value: sorted.packed, limit: 1.0, unit: 'ms' },
    ],
    `processor time, ${BATCHES}×500 requests, with brotli; without: ${usual.plain.toFixed(2)} / ${sorted.plain.toFixed(2)} ms`,
  );
}
