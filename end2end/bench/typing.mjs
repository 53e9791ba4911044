/** From a keystroke in the picker's filter until what it changed is on the screen. */
import { setTimeout as pause } from 'node:timers/promises';
import { packages, paths } from './journeys.mjs';
import { median, percentile, row } from './rows.mjs';

/** Words for names, descriptions, addresses and groups; each is taken back letter by letter. */
const WORDS = ['va1slipweb1', 'postgres', '10.135.44', 'staging'];
/** A quick typist. */
const BETWEEN_MS = 120;
const SHOWN_WITHIN_MS = 60_000;

export async function typing(browser, person, servers) {
  const { context, page } = await browser.fresh(person);
  await browser.open(page, person.origin + paths.package(packages.neverEnds));
  const filter = page.locator('#picker-filter');
  await filter.waitFor({ timeout: SHOWN_WITHIN_MS });
  await page.evaluate(watchKeys);
  await browser.slowProcessor(context, page);
  await filter.focus();
  const counts = new Set();
  for (const word of WORDS) {
    for (const key of [...word, ...word.replace(/./g, '\b')]) {
      await page.keyboard.press(key === '\b' ? 'Backspace' : key);
      await pause(BETWEEN_MS);
      counts.add(await page.locator('#picker-count').textContent());
    }
  }
  const times = await page.evaluate(() => window.bench);
  await context.close();
  // Every word narrows the list; counts that stay would mean that nothing was filtered.
  if (counts.size <= WORDS.length) throw new Error(`the picker did not filter: ${[...counts]}`);
  return row(
    `keystroke to paint in a picker of ${servers}, processor 4× slowed, p95`,
    [{ value: percentile(times, 0.95), limit: 50, unit: 'ms' }],
    `${times.length} keystrokes, among them taking back; median ${median(times).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
  );
}

/** Runs in the page. */
function watchKeys() {
  const times = (window.bench = []);
  let pressed = 0;
  document.addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: from }) => times.push(performance.now() - from);
  document.addEventListener('input', () => {
    const from = pressed;
    // The frame is painted right after its callbacks; a message posted there arrives after that.
    requestAnimationFrame(() => port2.postMessage(from));
  }, true);
}
