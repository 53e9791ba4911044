//! Every address of the portal, on both sides of the wire.
//!
//! Pages and redirects build their links here and the router takes its patterns from
//! [`routes`], so that no path is ever spelled twice. Cloud and account begin every address
//! that shows account data.

mod deployments;
mod execution_view;
mod executions;
mod filters;
mod left_out;
mod local_path;
mod of_create;
mod of_group;
mod of_server;
pub mod routes;
mod run_filter;
mod run_view;
mod selection;
mod server_filter;
mod servers;

pub use deployments::{
    DeploymentFilter, ForDeployments, deployment, deployments, workflow, workflows,
};
pub use execution_view::{
    ExecutionView, LogFrom, LogView, execution_act, execution_log, execution_log_file,
    execution_share, execution_status, execution_view,
};
pub use executions::{
    ACCOUNT, ExecutionFilter, ExecutionSort, account_asked_for, execution, executions,
};
pub use filters::{PackageFilter, choice_of};
pub use local_path::LocalPath;
pub use of_create::{CreateFrom, create_review, create_server};
pub use of_group::{
    GroupNote, group, group_defaults, group_edit, group_new, group_noted, group_order,
    group_refresh, groups, groups_refresh, servers_of_group,
};
pub use of_server::{
    ServerNote, server, server_credentials, server_edit, server_hardware, server_noted,
};
pub use run_filter::{RunFilter, RunSort};
pub use run_view::{Confirming, RunView};
pub use selection::{SELECTION, SelectionId, ending, made_of};
pub use server_filter::{ServerFilter, ServerSort};
pub use servers::{
    choose, inventory, operate, servers, servers_csv, servers_ids, servers_json, servers_refresh,
    servers_view,
};

use crate::ids::{CloudName, PackageId};
use crate::run::RunName;
use crate::scope::Scope;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Encodes text for one path segment.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Appends `pairs` as a query, or nothing where there are none.
fn with_query<'a>(path: String, pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        query.append_pair(name, &value);
    }
    let query = query.finish();
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

fn scoped(scope: &Scope, rest: &str) -> String {
    let (cloud, account) = (scope.cloud.as_str(), scope.account.as_str());
    format!("/{}/{}/{rest}", segment(cloud), segment(account))
}

/// The sign-in form, leading to `next` afterwards.
pub fn sign_in(next: Option<&LocalPath>) -> String {
    with_query(
        routes::SIGN_IN.to_owned(),
        next.map(|path| ("next", path.as_str().to_owned())),
    )
}

/// Where somebody signs in to this cloud as well.
pub fn sign_in_to(cloud: &CloudName) -> String {
    with_query(routes::SIGN_IN.to_owned(), [("cloud", cloud.to_string())])
}

/// Where an account of a cloud begins.
pub fn home(scope: &Scope) -> String {
    scoped(scope, "home")
}

/// Stars a package (post).
pub fn star(scope: &Scope, id: &PackageId) -> String {
    format!("{}/star", package(scope, id))
}

/// Packages, filtered.
pub fn packages(scope: &Scope, filter: &PackageFilter) -> String {
    with_query(scoped(scope, "packages"), filter.pairs())
}

/// One package's form.
pub fn package(scope: &Scope, package: &PackageId) -> String {
    scoped(scope, &format!("packages/{}", segment(package.as_str())))
}

/// One package's form, with the servers of a kept choice chosen.
pub fn package_for(scope: &Scope, id: &PackageId, choice: Option<&str>) -> String {
    let choice = choice.map(|choice| (filters::CHOICE, choice.to_owned()));
    with_query(package(scope, id), choice)
}

/// One package's form with a kept draft.
pub fn package_draft(scope: &Scope, id: &PackageId, draft: &str) -> String {
    with_query(package(scope, id), [("draft", draft.to_owned())])
}

/// A page whose form is drawn again from a kept draft.
pub fn page_draft(page: &LocalPath, draft: &str) -> String {
    with_query(page.to_string(), [("draft", draft.to_owned())])
}

