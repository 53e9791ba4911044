/**
 * Watches a browser context for what a person would not see but should not happen: console errors,
 * uncaught exceptions, requests that fail, sub-resources that answer with an error.
 */
import type { BrowserContext, ConsoleMessage, Request, Response } from '@playwright/test';

export class Problems {
  private readonly seen: string[] = [];
  private readonly declared: RegExp[] = [];

  /** Watches every page of a context, those opened later included. */
  watch(context: BrowserContext): void {
    context.on('console', (message) => this.onConsole(message));
    context.on('weberror', (error) => this.seen.push(`uncaught: ${error.error().message}`));
    context.on('requestfailed', (request) => this.onFailure(request));
    context.on('response', (response) => this.onResponse(response));
  }

  /** Declares what a test provokes on purpose. */
  expect(...patterns: RegExp[]): void {
    this.declared.push(...patterns);
  }

  /** What nobody declared. */
  undeclared(): string[] {
    return this.seen.filter((problem) => !this.declared.some((pattern) => pattern.test(problem)));
  }

  private onConsole(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    // Chromium's own remark on an answer that `onResponse` judges better: it knows what was asked for.
    if (message.text().startsWith('Failed to load resource')) return;
    this.seen.push(`console: ${message.text()}`);
  }

  private onFailure(request: Request): void {
    const reason = request.failure()?.errorText ?? 'unknown';
    // The page or the person went away first; live streams always end so.
    if (reason === 'net::ERR_ABORTED') return;
    this.seen.push(`request failed: ${request.method()} ${request.url()} (${reason})`);
  }

  private onResponse(response: Response): void {
    // A page may well answer 404 or 422; its test looks at the page.
    if (response.status() < 400 || response.request().isNavigationRequest()) return;
    this.seen.push(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
  }
}
