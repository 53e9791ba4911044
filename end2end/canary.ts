/**
 * Watches for text of the cloud that comes to life: a script that runs, a dialog, a window, a
 * request that the page's own program did not ask for, a report of the content security policy.
 */
import { type BrowserContext, expect, type Page } from '@playwright/test';

/** Left in the page by the demo's hostile texts, were they ever run. */
const TRACE = '__canary';

export class Canary {
  private readonly seen: string[] = [];

  /** Watches every page of a context. */
  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      document.addEventListener('securitypolicyviolation', (event) => {
        reports.push(`${event.violatedDirective} by ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('page', (page) => this.watchPage(page));
    for (const page of context.pages()) this.watchPage(page);
  }

  /** Nothing has come to life on the page, or on the way to it. */
  async silent(page: Page): Promise<void> {
    const found = await page.locator('html').evaluate((html, trace) => {
      const main = html.querySelector('main') ?? html;
      const all = [...main.querySelectorAll('*')];
      const handlers = (element: Element) =>
        element.getAttributeNames().some((name) => name.startsWith('on'));
      const links = [...main.querySelectorAll<HTMLAnchorElement>('a[href]')];
      return {
        trace: Reflect.get(window, trace),
        reports: Reflect.get(window, 'reports') ?? [],
        elements: all
          .filter((element) => element.matches('script, style, iframe, img, base, meta, object'))
          .map((element) => element.outerHTML),
        handlers: all.filter(handlers).map((element) => element.outerHTML),
        links: links.map((link) => link.href).filter((href) => !/^https?:/.test(href)),
        hidden: getComputedStyle(document.body).display === 'none',
      };
    }, TRACE);
    expect({ ...found, seen: this.seen }, `what came to life on ${page.url()}`).toEqual({
      trace: undefined,
      reports: [],
      elements: [],
      handlers: [],
      links: [],
      hidden: false,
      seen: [],
    });
  }

  private watchPage(page: Page): void {
    page.on('dialog', (dialog) => {
      this.seen.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => this.seen.push(`window: ${popup.url()}`));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.seen.push(message.text());
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      const own = page.url() === 'about:blank' || url.host === new URL(page.url()).host;
      // The demo's pictures ask for `x` beside the page.
      if (!own || url.pathname.endsWith('/x')) this.seen.push(`request: ${request.url()}`);
    });
  }
}

/** Texts that steer the direction of writing stand in elements that keep it to themselves. */
export async function keepsDirection(page: Page): Promise<void> {
  const loose = await page.locator('main').evaluate((main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const steers = /[\u202a-\u202e\u2066-\u2069]/.test(text);
      const kept = node.parentElement?.closest('bdi, [dir=auto], option');
      if (steers && !kept) found.push(`${node.parentElement?.outerHTML}`.slice(0, 200));
    }
    return found;
  });
  expect(loose, `texts of ${page.url()} that turn their neighbours around`).toEqual([]);
}

/** A page is one that people can still read and reach the end of. */
export async function staysInHand(page: Page, tallest = 20_000): Promise<void> {
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 800 });
    const size = await page.locator('html').evaluate((html) => ({
      wide: html.scrollWidth,
      tall: html.scrollHeight,
    }));
    expect(size.wide, `width of ${page.url()} on a screen of ${width}`).toBeLessThanOrEqual(width);
    expect(size.tall, `height of ${page.url()} on a screen of ${width}`).toBeLessThan(tallest);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
