//! Operations on servers: from a choice to a reviewed plan. Confirming and running it is the same
//! as with packages.

use crate::inventory::{self, Inventory, Selection};
use crate::plans::{self, preflight, saved_selection};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::Rules;
use slipway_domain::action::Action;
use slipway_domain::group::GroupKind;
use slipway_domain::operation::{Operation, OperationAction, SNAPSHOT_DAYS, TargetGroup};
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout, in_order};
use slipway_domain::run::Target;
use slipway_domain::server::Server;
use slipway_domain::{AppError, AppResult, RunId, ServerId};
use std::collections::{BTreeMap, BTreeSet};

/// Names listed in one message before the rest is counted.
const LISTED: usize = 20;

/// What somebody wants done.
pub struct OperationRequest {
    /// What is done.
    pub action: OperationAction,
    /// To which servers.
    pub selection: Selection,
    /// How they come under way.
    pub rollout: Rollout,
    /// The run that it repeats.
    pub repeats: Option<RunId>,
}

/// Reviews an operation: a plan is kept that names the servers it will touch and those it leaves out.
/// Returns the plan's id.
///
/// # Errors
/// `Forbidden`, `Invalid` where nothing is left to do or the request is incomplete, `Internal`, or
/// what the cloud answers.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    request: OperationRequest,
) -> AppResult<String> {
    grant.principal.require(request.action.operation.right())?;
    complete(&request.action)?;
    let inventory = inventory::holding(portal, grant, &request.selection.servers)
        .await?
        .value;
    let mut ids = request.selection.servers;
    if let Some(filter) = &request.selection.matching {
        ids.extend(inventory.matching(filter));
    }
    let chosen = chosen(&ids, &inventory)?;
    let action = with_target(request.action, &inventory, &chosen)?;
    let busy = plans::busy_servers(portal, grant).await?;
    let rules = rules_of(portal, grant, action.operation)?;
    let (targets, left_out) = sort_out(rules, action.operation, &chosen, &busy);
    if targets.is_empty() {
        return Err(AppError::Invalid(nothing_to_do(
            action.operation,
            &left_out,
        )));
    }
    let body = PlanBody {
        action: Action::Operation(action),
        targets,
        left_out,
        rollout: request.rollout,
    };
    let plan = plans::save(portal, grant, body, request.repeats, &BTreeMap::new()).await?;
    Ok(plan.id)
}

/// The same plan with the verdicts of this moment.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &OperationAction,
) -> AppResult<PlanBody> {
    let inventory = inventory::of_now(portal, grant, body).await?;
    let asked: Vec<PlannedTarget> = body.targets.iter().chain(&body.left_out).cloned().collect();
    let (chosen, gone) = inventory.still_there(&asked);
    let busy = plans::busy_servers(portal, grant).await?;
    let rules = rules_of(portal, grant, action.operation)?;
    let (targets, mut left_out) = sort_out(rules, action.operation, &chosen, &busy);
    left_out.extend(gone);
    in_order(&mut left_out);
    if targets.is_empty() {
        return Err(AppError::Conflict(nothing_to_do(
            action.operation,
            &left_out,
        )));
    }
    Ok(PlanBody {
        targets,
        left_out,
        ..body.clone()
    })
}

/// The rules of the cloud, which has to have the operation at all.
fn rules_of<'a>(
    portal: &'a Portal,
    grant: &Grant,
    operation: Operation,
) -> AppResult<&'a dyn Rules> {
    let rules = portal.cloud_of(&grant.principal)?.rules();
    if rules.operations().contains(&operation) {
        return Ok(rules);
    }
    Err(AppError::Invalid(format!(
        "\"{}\" cannot be done to servers of this cloud.",
        operation.verb()
    )))
}

/// What the operation itself has to know.
fn complete(action: &OperationAction) -> AppResult<()> {
    match action.operation {
        Operation::CreateSnapshot if !action.days.is_some_and(|d| SNAPSHOT_DAYS.contains(&d)) => {
            Err(AppError::Invalid(format!(
                "\"Keep for\" takes a number of days from {} to {}.",
                SNAPSHOT_DAYS.start(),
                SNAPSHOT_DAYS.end()
            )))
        }
        Operation::Restore if action.group.is_none() => Err(AppError::Invalid(
            "Choose the group that the server is restored to.".into(),
        )),
        _ => Ok(()),
    }
}

