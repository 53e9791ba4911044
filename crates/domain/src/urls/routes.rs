//! Route patterns for the router; the functions of [`super`] fill them.

/// Sends strangers to the sign-in form and others to the home of their first account.
pub const HOME: &str = "/";
/// Sign-in form and its post.
pub const SIGN_IN: &str = "/sign-in";
/// Ends the session (post); tells what goes on then (get).
pub const SIGN_OUT: &str = "/sign-out";
/// A style sheet without rules that the sign-in form asks for: after a sign-out its answer has a
/// browser give up the pages that it kept.
pub const SIGNED_OUT: &str = "/signed-out.css";
/// Whether a session still lives, for pages that are shown again without having been asked for.
pub const SESSION: &str = "/session";
/// Chooses light, dark or the system's theme (post).
pub const THEME: &str = "/theme";
/// What needs a person, what goes on and what they use, in an account.
pub const HOME_OF: &str = "/{cloud}/{account}/home";
/// Packages of an account.
pub const PACKAGES: &str = "/{cloud}/{account}/packages";
/// One package: form (get).
pub const PACKAGE: &str = "/{cloud}/{account}/packages/{package}";
/// Stars a package, or takes the star back (post).
pub const STAR: &str = "/{cloud}/{account}/packages/{package}/star";
/// The form's post: checks it and leads to the review, or back with its errors.
pub const REVIEW: &str = "/{cloud}/{account}/packages/{package}/review";
/// A reviewed plan.
pub const PLAN: &str = "/{cloud}/{account}/plans/{plan}";
/// Confirms a plan (post).
pub const PLAN_RUN: &str = "/{cloud}/{account}/plans/{plan}/run";
/// Leaves a plan for its form again, with everything kept but secrets (post).
pub const PLAN_EDIT: &str = "/{cloud}/{account}/plans/{plan}/edit";
/// Sets a plan's rollout (post).
pub const PLAN_ROLLOUT: &str = "/{cloud}/{account}/plans/{plan}/rollout";
/// Runs of an account.
pub const RUNS: &str = "/{cloud}/{account}/runs";
/// One run.
pub const RUN: &str = "/{cloud}/{account}/runs/{run}";
/// How its targets stand, as a file for spreadsheets.
pub const RUN_CSV: &str = "/{cloud}/{account}/runs/{run}/targets.csv";
/// The same as JSON.
pub const RUN_JSON: &str = "/{cloud}/{account}/runs/{run}/targets.json";
/// Its live changes (server-sent events).
pub const RUN_EVENTS: &str = "/{cloud}/{account}/runs/{run}/events";
/// Stops watching (post).
pub const RUN_STOP: &str = "/{cloud}/{account}/runs/{run}/stop";
/// Pauses, resumes or ends a run's rollout (post).
pub const RUN_ROLLOUT: &str = "/{cloud}/{account}/runs/{run}/rollout";
/// Cancels what is under way (post).
pub const RUN_CANCEL: &str = "/{cloud}/{account}/runs/{run}/cancel";
/// Asks the cloud once more about unknown ends (post).
pub const RUN_ASK_AGAIN: &str = "/{cloud}/{account}/runs/{run}/ask-again";
/// Starts a form for some of its servers again (post).
pub const RUN_AGAIN: &str = "/{cloud}/{account}/runs/{run}/again";
/// A person's answer about calls that got no answer (post).
pub const RUN_ANSWER: &str = "/{cloud}/{account}/runs/{run}/answer";
/// Goes on with a paused run (post).
pub const RUN_RESUME: &str = "/{cloud}/{account}/runs/{run}/resume";
/// Its share links (get, post).
pub const SHARES: &str = "/{cloud}/{account}/runs/{run}/shares";
/// Revokes a share link (post).
pub const SHARE_REVOKE: &str = "/{cloud}/{account}/runs/{run}/shares/{share}/revoke";
/// Executions of workflows of an account.
pub const EXECUTIONS: &str = "/{cloud}/{account}/executions";
/// One execution.
pub const EXECUTION: &str = "/{cloud}/{account}/executions/{execution}";
/// Cancels, kills or resumes it (post).
pub const EXECUTION_ACT: &str = "/{cloud}/{account}/executions/{execution}/act";
/// Makes it a run, so that it can be shared (post).
pub const EXECUTION_SHARE: &str = "/{cloud}/{account}/executions/{execution}/share";
/// The form that sets its status by hand (get), and its post.
pub const EXECUTION_STATUS: &str = "/{cloud}/{account}/executions/{execution}/status";
/// A part of what it wrote, for its page.
pub const EXECUTION_LOG: &str = "/{cloud}/{account}/executions/{execution}/log.json";
/// All that it wrote, as a file.
pub const EXECUTION_LOG_FILE: &str = "/{cloud}/{account}/executions/{execution}/log.txt";
/// Deployments of an account (get); chooses some for a workflow (post).
pub const DEPLOYMENTS: &str = "/{cloud}/{account}/deployments";
/// One deployment.
pub const DEPLOYMENT: &str = "/{cloud}/{account}/deployments/{deployment}";
/// The workflows that chosen deployments have.
pub const WORKFLOWS: &str = "/{cloud}/{account}/workflows";
/// The form that starts one of them (get); checks it and leads to the review (post).
pub const WORKFLOW: &str = "/{cloud}/{account}/workflows/{workflow}";
/// Servers of an account.
pub const SERVERS: &str = "/{cloud}/{account}/servers";
/// All servers of the list that match, as a file for spreadsheets.
pub const SERVERS_CSV: &str = "/{cloud}/{account}/servers.csv";
/// The same as JSON.
pub const SERVERS_JSON: &str = "/{cloud}/{account}/servers.json";
/// Chooses columns and density of the list (post).
pub const SERVERS_VIEW: &str = "/{cloud}/{account}/servers/view";
/// The form that has servers built.
pub const SERVER_NEW: &str = "/{cloud}/{account}/servers/new";
/// Its post: checks it and leads to the review, or back with its errors.
pub const SERVER_NEW_REVIEW: &str = "/{cloud}/{account}/servers/new/review";
/// One server.
pub const SERVER: &str = "/{cloud}/{account}/servers/{server}";
/// Its form (get); changes description, group and custom fields (post).
pub const SERVER_EDIT: &str = "/{cloud}/{account}/servers/{server}/edit";
/// Orders a change of its hardware (post): leads to its review.
pub const SERVER_HARDWARE: &str = "/{cloud}/{account}/servers/{server}/hardware";
/// Shows its root password (post).
pub const SERVER_CREDENTIALS: &str = "/{cloud}/{account}/servers/{server}/credentials";
/// Keeps a choice of servers (post): leads to the packages that can run on them.
pub const CHOOSE: &str = "/{cloud}/{account}/servers/choose";
/// Orders an operation on servers (post): leads to its review.
pub const OPERATE: &str = "/{cloud}/{account}/servers/operate";
/// Data centers of an account with their groups.
pub const GROUPS: &str = "/{cloud}/{account}/groups";
/// The form for a new group (get); makes it (post).
pub const GROUP_NEW: &str = "/{cloud}/{account}/groups/new";
/// One group.
pub const GROUP: &str = "/{cloud}/{account}/groups/{group}";
/// Its form (get); changes its name, description, place and custom fields (post).
pub const GROUP_EDIT: &str = "/{cloud}/{account}/groups/{group}/edit";
/// What new servers in it begin with: the form (get) and its post.
pub const GROUP_DEFAULTS: &str = "/{cloud}/{account}/groups/{group}/defaults";
/// Orders that it is archived, restored or deleted (post): leads to its review.
pub const GROUP_ORDER: &str = "/{cloud}/{account}/groups/{group}/order";
/// The compact inventory that the picker loads.
pub const INVENTORY: &str = "/{cloud}/{account}/inventory.json";
/// A shared run, open to whoever holds the token.
pub const SHARED: &str = "/s/{token}";
/// Process is up.
pub const HEALTHZ: &str = "/healthz";
/// Store and settings are usable.
pub const READYZ: &str = "/readyz";
/// Prometheus metrics.
pub const METRICS: &str = "/metrics";
/// Where server functions live.
pub const SERVER_FUNCTIONS: &str = "/api/{*function}";
/// The one that gives the verdict on a value of a package form.
pub const CHECK_VALUE: &str = "/api/check-value";
/// The one that gives the verdict on a value of a workflow's form.
pub const CHECK_PARAMETER: &str = "/api/check-parameter";
/// What all built browser files lie below.
pub const SITE_FOLDER: &str = "/pkg/";
/// The built browser files.
pub const SITE: &str = "/pkg/{*file}";

