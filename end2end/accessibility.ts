/**
 * Accessibility by axe, against WCAG 2.2 AA.
 *
 * axe is a script itself. A page in a context without scripts is therefore copied, as it stands and
 * less its own scripts, into a context with them.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCRIPTS = /<script\b[\s\S]*?<\/script>/gi;

export interface Violation {
  id: string;
  help: string;
  where: string[];
}

/** What axe objects to, in a form that reads well when a test fails. */
export async function violations(page: Page, scripts: boolean): Promise<Violation[]> {
  return scripts ? audit(page) : auditCopy(page);
}

async function audit(page: Page): Promise<Violation[]> {
  const runOnly = { type: 'tag' as const, values: WCAG };
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] });
  // No page has frames, so that what axe finds need not be joined in a page of its own.
  const results = await axe.setLegacyMode(true).analyze();
  return results.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(' ')),
  }));
}

async function auditCopy(page: Page): Promise<Violation[]> {
  // Said outright: a new context takes the project's settings otherwise.
  const settings = { javaScriptEnabled: true, viewport: page.viewportSize() };
  const context = await page.context().browser()?.newContext(settings);
  if (!context) throw new Error('the page belongs to no browser');
  try {
    const copy = await context.newPage();
    // From the same origin, so that style sheets load under the program's own policy.
    await copy.goto(new URL('/robots.txt', page.url()).href);
    await copy.setContent((await page.content()).replace(SCRIPTS, ''), { waitUntil: 'load' });
    return await audit(copy);
  } finally {
    await context.close();
  }
}
