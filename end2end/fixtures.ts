/**
 * What every browser test starts from: `import { test, expect, people } from '../fixtures'`.
 *
 * A test fails on any problem in the background that it did not declare with `expectProblems`.
 * `visit` and `awake` wait until the islands answer, where scripts run at all.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page, type Response } from '@playwright/test';
import { violations } from './accessibility';
import { people, type Person } from './people';
import { Problems } from './problems';

const SCREENSHOTS = fileURLToPath(new URL('./screenshots/', import.meta.url));

interface Tools {
  problems: Problems;
  /** Declares problems that the test provokes: matched against "console: …", "status 404: GET …". */
  expectProblems: (...patterns: RegExp[]) => void;
  /** Resolves once the islands are awake; at once without scripts. */
  awake: (page?: Page) => Promise<void>;
  /** Opens a page and waits until it is awake. `scripts: false` for pages that carry none. */
  visit: (path: string, options?: { scripts?: boolean }) => Promise<Response | null>;
  /** Signs in through the form, as a person does. */
  signIn: (page: Page, person: Person) => Promise<void>;
  /** Signs in without the form, for tests that are about what comes after. */
  enter: (person: Person) => Promise<void>;
  /** Signs out without the form, behind the page's back. */
  leave: () => Promise<void>;
  /** The page has no known accessibility problem (WCAG 2.2 AA). */
  a11y: (page?: Page) => Promise<void>;
  /** Nothing sticks out to the side. */
  noHorizontalScroll: (page?: Page) => Promise<void>;
  /** Keeps a picture of the page; for eyes, never compared, and not where nobody looks. */
  shot: (name: string, page?: Page) => Promise<void>;
}

export const test = base.extend<Tools>({
  problems: [
    async ({ context }, use) => {
      const problems = new Problems();
      problems.watch(context);
      await use(problems);
      expect(problems.undeclared(), 'problems in the background').toEqual([]);
    },
    { auto: true },
  ],

  expectProblems: async ({ problems }, use) => {
    await use((...patterns) => problems.expect(...patterns));
  },

  awake: async ({ page: own, javaScriptEnabled }, use) => {
    await use(async (page = own) => {
      if (javaScriptEnabled !== false) await page.locator('html[data-awake]').waitFor();
    });
  },

  visit: async ({ page, awake }, use) => {
    await use(async (path, { scripts = true } = {}) => {
      const response = await page.goto(path);
      if (scripts) await awake();
      return response;
    });
  },

  signIn: async ({ awake }, use) => {
    await use(async (page, { user, password, cloud }) => {
      const name = page.getByLabel('User name');
      // A test that was sent to the form keeps the address it is to return to.
      if (!(await name.isVisible())) await page.goto('/sign-in');
      await awake(page);
      if (cloud) await page.getByLabel('Cloud').selectOption({ label: cloud });
      await name.fill(user);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
      await awake(page);
    });
  },

  enter: async ({ page, baseURL }, use) => {
    await use(async ({ user, password, cloud = 'Demo' }) => {
      const form = { user, password, cloud };
      const headers = { origin: new URL(baseURL ?? '').origin };
      const answer = await page.request.post('/sign-in', { form, headers, maxRedirects: 0 });
      expect(answer.status(), `signing in as ${user}`).toBe(303);
    });
  },

  leave: async ({ page, baseURL }, use) => {
    await use(async () => {
      const headers = { origin: new URL(baseURL ?? '').origin };
      const answer = await page.request.post('/sign-out', { headers, maxRedirects: 0 });
      expect(answer.status(), 'signing out').toBe(303);
    });
  },

  a11y: async ({ page: own, javaScriptEnabled }, use, testInfo) => {
    await use(async (page = own) => {
      const found = await violations(page, javaScriptEnabled !== false);
      expect(found, `accessibility of ${page.url()} in ${testInfo.project.name}`).toEqual([]);
    });
  },

  noHorizontalScroll: async ({ page: own }, use) => {
    await use(async (page = own) => {
      const { content, screen } = await page.locator('html').evaluate((html) => ({
        content: html.scrollWidth,
        screen: html.clientWidth,
      }));
      expect(content, `width of ${page.url()} on a screen of ${screen}`).toBeLessThanOrEqual(screen);
      const out = await page.locator('main').evaluate(stickingOut);
      expect(out, `blocks of ${page.url()} that lie over what stands beside them`).toEqual([]);
    });
  },

  shot: async ({ page: own }, use, testInfo) => {
    await use(async (name, page = own) => {
      if (process.env.CI) return;
      await mkdir(SCREENSHOTS, { recursive: true });
      const path = `${SCREENSHOTS}${name}-${testInfo.project.name}.png`;
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    });
  },
});

/** Runs in the page: blocks whose content is wider than they are, without a frame that scrolls it. */
function stickingOut(main: Element): string[] {
  const cells = 'table, table *, input, select, textarea, svg, svg *, .hush, .hush *';
  const out = [...main.querySelectorAll('*')].filter((block) => {
    if (block.matches(cells) || !block.checkVisibility()) return false;
    const { display, overflowX } = getComputedStyle(block);
    if (display === 'inline' || display === 'contents' || overflowX !== 'visible') return false;
    return block.clientWidth > 0 && block.scrollWidth > block.clientWidth + 2;
  });
  return out.map((block) => `${block.tagName.toLowerCase()}.${block.className}: ${block.scrollWidth} in ${block.clientWidth}`);
}

export { expect, people };
