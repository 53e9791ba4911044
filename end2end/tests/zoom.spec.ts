/** At 400 % zoom a screen of 1280 × 1024 has 320 × 256 pixels: what has the focus is never covered. */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { packages } from '../runs';

test.use({ viewport: { width: 320, height: 256 } });

/** What lies over the middle of the focused element, if anything else does. */
function covering(page: Page) {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const x = Math.min(Math.max(left + Math.min(width, 40) / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(top + Math.min(height, 24) / 2, 1), innerHeight - 2);
    const found = document.elementFromPoint(x, y);
    if (!found || focused.contains(found) || found.contains(focused)) return null;
    if (found.closest('label')?.contains(focused)) return null;
    const sticks = (node: Element | null): boolean =>
      node !== null && (['sticky', 'fixed'].includes(getComputedStyle(node).position) || sticks(node.parentElement));
    return sticks(found) ? `${focused.outerHTML.slice(0, 80)} under ${found.className}` : null;
  });
}

for (const [what, path, presses] of [
  ['the list of servers', '/Demo/SLIP/servers', 60],
  ['the form of a package', `/Demo/SLIP/packages/${packages.failsOnEveryThird}`, 30],
  ['the form of a new server', '/Demo/SLIP/servers/new', 50],
  ['the runs', '/Demo/SLIP/runs', 20],
] as const) {
  test(`nothing covers what has the focus in ${what}`, async ({ page, visit, enter }) => {
    test.slow();
    await enter(people.admin);
    await visit(path);
    for (let press = 0; press < presses; press += 1) {
      await page.keyboard.press('Tab');
      expect(await covering(page), `after ${press + 1} presses`).toBeNull();
    }
    for (let press = 0; press < presses; press += 1) {
      await page.keyboard.press('Shift+Tab');
      expect(await covering(page), `after ${press + 1} presses back`).toBeNull();
    }
  });
}