/// The action with the group it names looked up: it has to be one of theirs that takes servers.
fn with_target(
    action: OperationAction,
    inventory: &Inventory,
    servers: &[&Server],
) -> AppResult<OperationAction> {
    let Some(asked) = &action.group else {
        return Ok(action);
    };
    let found = inventory.tree.find(&asked.id).map(|branch| &branch.node);
    let group = found.ok_or_else(|| {
        AppError::Invalid(
            "The group to restore to is not among this account's groups (any more). Choose one of those listed.".into(),
        )
    })?;
    let near = servers
        .iter()
        .all(|server| server.data_center == group.data_center);
    if group.kind != GroupKind::Default || !near {
        return Err(AppError::Invalid(format!(
            "The group \"{}\" cannot take these servers: it has to be a group for servers in their own data center.",
            group.name
        )));
    }
    let target = TargetGroup {
        id: group.id.clone(),
        path: group.path.clone(),
    };
    Ok(OperationAction {
        group: Some(target),
        ..action
    })
}

/// The servers of a request, each once.
fn chosen<'a>(ids: &[ServerId], inventory: &'a Inventory) -> AppResult<Vec<&'a Server>> {
    let mut found = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for id in ids {
        match inventory.by_id(id) {
            Some(server) => _ = found.insert(&server.id, server),
            None => _ = unknown.insert(id.to_string()),
        }
    }
    let unknown: Vec<String> = unknown.into_iter().collect();
    if let Some(words) = preflight::unknown_names(&unknown, inventory) {
        return Err(AppError::Conflict(words));
    }
    if found.is_empty() {
        return Err(AppError::Invalid(saved_selection::NOTHING.to_owned()));
    }
    Ok(found.into_values().collect())
}

/// Those to operate, with remarks, and those that are left out, with the reason.
fn sort_out(
    rules: &dyn Rules,
    operation: Operation,
    chosen: &[&Server],
    busy: &BTreeMap<ServerId, RunId>,
) -> (Vec<PlannedTarget>, Vec<PlannedTarget>) {
    let (mut servers, mut left_out) = (Vec::new(), Vec::new());
    for server in chosen {
        match rules.operation(operation, server) {
            None => servers.push(planned(server, remarks(server, busy))),
            Some(why) => left_out.push(planned(server, vec![why.to_string()])),
        }
    }
    in_order(&mut servers);
    in_order(&mut left_out);
    (servers, left_out)
}

pub(crate) fn remarks(server: &Server, busy: &BTreeMap<ServerId, RunId>) -> Vec<String> {
    let busy = busy.contains_key(&server.id);
    busy.then(|| preflight::BUSY.to_owned())
        .into_iter()
        .collect()
}

pub(crate) fn planned(server: &Server, notes: Vec<String>) -> PlannedTarget {
    PlannedTarget {
        target: Target::Server(server.id.clone()),
        name: server.name.clone(),
        data_center: server.data_center.clone(),
        notes,
    }
}

/// Why no server is left, each reason with the servers it holds for.
fn nothing_to_do(operation: Operation, left_out: &[PlannedTarget]) -> String {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for server in left_out {
        let why = server.notes.first().map_or("", String::as_str);
        by_reason.entry(why).or_default().push(&server.name);
    }
    let reasons = by_reason.iter().map(|(why, names)| {
        let listed = names[..names.len().min(LISTED)].join(", ");
        match (names.len(), names.len().saturating_sub(LISTED)) {
            (1, _) => format!("{listed}: {why}"),
            (count, 0) => format!("{count} servers ({listed}): {why}"),
            (count, more) => format!("{count} servers ({listed} and {more} more): {why}"),
        }
    });
    let reasons: Vec<String> = reasons.collect();
    format!(
        "\"{}\" is not possible now. {}",
        operation.verb(),
        reasons.join(" ")
    )
}
