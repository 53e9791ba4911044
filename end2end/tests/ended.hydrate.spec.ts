/**
 * A session that ended leaves nothing that Back shows, not for a moment, in a browser that keeps whole
 * pages: neither in the one where somebody else signed it out, nor after somebody else signed in.
 */
import type { Page } from '@playwright/test';
import { expect, people, test } from '../fixtures';
import { launchOptions } from '../playwright.config';
import { endElsewhere } from '../sessions';

test.use({
  launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

test.beforeEach(async ({ page, visit, signIn }) => {
  // Notes each page on which a server's name can be seen once the test says that nothing may be.
  await page.addInitScript(() => {
    const look = () => {
      const title = document.querySelector('main h1');
      const names = title?.textContent?.includes('VA1SLIP') ?? false;
      if (title && names && sessionStorage.getItem('ended') && getComputedStyle(title).visibility === 'visible') {
        sessionStorage.setItem('leaked', location.pathname);
      }
      requestAnimationFrame(look);
    };
    addEventListener('pageshow', look);
    look();
  });
  await visit('/sign-in');
  await signIn(page, people.admin);
  await visit('/Demo/SLIP/servers/va1slipweb02');
  await visit('/Demo/SLIP/servers/va1slipweb01');
  await visit('/Demo/SLIP/packages');
  await page.evaluate(() => sessionStorage.setItem('ended', 'yes'));
});

async function shownNothing(page: Page) {
  expect(await page.evaluate(() => sessionStorage.getItem('leaked'))).toBeNull();
}

test('after it ended elsewhere', async ({ page, context }) => {
  await endElsewhere(context);
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveURL(/\/sign-in\?next=.*va1slipweb01/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveURL(/\/sign-in\?next=.*va1slipweb02/);
  await shownNothing(page);
});

test('after somebody else signed in', async ({ page, context, signIn }) => {
  await endElsewhere(context);
  await page.goto('/sign-in');
  await signIn(page, people.other);
  // Each page asks whether its session lives, and then for itself anew: going on before that is
  // done would be taken back by it.
  for (const [address, heading] of [
    // Whoever is signed in is led on from the form.
    [/\/OTHR\/home$/, 'Home'],
    [/\/SLIP\/packages$/, 'Not found'],
    [/va1slipweb01/, 'Not found'],
  ] as const) {
    await page.goBack({ waitUntil: 'commit' });
    await expect(page).toHaveURL(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.locator('html')).not.toHaveAttribute('data-away');
  }
  await shownNothing(page);
});

test('while it lives, Back shows the page again', async ({ page }) => {
  await page.evaluate(() => sessionStorage.removeItem('ended'));
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('VA1SLIPWEB01');
  await expect(page.locator('html')).not.toHaveAttribute('data-away');
});
