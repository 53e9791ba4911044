/**
 * How the browser tests run.
 *
 * Four projects look at the same program: scripts on, scripts off, a phone, dark colours. Phone and
 * dark run what looks at every page (`smoke.spec.ts`, `*.look.spec.ts`) and what is named for one.
 */
import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const onCi = Boolean(process.env.CI);
const installed = process.env.CHROMIUM || '/usr/bin/chromium';

/** How browsers are started. */
export const launchOptions = {
  // Without either, Playwright starts the Chromium that it fetched itself.
  executablePath: existsSync(installed) ? installed : undefined,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};

const desktop = { ...devices['Desktop Chrome'] };

export default defineConfig({
  testDir: './tests',
  fullyParallel: true,
  forbidOnly: onCi,
  retries: onCi ? 1 : 0,
  workers: 2,
  timeout: 30_000,
  // Continuous integration has an end; better to see which test hangs than to be cut off.
  globalTimeout: onCi ? 35 * 60_000 : 0,
  expect: { timeout: 5_000 },
  reporter: [['list']],
  globalSetup: './global-setup.ts',
  use: {
    baseURL: process.env.PORTAL_URL || 'http://localhost:3111',
    // Recording every test would take a fifth of the time; what fails runs again on CI and is recorded then.
    trace: onCi ? 'on-first-retry' : 'retain-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions,
  },
  projects: [
    { name: 'hydrated', use: desktop, testIgnore: /\.(no-js|phone|dark|look)\.spec\.ts$/ },
    {
      name: 'no-js',
      use: { ...desktop, javaScriptEnabled: false },
      testIgnore: /\.(hydrate|phone|dark|look)\.spec\.ts$/,
    },
    { name: 'phone', use: { ...devices['Pixel 7'] }, testMatch: /(smoke|\.phone|\.look)\.spec\.ts$/ },
    {
      name: 'dark',
      use: { ...desktop, colorScheme: 'dark' },
      testMatch: /(smoke|\.dark|\.look)\.spec\.ts$/,
    },
  ],
});
