/** What is transferred: to a browser that was never here, and to somebody with a share link. */
import { row } from './rows.mjs';
import { Visitor } from './http.mjs';

/** The files a page is made of, by what the browser took them for. */
const MADE_OF = /^(text\/html|text\/css|text\/javascript|application\/javascript|application\/wasm)/;

/** The page that brings most, of `pages` as `[name, path]`. */
export async function firstVisit(browser, person, pages) {
  const visits = [];
  for (const [name, path] of pages) visits.push({ name, ...(await visit(browser, person, path)) });
  visits.sort((a, b) => b.total - a.total);
  const [worst] = visits;
  const parts = [...worst.kinds].map(([kind, bytes]) => `${kind} ${(bytes / 1000).toFixed(1)}`);
  const others = visits.slice(1).map(({ name, total }) => `${name} ${(total / 1000).toFixed(1)}`);
  return row(
    'first visit of any page: HTML, wasm, JS, CSS as transferred',
    [{ value: worst.total, limit: 150_000, unit: 'kB' }],
    `worst: ${worst.name} (${parts.join(', ')}); others: ${others.join(', ')}`,
  );
}

async function visit(browser, person, path) {
  const { context, page } = await browser.fresh(person);
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  const types = new Map();
  const kinds = new Map();
  wire.on('Network.responseReceived', ({ requestId, response }) => {
    types.set(requestId, response.mimeType);
  });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = MADE_OF.exec(types.get(requestId) ?? '')?.[0].split('/')[1];
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + encodedDataLength);
  });
  await browser.open(page, person.origin + path);
  await context.close();
  return { kinds, total: [...kinds.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

/** The shared page of a run on 100 servers, with everything that it links. */
export async function sharedPage(origin, path) {
  const stranger = new Visitor(origin);
  const html = await stranger.get(path);
  const text = html.text();
  let total = html.transferred;
  const sheets = [...text.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)];
  if (sheets.length === 0) throw new Error('the shared page has no style');
  for (const [, href] of sheets) total += (await stranger.get(href)).transferred;
  let script = 0;
  for (const [, source] of text.matchAll(/<script[^>]*src="([^"]+)"/g)) {
    script += (await stranger.get(source)).transferred;
  }
  script += [...text.matchAll(/<script[^>]*>([^<]*)/g)].reduce((sum, [all]) => sum + all.length, 0);
  stranger.close();
  return row(
    'share page, 100 servers, with its CSS / script on it',
    [
      { value: total, limit: 15_000, unit: 'kB' },
      { value: script, limit: 0, unit: 'B' },
    ],
    `with headers; HTML ${(html.transferred / 1000).toFixed(1)} kB`,
  );
}
