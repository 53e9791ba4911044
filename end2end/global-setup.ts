/** Waits until the program says that it is ready; a test must not find out by failing. */
import type { FullConfig } from '@playwright/test';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

export default async function globalSetup(config: FullConfig): Promise<void> {
  const base = config.projects[0]?.use.baseURL ?? 'http://localhost:3111';
  const ready = new URL('/readyz', base);
  const deadline = Date.now() + PATIENCE_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    last = await ask(ready);
    if (last === '200') return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${ready} was not ready within ${PATIENCE_MS / 1000} s: ${last}`);
}

async function ask(url: URL): Promise<string> {
  try {
    return String((await fetch(url, { signal: AbortSignal.timeout(5_000) })).status);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