/// The draft that a raw query names.
pub fn draft_of(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let draft = pairs.find(|(name, _)| name == "draft")?;
    Some(draft.1.into_owned())
}

/// One package's form with a kept draft, at its servers.
pub fn package_servers(scope: &Scope, id: &PackageId, draft: &str) -> String {
    format!("{}#servers", package_draft(scope, id, draft))
}

/// Where the package form posts to.
pub fn review(scope: &Scope, id: &PackageId) -> String {
    format!("{}/review", package(scope, id))
}

/// A reviewed plan.
pub fn plan(scope: &Scope, plan: &str) -> String {
    scoped(scope, &format!("plans/{}", segment(plan)))
}

/// A reviewed plan that took the place of `was`, with the difference between them.
pub fn plan_instead(scope: &Scope, id: &str, was: &str) -> String {
    with_query(plan(scope, id), [("was", was.to_owned())])
}

/// Where a plan is confirmed.
pub fn plan_run(scope: &Scope, id: &str) -> String {
    format!("{}/run", plan(scope, id))
}

/// Where a plan is taken back into its form.
pub fn plan_edit(scope: &Scope, id: &str) -> String {
    format!("{}/edit", plan(scope, id))
}

/// Where a plan's rollout is set.
pub fn plan_rollout(scope: &Scope, id: &str) -> String {
    format!("{}/rollout", plan(scope, id))
}

/// Runs, filtered.
pub fn runs(scope: &Scope, filter: &RunFilter) -> String {
    with_query(scoped(scope, "runs"), filter.pairs())
}

/// What a post that signs out says of the person's runs.
pub mod sign_out {
    /// The control that says what becomes of them.
    pub const RUNS: &str = "runs";
    /// They are told first.
    pub const ASK: &str = "ask";
    /// They go on.
    pub const GO_ON: &str = "go-on";
    /// Watching them stops.
    pub const STOP: &str = "stop";
}

/// One run.
pub fn run(scope: &Scope, run: impl Into<RunName>) -> String {
    scoped(scope, &format!("runs/{}", segment(&run.into().to_string())))
}

/// One run, looked at in this way.
pub fn run_view(scope: &Scope, id: impl Into<RunName>, view: &RunView) -> String {
    with_query(run(scope, id), view.pairs())
}

/// How the servers of a run stand, as a file for spreadsheets.
pub fn run_csv(scope: &Scope, id: impl Into<RunName>, view: &RunView) -> String {
    with_query(
        format!("{}/targets.csv", run(scope, id)),
        view.rows().pairs(),
    )
}

/// The same as JSON.
pub fn run_json(scope: &Scope, id: impl Into<RunName>, view: &RunView) -> String {
    with_query(
        format!("{}/targets.json", run(scope, id)),
        view.rows().pairs(),
    )
}

/// A run's live changes.
pub fn run_events(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/events", run(scope, id))
}

/// Where watching is stopped.
pub fn run_stop(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/stop", run(scope, id))
}

/// Where a run's rollout is paused, resumed or ended.
pub fn run_rollout(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/rollout", run(scope, id))
}

/// Cancels a run (post).
pub fn run_cancel(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/cancel", run(scope, id))
}

/// Asks the cloud once more about unknown ends of a run (post).
pub fn run_ask_again(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/ask-again", run(scope, id))
}

/// Where a run is started again for some of its servers.
pub fn run_again(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/again", run(scope, id))
}

/// Where a person answers for calls without an answer.
pub fn run_answer(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/answer", run(scope, id))
}

/// Goes on with a paused run.
pub fn run_resume(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/resume", run(scope, id))
}

/// A run's share links.
pub fn shares(scope: &Scope, id: impl Into<RunName>) -> String {
    format!("{}/shares", run(scope, id))
}

/// Where a share link is revoked.
pub fn share_revoke(scope: &Scope, id: impl Into<RunName>, share: &str) -> String {
    format!("{}/{}/revoke", shares(scope, id), segment(share))
}

/// The public page of a share link.
pub fn shared(token: &str) -> String {
    format!("/s/{}", segment(token))
}

#[cfg(test)]
mod tests;
