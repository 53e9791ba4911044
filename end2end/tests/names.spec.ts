/** Names and roles of every page as assistive technology hears them; only what stays the same. */
import { expect, people, test } from '../fixtures';
import { packages, servers, startRun } from '../runs';

test('the sign-in form', async ({ page, visit }) => {
  await visit('/sign-in');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Sign in" [level=1]
    - combobox "Cloud"
    - textbox "User name"
    - textbox "Password"
    - button "Sign in"
  `);
});

test('the shell, packages and the form of one', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/packages');
  await expect(page.getByRole('complementary', { name: 'Portal' })).toMatchAriaSnapshot(`
    - link "Slipway"
    - navigation "Sections":
      - list:
        - listitem:
          - link "Home"
        - listitem:
          - link "Packages"
        - listitem:
          - link "Runs"
        - listitem:
          - link "Servers"
    - group "Theme":
      - button "System" [pressed]
      - button "Light"
      - button "Dark"
    - button "Sign out"
  `);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Packages" [level=1]
    - search:
      - searchbox "Search by name or description"
      - combobox "Visibility"
      - combobox "Operating system"
      - button "Filter"
    - region "Packages":
      - table:
        - rowgroup:
          - row "Name Description Visibility Runs on Parameters Star"
  `);
  await visit('/Demo/SLIP/packages/64446c8e386bebf2a2accab865469378');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Breadcrumbs"
    - heading /^Showcase/ [level=1]
    - group "Parameters":
      - textbox "Greeting"
      - textbox "Workers"
      - radiogroup "Environment":
        - radio "Production"
        - radio "Staging" [checked]
        - radio "Development"
      - group "Features optional":
        - checkbox "Metrics" [checked]
        - checkbox "Log shipping" [checked]
        - checkbox "Tracing"
        - checkbox "Backups"
    - group "Servers":
      - textbox "Server names"
    - group "Calls":
      - radiogroup "How servers are spread over calls":
        - radio "One call per server" [checked]
        - radio "One call per data center"
    - group "Secrets":
      - textbox "Administrator password"
    - button "Review"
  `);
});

test('servers, runs, a run and its links', async ({ page, visit, enter }) => {
  await enter(people.admin);
  await visit('/Demo/SLIP/servers');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Servers" [level=1]
    - search:
      - searchbox "Search by name, IP, description, group or custom field"
      - combobox "Data center"
      - combobox "Status"
      - combobox "Power"
      - combobox "Operating system"
      - button "Filter"
    - region "Servers":
      - table
    - navigation "Pages":
      - paragraph: /1–50 of \\d+ servers/
      - link "Next"
  `);
  const run = await startRun(page, packages.failsOnEveryThird, await servers(page, 3, 28));
  await visit('/Demo/SLIP/runs');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Runs" [level=1]
    - navigation "Whose runs"
    - search:
      - searchbox "Search by title or number"
      - combobox "Kind"
      - combobox "State"
      - combobox "Outcome"
      - button "Filter"
    - region "Runs":
      - table:
        - rowgroup:
          - row "State Run What Kind Servers Progress Started by Started Took"
  `);
  await visit(run);
  await expect(page.locator('#run-state')).toHaveText('finished', { timeout: 25_000 });
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Breadcrumbs":
      - list:
        - listitem:
          - link "Runs"
    - heading /fails on every third server/ [level=1]
    - link "Share"
    - status:
      - paragraph: /succeeded|failed/
    - button /Run again on/
    - navigation "Servers by state"
    - region "Servers":
      - table:
        - rowgroup:
          - row "Status Server Data center Queued Began Ended Took Message"
  `);
  await visit(`${run}/shares`);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Share links" [level=1]
    - radiogroup "Opens for":
      - radio "1 hour"
      - radio "1 day" [checked]
      - radio "7 days"
      - radio "30 days"
    - group "Also show optional":
      - checkbox "Show the values the run was started with"
    - button "Make a link"
  `);
});
