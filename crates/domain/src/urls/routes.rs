//! Route patterns for the router; the functions of [`super`] fill them.

/// Sends strangers to the sign-in form and others to their packages.
pub const HOME: &str = "/";
/// Sign-in form and its post.
pub const SIGN_IN: &str = "/sign-in";
/// Ends the session (post).
pub const SIGN_OUT: &str = "/sign-out";
/// A style sheet without rules that the sign-in form asks for: after a sign-out its answer has a
/// browser give up the pages that it kept.
pub const SIGNED_OUT: &str = "/signed-out.css";
/// Whether a session still lives, for pages that are shown again without having been asked for.
pub const SESSION: &str = "/session";
/// Chooses light, dark or the system's theme (post).
pub const THEME: &str = "/theme";
/// Packages of an account.
pub const PACKAGES: &str = "/{account}/packages";
/// One package: form (get).
pub const PACKAGE: &str = "/{account}/packages/{package}";
/// The form's post: checks it and leads to the review, or back with its errors.
pub const REVIEW: &str = "/{account}/packages/{package}/review";
/// A reviewed plan.
pub const PLAN: &str = "/{account}/plans/{plan}";
/// Confirms a plan (post).
pub const PLAN_RUN: &str = "/{account}/plans/{plan}/run";
/// Leaves a plan for its form again, with everything kept but secrets (post).
pub const PLAN_EDIT: &str = "/{account}/plans/{plan}/edit";
/// Runs of an account.
pub const RUNS: &str = "/{account}/runs";
/// One run.
pub const RUN: &str = "/{account}/runs/{run}";
/// Its live changes (server-sent events).
pub const RUN_EVENTS: &str = "/{account}/runs/{run}/events";
/// Stops watching (post).
pub const RUN_STOP: &str = "/{account}/runs/{run}/stop";
/// Starts a form for some of its servers again (post).
pub const RUN_AGAIN: &str = "/{account}/runs/{run}/again";
/// A person's answer about calls that got no answer (post).
pub const RUN_ANSWER: &str = "/{account}/runs/{run}/answer";
/// Goes on with a paused run (post).
pub const RUN_RESUME: &str = "/{account}/runs/{run}/resume";
/// Its share links (get, post).
pub const SHARES: &str = "/{account}/runs/{run}/shares";
/// Revokes a share link (post).
pub const SHARE_REVOKE: &str = "/{account}/runs/{run}/shares/{share}/revoke";
/// Servers of an account.
pub const SERVERS: &str = "/{account}/servers";
/// All servers of the list that match, as a file for spreadsheets.
pub const SERVERS_CSV: &str = "/{account}/servers.csv";
/// The same as JSON.
pub const SERVERS_JSON: &str = "/{account}/servers.json";
/// Chooses columns and density of the list (post).
pub const SERVERS_VIEW: &str = "/{account}/servers/view";
/// The form that has servers built.
pub const SERVER_NEW: &str = "/{account}/servers/new";
/// Its post: checks it and leads to the review, or back with its errors.
pub const SERVER_NEW_REVIEW: &str = "/{account}/servers/new/review";
/// One server.
pub const SERVER: &str = "/{account}/servers/{server}";
/// Its form (get); changes description, group and custom fields (post).
pub const SERVER_EDIT: &str = "/{account}/servers/{server}/edit";
/// Orders a change of its hardware (post): leads to its review.
pub const SERVER_HARDWARE: &str = "/{account}/servers/{server}/hardware";
/// Shows its root password (post).
pub const SERVER_CREDENTIALS: &str = "/{account}/servers/{server}/credentials";
/// Keeps a choice of servers (post): leads to the packages that can run on them.
pub const CHOOSE: &str = "/{account}/servers/choose";
/// Orders an operation on servers (post): leads to its review.
pub const OPERATE: &str = "/{account}/servers/operate";
/// Data centers of an account with their groups.
pub const GROUPS: &str = "/{account}/groups";
/// The form for a new group (get); makes it (post).
pub const GROUP_NEW: &str = "/{account}/groups/new";
/// One group.
pub const GROUP: &str = "/{account}/groups/{group}";
/// Its form (get); changes its name, description, place and custom fields (post).
pub const GROUP_EDIT: &str = "/{account}/groups/{group}/edit";
/// What new servers in it begin with: the form (get) and its post.
pub const GROUP_DEFAULTS: &str = "/{account}/groups/{group}/defaults";
/// Orders that it is archived, restored or deleted (post): leads to its review.
pub const GROUP_ORDER: &str = "/{account}/groups/{group}/order";
/// The compact inventory that the picker loads.
pub const INVENTORY: &str = "/{account}/inventory.json";
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
/// The built browser files.
pub const SITE: &str = "/pkg/{*file}";
