//! Running something again: back to where it was asked for, filled in for the servers that are meant.

use crate::actions::{Destination, create, groups, operations, package, server, workflow};
use crate::inventory::{self, Inventory, Selection};
use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grant;
use slipway_cloud::Rules;
use slipway_domain::action::Action;
use slipway_domain::operation::Operation;
use slipway_domain::run::{Outcome, OutcomeState, RunDetail, Target};
use slipway_domain::{AppError, AppResult, RunId, ServerId};
use std::collections::HashSet;

const GONE: &str = "No longer among this account's servers: deleted, as a rule.";

/// Buckets of a run that it cannot be run again on, each with the reason: what is known of their
/// servers right now decides, and where nothing is, the end that they came to.
pub fn blocked_buckets(
    portal: &Portal,
    grant: &Grant,
    detail: &RunDetail,
) -> Vec<(OutcomeState, String)> {
    let action = &detail.run.plan.action;
    let Ok(cloud) = portal.cloud_of(&grant.principal) else {
        return Vec::new();
    };
    let rules = cloud.rules();
    let known = cloud
        .inventories
        .peek_fresh(&Portal::cache_key(&grant.principal))
        .filter(|known| known.value.problems.is_empty());
    let why = |state: OutcomeState| match (action, &known) {
        (Action::Operation(action), Some(known)) if detail.run.state.is_over() => {
            let servers = detail.outcomes.iter().filter(|one| one.state == state);
            blocked_now(rules, action.operation, servers, &known.value)
        }
        _ => rules.again(action, state).map(str::to_owned),
    };
    let buckets = OutcomeState::BUCKETS.into_iter();
    buckets
        .filter_map(|state| Some((state, why(state)?)))
        .collect()
}

/// Why an operation cannot be done to any of these servers as they are known; nothing where it can
/// be done to one, or where there is none.
fn blocked_now<'a>(
    rules: &dyn Rules,
    operation: Operation,
    servers: impl Iterator<Item = &'a Outcome>,
    known: &Inventory,
) -> Option<String> {
    let mut first = None;
    for outcome in servers {
        let server = outcome.target.server().and_then(|id| known.by_id(id));
        let why = match server {
            None => GONE.to_owned(),
            Some(server) => rules.operation(operation, server)?.to_string(),
        };
        first.get_or_insert(why);
    }
    first
}

/// Browsers post a line's end as two characters.
fn is_same(posted: &str, said: &str) -> bool {
    let plain = |text: &str| text.replace('\r', "");
    posted == said || plain(posted) == plain(said)
}

fn refused(why: &str) -> AppError {
    AppError::Conflict(format!("This cannot be run again on these servers. {why}"))
}

/// Which targets of a run it is started again for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Those that ended so; all of them without it, as far as it can be run again on them.
    pub state: Option<OutcomeState>,
    /// Of these, those of which this was said; nothing, where it is empty.
    pub message: Option<&'a str>,
}

/// Starts a run again for some of its targets: what asks for no secret is reviewed anew, the form of a
/// package that does opens with its values kept.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where no server stands there.
pub async fn again(
    portal: &Portal,
    grant: &Grant,
    run: &RunId,
    wanted: Wanted<'_>,
) -> AppResult<Destination> {
    let state = wanted.state;
    let detail = runs::detail(portal, grant, run).await?;
    let mut body = detail.run.plan.clone();
    grant.principal.require(body.action.right())?;
    let buckets = blocked_buckets(portal, grant, &detail);
    let blocked = |state| buckets.iter().find(|(bucket, _)| *bucket == state);
    if let Some((_, why)) = state.and_then(blocked) {
        return Err(refused(why));
    }
    let is_wanted = |outcome: &&Outcome| {
        let said = outcome.message.as_deref().unwrap_or_default();
        wanted.message.is_none_or(|message| is_same(message, said))
            && match state {
                Some(state) => outcome.state == state,
                None => blocked(outcome.state).is_none(),
            }
    };
    let targets: HashSet<&Target> = detail
        .outcomes
        .iter()
        .filter(is_wanted)
        .map(|outcome| &outcome.target)
        .collect();
    if targets.is_empty() {
        let ended = |(state, _): &&(OutcomeState, String)| {
            detail
                .outcomes
                .iter()
                .any(|outcome| outcome.state == *state)
        };
        let why = buckets.iter().find(ended).map(|(_, why)| why.as_str());
        return Err(refused(why.unwrap_or("None of its servers ended so.")));
    }
    body.targets
        .retain(|planned| targets.contains(&planned.target));
    match &body.action {
        Action::Package(action) => package::again(portal, grant, &body, action, run).await,
        Action::Operation(action) => {
            let ids: Vec<_> = body
                .targets
                .iter()
                .filter_map(|planned| planned.target.server().cloned())
                .collect();
            let known = inventory::holding(portal, grant, &ids).await?.value;
            // Of a data center that does not answer it is not known that they are gone.
            let is_gone = |id: &ServerId| known.problems.is_empty() && known.by_id(id).is_none();
            if ids.iter().all(is_gone) {
                return Err(AppError::Conflict(GONE.to_owned()));
            }
            let servers = ids.into_iter().filter(|id| !is_gone(id));
            let request = operations::OperationRequest {
                action: action.clone(),
                selection: Selection {
                    servers: servers.collect(),
                    ..Selection::default()
                },
                rollout: body.rollout,
                repeats: Some(run.clone()),
            };
            let plan = operations::review(portal, grant, request).await?;
            Ok(Destination::Plan(plan))
        }
        Action::Change(action) => {
            let plan = server::again(portal, grant, &body, action, run).await?;
            Ok(Destination::Plan(plan))
        }
        Action::Group(action) => {
            let plan = groups::again(portal, grant, action, run).await?;
            Ok(Destination::Plan(plan))
        }
        Action::Create(action) => {
            let draft = create::draft_of(portal, grant, &body, action, Some(run.clone())).await?;
            Ok(Destination::NewServer(draft))
        }
        Action::Workflow(action) => {
            workflow::draft_of(portal, grant, &body, action, Some(run)).await
        }
        // Every bucket of it is blocked.
        Action::Execution(_) => Err(AppError::not_found("A plan of this run")),
    }
}
