/** Values of a workflow's form are checked while they are typed, and what there is to name is found. */
import { expect, people, test } from '../fixtures';

const FORM = '/Cloudify/default_tenant/workflows/every_type?deployment=parameters';

test('a broken value is told at its field before the review', async ({
  page,
  visit,
  enter,
  a11y,
}) => {
  await enter(people.ursula);
  await visit(FORM);
  const dict = page.getByLabel('a_dict');
  await dict.fill('{"k": [1,\n 2}');
  await dict.blur();
  await expect(dict).toHaveAccessibleDescription(/in line 2, column/);
  await expect(dict).toHaveAttribute('aria-invalid', 'true');
  await a11y();
  await dict.fill('{"k": [1,\n 2]}');
  await expect(dict).not.toHaveAttribute('aria-invalid', 'true');
  const number = page.getByLabel('a_integer');
  await number.fill('7');
  await number.blur();
  await expect(number).not.toHaveAttribute('aria-invalid', 'true');
});

test('what there is to name is searched for while it is typed', async ({ page, visit, enter }) => {
  await enter(people.ursula);
  await visit(FORM);
  const deployment = page.getByLabel('a_deployment_id');
  const list = page.locator(`#${await deployment.getAttribute('list')} option`);
  await expect(list.and(page.locator('[value="web-39"]'))).toHaveCount(0);
  await deployment.pressSequentially('web-39');
  await expect(list.and(page.locator('[value="web-39"]'))).toHaveCount(1);
  await expect(list.first()).toBeAttached();
});
