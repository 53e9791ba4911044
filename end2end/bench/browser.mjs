/** Chromium for measuring: fresh contexts, a slow processor, a slow network. */
import { chromium } from 'playwright-core';

/** What Chromium's own tools call Slow 4G. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 180_000,
  uploadThroughput: 84_375,
};
const SLOWDOWN = 4;
const AWAKE = 'html[data-awake]';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export class Browser {
  static async launch(executablePath) {
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath: executablePath || undefined,
      args: ARGUMENTS,
    });
    return browser;
  }

  /** An empty cache, with the cookies of a person. */
  async fresh(person) {
    const context = await this.chromium.newContext({ viewport: { width: 1280, height: 800 } });
    const cookies = [...person.cookies].map(([name, value]) => ({ name, value, url: person.origin }));
    await context.addCookies(cookies);
    return { context, page: await context.newPage() };
  }

  /** Opens a page and waits until it is awake and nothing more is loaded. */
  async open(page, url) {
    const answer = await page.goto(url);
    if (answer.status() !== 200) throw new Error(`${url} answered ${answer.status()}`);
    await page.locator(AWAKE).waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
  }

  async slowProcessor(context, page) {
    const wire = await context.newCDPSession(page);
    await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  }

  async slowNetwork(context, page) {
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    await wire.send('Network.emulateNetworkConditions', SLOW_4G);
  }

  close() {
    return this.chromium.close();
  }
}
