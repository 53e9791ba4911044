/** What people feel on slow devices: a first visit, and typing in the picker. */
import { packages, paths } from './journeys.mjs';
import { median, row } from './rows.mjs';

const VISITS = 5;
const VISIT_WITHIN_MS = 30_000;
/** Asking the page whether it is done takes a slowed processor's time from what is measured. */
const ASKED_EVERY_MS = 500;

/** A package's form, opened for the first time on a slow network with a slow processor. */
export async function firstForm(browser, person) {
  const usable = [];
  const awake = [];
  for (let n = 0; n < VISITS; n += 1) {
    const times = await slowVisit(browser, person);
    usable.push(times.usable);
    awake.push(times.awake);
  }
  return row(
    'cold first visit on Slow 4G, processor 4× slowed: form usable / islands awake',
    [
      { value: median(usable), limit: 1_500, unit: 's' },
      { value: median(awake), limit: 2_200, unit: 's' },
    ],
    `a package with every type of field; medians of ${VISITS}; usable: painted, with its submit button`,
  );
}

async function slowVisit(browser, person) {
  const { context, page } = await browser.fresh(person);
  await page.addInitScript(watchForm);
  await browser.slowProcessor(context, page);
  await browser.slowNetwork(context, page);
  await page.goto(person.origin + paths.package(packages.showcase), { waitUntil: 'commit' });
  await page.waitForFunction(() => window.bench?.awake && window.bench?.painted, null, {
    timeout: VISIT_WITHIN_MS,
    polling: ASKED_EVERY_MS,
  });
  const { painted, button, awake } = await page.evaluate(() => window.bench);
  await context.close();
  return { usable: Math.max(painted, button), awake };
}

/** Runs in the page, before anything of it. */
function watchForm() {
  const bench = (window.bench = {});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) bench.painted = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    const html = document.documentElement;
    if (!bench.button && document.querySelector('main form button[value="review"]')) {
      bench.button = performance.now();
    }
    if (!bench.awake && html?.dataset.awake !== undefined) bench.awake = performance.now();
  };
  const parts = { subtree: true, childList: true, attributes: true, attributeFilter: ['data-awake'] };
  new MutationObserver(look).observe(document, parts);
}
