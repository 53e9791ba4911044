/**
 * Hostile text in every field of the cloud: a package, servers, groups and messages made of
 * markup, marks that turn writing around, control characters and texts of 100 kB. None of it may
 * come to life, with the content security policy and without; no page may become unusable.
 */
import type { Page } from '@playwright/test';
import { Canary, keepsDirection, staysInHand } from '../canary';
import { expect, people, test } from '../fixtures';

const PACKAGE = '/Demo/SLIP/packages/3e54272d98653fa155d516a86a1ec640';
const HOSTILE = ['CA1SLIPHST01', 'CA1SLIPHST02', 'CA1SLIPHST03', 'CA1SLIPHST04', 'CA1SLIPHST05'];
const REFUSING = ['CA1SLIPREF01', 'CA1SLIPREF02', 'CA1SLIPREF03'];
const TYPED = '</textarea><script>window.__canary=1</script>';

for (const policy of ['off', 'on'] as const) {
  test.describe(`with the policy ${policy}`, () => {
    test.use({ bypassCSP: policy === 'off' });

    test('hostile texts of the cloud stay text from the list to the shared page', async ({
      page,
      context,
      visit,
      awake,
      enter,
      a11y,
      javaScriptEnabled,
    }) => {
      test.setTimeout(150_000);
      const canary = new Canary();
      await canary.watch(context);
      const harmless = async () => {
        await canary.silent(page);
        await keepsDirection(page);
        await staysInHand(page);
      };

      await enter(people.admin);
      await visit('/Demo/SLIP/packages?q=hostile');
      await expect(page.locator('tbody tr')).toHaveCount(1);
      await harmless();

      await page.getByRole('link', { name: /^Hostile text everywhere/ }).click();
      await awake();
      await expect(page.getByText('{{7*7}} ${7*7} <%= 7*7 %> #{7*7}')).toBeVisible();
      await harmless();
      await a11y();

      // What a person types comes back as it was, too.
      await page.getByLabel('Server names').fill(TYPED);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await awake();
      await expect(page.locator('#errors')).toBeVisible();
      await expect(page.getByLabel('Server names')).toHaveValue(TYPED);
      await expect(page.getByLabel('1e309')).toHaveAttribute('aria-invalid', 'true');
      await harmless();
      await a11y();

      await page.getByLabel('1e309').fill('7');
      await choose(page, javaScriptEnabled !== false);
      await harmless();
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page).toHaveURL(/\/plans\//);
      await harmless();
      await a11y();

      await confirm(page, harmless);
      await expect(page).toHaveURL(/\/runs\//);
      const run = new URL(page.url()).pathname;
      await awake();
      await harmless();
      await expect(page.locator('#run-over')).toBeVisible({ timeout: 40_000 });
      const messages = page.locator('.run-message');
      await expect(messages.filter({ hasText: '<b>Not queued</b>: <script>' })).toHaveCount(1);
      await messages.locator('summary').first().click();
      await page.locator('.run-values > summary').click();
      await harmless();
      await a11y();

      await visit('/Demo/SLIP/runs?q=hostile');
      await harmless();
      await visit(`${run}/shares`);
      await harmless();
      await page.getByLabel('Show the values').check();
      await page.getByRole('button', { name: 'Make a link' }).click();
      const link = await page.getByLabel('Share link', { exact: true }).inputValue();
      await visit(new URL(link).pathname, { scripts: false });
      await expect(page.getByText(REFUSING[1] ?? '')).toBeVisible();
      await harmless();

      for (const search of ['hst', 'canary', '%E2%80%AE', TYPED]) {
        await visit(`/Demo/SLIP/servers?q=${encodeURIComponent(search)}`);
        await harmless();
      }
    });

    test('hostile values of a workflow stay text from its form to its execution', async ({
      page,
      context,
      visit,
      awake,
      enter,
      a11y,
    }) => {
      test.setTimeout(90_000);
      const canary = new Canary();
      await canary.watch(context);
      const harmless = async () => {
        await canary.silent(page);
        await keepsDirection(page);
        await staysInHand(page);
      };
      const text = `\u202e</bdi>${TYPED}<img src=x onerror="window.__canary=1">`;
      await enter(people.otto);
      await visit('/Cloudify/tenant_b/deployments');
      await harmless();
      await visit('/Cloudify/default_tenant/workflows/every_type?deployment=parameters');
      await page.getByLabel(/^a_string/).fill(text);
      await page.getByLabel(/^a_textarea/).fill(text);
      await page.getByLabel(/^a_dict/).fill(text);
      await page.getByRole('button', { name: 'Review' }).click();
      await expect(page.getByRole('alert')).toContainText('It is not JSON');
      await harmless();
      await page.getByLabel(/^a_dict/).fill(JSON.stringify({ [text]: text }));
      await page.getByLabel('Queue', { exact: true }).check();
      await page.getByRole('button', { name: 'Review' }).click();
      await expect(page).toHaveURL(/\/plans\//);
      await harmless();
      await a11y();
      await page.getByRole('button', { name: 'Start every_type on' }).click();
      await expect(page.locator('#run-over')).toContainText('The deployment succeeded', { timeout: 40_000 });
      await page.locator('.run-values > summary').click();
      await harmless();
      await visit('/Cloudify/default_tenant/executions?workflow=every_type&by=otto');
      await page.getByRole('table').locator('tbody a').first().click();
      await awake();
      await expect(page.getByText('window.__canary=1').first()).toBeVisible();
      await harmless();
      await a11y();
      for (const list of ['executions', 'deployments']) {
        await visit(`/Cloudify/default_tenant/${list}?q=${encodeURIComponent(text)}&workflow=${encodeURIComponent(text)}`);
        await harmless();
      }
    });
  });
}

/** Runs the plan. Another run on the same servers changes a verdict, which is shown first. */
async function confirm(page: Page, harmless: () => Promise<void>): Promise<void> {
  const before = page.url();
  await page.getByRole('button', { name: 'Run on 8 servers' }).click();
  await page.waitForURL((url) => url.href !== before);
  if (!page.url().includes('was=')) return;
  await harmless();
  await confirm(page, harmless);
}

/** Five hostile servers and three that refuse with hostile words. */
async function choose(page: Page, scripts: boolean): Promise<void> {
  await page.getByLabel('Server names').fill(REFUSING.join('\n'));
  if (scripts) {
    await page.getByLabel('Filter servers').fill('canary');
    await expect(page.locator('#picker-count')).toContainText('5 of');
    await page.getByRole('button', { name: 'Choose all 5 that match' }).click();
    await expect(page.locator('#picker-chosen')).toContainText('8 servers chosen');
    return;
  }
  await page.getByLabel('Search servers').fill('canary');
  await page.getByRole('button', { name: 'Find servers' }).click();
  for (const name of HOSTILE) await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
}

test('hints keep their links to the web and their line breaks, and nothing else', async ({
  page,
  visit,
  enter,
}) => {
  await enter(people.admin);
  await visit(PACKAGE);
  const hints = page.locator('.field-hint');
  const web = hints.getByRole('link', { name: /^link/ });
  await expect(web).toHaveAttribute('href', 'https://docs.example.com/');
  await expect(web).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(web).toContainText('(docs.example.com)');
  expect(await web.evaluate((link) => link.getAttributeNames().sort())).toEqual(['href', 'rel', 'target']);
  // The words of a link that leads nowhere on the web stay, the link does not.
  await expect(hints.getByText('read more')).toBeVisible();
  await expect(hints.getByRole('link', { name: 'read more' })).toHaveCount(0);
  await expect(hints.filter({ hasText: '*{display:none}' })).toHaveCount(0);
  await visit('/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378');
  const kept = page.locator('.field-hint', { hasText: 'Written to the log' });
  await expect(kept.locator('br')).toHaveCount(1);
  const links = page.locator('.field-hint a');
  await expect(links.first()).toBeVisible();
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    await expect(link).toHaveAttribute('href', /^https?:\/\//);
  }
});

test('marks that turn writing around do not reach what stands beside them', async ({
  page,
  visit,
  enter,
}) => {
  await enter(people.admin);
  await visit(PACKAGE);
  const label = page.locator('.field-label', { hasText: 'gpj.exe' });
  const name = await label.locator('bdi').boundingBox();
  const mark = await label.locator('.field-optional').boundingBox();
  if (!name || !mark) throw new Error('the label is not drawn');
  expect(mark.x, '“optional” stands behind the name').toBeGreaterThanOrEqual(name.x + name.width - 1);
});

test.describe('the watch itself', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'about scripts that run');
  const alive = '<main><script>window.__canary=1</script><p onclick="x()">‮ a</p></main>';

  test.describe('with the policy off', () => {
    test.use({ bypassCSP: true });
    test('sees a text that came to life', async ({ page, context, visit }) => {
      const canary = new Canary();
      await canary.watch(context);
      await visit('/sign-in');
      await page.setContent(alive);
      await expect(canary.silent(page)).rejects.toThrow(/trace/);
      await expect(keepsDirection(page)).rejects.toThrow(/neighbours/);
    });
  });

  test('sees what the policy stopped', async ({ page, context, visit, expectProblems }) => {
    expectProblems(/Content Security Policy/i);
    const canary = new Canary();
    await canary.watch(context);
    await visit('/sign-in');
    await page.setContent('<main></main><script>window.__canary=1</script>');
    await expect(canary.silent(page)).rejects.toThrow(/script-src/);
    expect(await page.evaluate(() => '__canary' in window)).toBe(false);
  });
});