/// Routes without a cloud; what they begin with is no name for one.
const FIXED: [&str; 11] = [
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    SESSION,
    THEME,
    SHARED,
    HEALTHZ,
    READYZ,
    METRICS,
    SERVER_FUNCTIONS,
    SITE,
];

/// What routes of an account begin with.
pub const SCOPED: &str = "/{cloud}/{account}/";

/// Whether a cloud of this name would have addresses of its own, whatever its name is encoded to.
pub fn names_a_cloud(name: &str) -> bool {
    let mut first = FIXED.iter().filter_map(|route| route.split('/').nth(1));
    // Browsers resolve dots before they ask.
    !matches!(name, "." | "..") && first.all(|fixed| fixed != name)
}

/// What follows the account in [`SCOPED`] routes.
pub(super) fn is_section(segment: &str) -> bool {
    let scoped = [
        PACKAGES,
        PLAN,
        RUNS,
        SERVERS,
        SERVERS_CSV,
        SERVERS_JSON,
        GROUPS,
        INVENTORY,
    ];
    let mut sections = scoped.iter().filter_map(|route| route.split('/').nth(3));
    sections.any(|section| section == segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cloud_is_called_like_a_fixed_route() {
        for fixed in [
            "s", "pkg", "api", "sign-in", "sign-out", "session", "theme", "metrics", "..",
        ] {
            assert!(!names_a_cloud(fixed), "{fixed}");
        }
        for name in ["Demo", "S", "west", "My cloud", "packages", "a/b"] {
            assert!(names_a_cloud(name), "{name}");
        }
    }
}
