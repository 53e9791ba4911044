/** Groups: on a phone and in the dark. */
import { expect, people, test } from '../fixtures';
import { openGroup } from '../groups';

test('data centers, a group and its forms fit and read', async ({
  page,
  visit,
  enter,
  a11y,
  noHorizontalScroll,
  shot,
}) => {
  test.setTimeout(60_000);
  const looksRight = async (name: string) => {
    const folds = page.locator('main details');
    await folds.evaluateAll((all) => all.forEach((fold) => fold.setAttribute('open', '')));
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await enter(people.admin);
  await visit('/Demo/SLIP/groups');
  await looksRight('groups');
  await openGroup(page, 'va1', 'Production');
  const path = new URL(page.url()).pathname;
  await looksRight('group');
  await visit(`${path}/edit`);
  await looksRight('group-edit');
  await visit(`${path}/defaults`);
  await looksRight('group-defaults');
  await visit(path);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await looksRight('group-review');
});
