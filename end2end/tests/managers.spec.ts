/** Password managers keep off what is no sign-in, and find the one that there is. */
import { expect, people, test } from '../fixtures';

const SHOWCASE = '64446c8e386bebf2a2accab865469378';

for (const [what, path] of [
  ['a package', `/Demo/SLIP/packages/${SHOWCASE}`],
  ['a new server', '/Demo/SLIP/servers/new'],
] as const) {
  test(`no field of ${what} looks like a sign-in`, async ({ page, visit, enter }) => {
    await enter(people.admin);
    await visit(path);
    const fields = page.locator('form :is(input:is([type=text], [type=password]), textarea)');
    expect(await fields.count()).toBeGreaterThan(2);
    for (const field of await fields.all()) {
      const about = (await field.getAttribute('name')) ?? '';
      for (const [name, value] of [
        ['data-1p-ignore', 'true'],
        ['data-lpignore', 'true'],
        ['data-bwignore', 'true'],
        ['data-form-type', 'other'],
        ['autocomplete', /^(off|new-password)$/],
      ] as const) {
        await expect(field, about).toHaveAttribute(name, value);
      }
    }
  });
}

test('the sign-in form is one', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('User name')).toHaveAttribute('autocomplete', 'username');
  const password = page.getByLabel('Password');
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  await expect(password).not.toHaveAttribute('data-1p-ignore');
});
