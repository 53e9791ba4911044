/** The switch between clouds and the pages around it, on a phone and in the dark. */
import { openSwitch } from '../clouds';
import { expect, people, test } from '../fixtures';

test('the switch and the page that asks', async ({ page, visit, enter, a11y, shot, noHorizontalScroll }) => {
  const looks = async (name: string) => {
    await a11y();
    await noHorizontalScroll();
    await shot(name);
  };
  await enter(people.admin);
  await visit('/sign-in?cloud=Lab');
  await expect(page.getByLabel('Cloud')).toHaveValue('Lab');
  await looks('sign-in-another-cloud');
  await enter(people.other);
  await enter({ ...people.admin, cloud: 'Lab' });
  await visit('/Lab/SLIP/packages?q=nothing+at+all');
  await openSwitch(page);
  await looks('switch-clouds');
  await visit('/SLIP/runs');
  await looks('which-cloud');
});
