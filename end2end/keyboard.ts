/** Goes through pages with nothing but the keyboard, and minds that the focus is always seen. */
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page of the tests has. */
const MOST = 150;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab until `target` has the focus; every stop on the way has to show. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let stops = 0; stops < MOST; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
      await this.shows();
    }
    throw new Error(`${MOST} stops did not lead to ${target} on ${this.page.url()}`);
  }

  /** Goes to `target` and presses a key there. */
  async press(target: Locator, key: 'Enter' | 'Space'): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /** Goes to `target` and types, in place of what stands there. */
  async type(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Skips the rail: the first stop of every page is the link that does. */
  async skip(): Promise<void> {
    const link = this.page.getByRole('link', { name: 'Skip to the content' });
    await this.to(link);
    await expect(link).toBeInViewport();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('main')).toBeFocused();
  }

  /** What has the focus is in sight and looks like it. */
  private async shows(): Promise<void> {
    const hidden = await this.page.locator('html').evaluate(() => {
      const focused = document.activeElement;
      // Between the last stop and the first the browser's own frame has the focus.
      if (!focused || focused === document.body) return null;
      const style = getComputedStyle(focused);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
      const box = focused.getBoundingClientRect();
      const inSight = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
      const seen = (outlined || style.boxShadow !== 'none') && inSight;
      return seen ? null : focused.outerHTML.slice(0, 200);
    });
    expect(hidden, `what has the focus on ${this.page.url()} without showing it`).toBeNull();
  }
}
