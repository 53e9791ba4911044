/** The page of a server and its form: on a phone and in the dark. */
import { expect, people, test } from '../fixtures';

for (const path of ['/Demo/SLIP/servers/va1slipweb01', '/Demo/SLIP/servers/va1slipdb01', '/Demo/SLIP/servers/va1slipweb01/edit']) {
  test(`${path} fits and reads`, async ({ page, visit, enter, a11y, noHorizontalScroll, shot }) => {
    await enter(people.admin);
    await visit(path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/VA1SLIP/);
    const folds = page.locator('main details');
    await folds.evaluateAll((all) => all.forEach((fold) => fold.setAttribute('open', '')));
    await a11y();
    await noHorizontalScroll();
    await shot(path.slice(1).replaceAll('/', '-'));
  });
}
