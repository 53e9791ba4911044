//! Archiving, restoring and deleting a group with all that is in it: reviewed, and then a run.

use crate::actions::operations::{planned, remarks};
use crate::inventory::groups::{find, grouped_inventory, place_words, unknown};
use crate::inventory::{self, Branch, Inventory};
use crate::plans;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_cloud::Rules;
use slipway_domain::action::{Action, GroupAction, GroupOperation};
use slipway_domain::operation::TargetGroup;
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout, in_order};
use slipway_domain::principal::Right;
use slipway_domain::run::Target;
use slipway_domain::server::{Server, ServerStatus};
use slipway_domain::{AppError, AppResult, GroupId, RunId, ServerId};
use std::collections::BTreeMap;

/// Characters of a group's name that a plan keeps; people give them far fewer.
const LONGEST_NAME: usize = 200;

/// What somebody wants done.
pub struct GroupOperationRequest {
    /// What is done.
    pub operation: GroupOperation,
    /// To which group.
    pub group: GroupId,
    /// Where it is restored to; with [`GroupOperation::Restore`] only.
    pub target: Option<GroupId>,
}

/// Reviews an operation: a plan is kept that names all that the group would take along. Returns the
/// plan's id.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Conflict` where the group does not take it, `Invalid` where the request
/// is incomplete, `Internal`, or what the cloud answers.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    request: &GroupOperationRequest,
) -> AppResult<String> {
    grant.principal.require(Right::Manage)?;
    let inventory = grouped_inventory(portal, grant).await?.value;
    save_plan(portal, grant, &inventory, request, None).await
}

async fn save_plan(
    portal: &Portal,
    grant: &Grant,
    inventory: &Inventory,
    request: &GroupOperationRequest,
    repeats: Option<RunId>,
) -> AppResult<String> {
    let busy = plans::busy_servers(portal, grant).await?;
    let rules = portal.cloud_of(&grant.principal)?.rules();
    let body = body(rules, inventory, request, &busy)?;
    let plan = plans::save(portal, grant, body, repeats, &BTreeMap::new()).await?;
    Ok(plan.id)
}

/// The same plan as of this moment. What is in the group decides what is lost, so the cloud is
/// asked, however fresh the list is.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    planned: &PlanBody,
    action: &GroupAction,
) -> AppResult<PlanBody> {
    grant.principal.require(Right::Manage)?;
    let inventory = inventory::of_now(portal, grant, planned).await?;
    let busy = plans::busy_servers(portal, grant).await?;
    let rules = portal.cloud_of(&grant.principal)?.rules();
    body(rules, &inventory, &again_of(action), &busy)
}

/// The same operation once more; the id of its plan.
pub(crate) async fn again(
    portal: &Portal,
    grant: &Grant,
    action: &GroupAction,
    run: &RunId,
) -> AppResult<String> {
    grant.principal.require(Right::Manage)?;
    let inventory = inventory::inventory(portal, grant, Freshness::Now)
        .await?
        .value;
    save_plan(
        portal,
        grant,
        &inventory,
        &again_of(action),
        Some(run.clone()),
    )
    .await
}

fn again_of(action: &GroupAction) -> GroupOperationRequest {
    GroupOperationRequest {
        operation: action.operation,
        group: action.group.id.clone(),
        target: action.target.as_ref().map(|target| target.id.clone()),
    }
}

/// What the request does, to whom.
fn body(
    rules: &dyn Rules,
    inventory: &Inventory,
    request: &GroupOperationRequest,
    busy: &BTreeMap<ServerId, RunId>,
) -> AppResult<PlanBody> {
    if !rules.group_operations().contains(&request.operation) {
        let words = format!(
            "\"{}\" is not among what this cloud does.",
            request.operation.verb()
        );
        return Err(AppError::Invalid(words));
    }
    let branch = find(inventory, &request.group)?;
    known_now(inventory, branch)?;
    if let Some(why) = rules.group(request.operation, &branch.node, branch.depth) {
        let words = format!("{}: {why}", branch.node.name);
        return Err(AppError::Conflict(words));
    }
    let action = GroupAction {
        operation: request.operation,
        group: named(branch),
        name: short(&branch.node.name),
        below: below(inventory, branch),
        target: target(inventory, request, branch)?,
    };
    Ok(PlanBody {
        targets: targets(inventory, branch, request.operation, busy),
        action: Action::Group(action),
        left_out: Vec::new(),
        rollout: Rollout::default(),
    })
}

/// What stands in for a data center that does not answer is not what a group takes along.
fn known_now(inventory: &Inventory, branch: &Branch) -> AppResult<()> {
    let center = branch.node.data_center.as_ref();
    let problem = inventory
        .problems
        .iter()
        .find(|problem| Some(&problem.data_center) == center);
    problem.map_or(Ok(()), |problem| Err(problem.error.clone()))
}

fn named(branch: &Branch) -> TargetGroup {
    TargetGroup {
        id: branch.node.id.clone(),
        path: short(&place_words(branch)),
    }
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST_NAME).collect()
}

fn below(inventory: &Inventory, branch: &Branch) -> Vec<TargetGroup> {
    let own = inventory.tree.within(&branch.node.id).iter();
    own.skip(1).map(named).collect()
}

/// Where a group is restored to: another group of its data center that takes servers.
fn target(
    inventory: &Inventory,
    request: &GroupOperationRequest,
    branch: &Branch,
) -> AppResult<Option<TargetGroup>> {
    if request.operation != GroupOperation::Restore {
        return Ok(None);
    }
    let id = request
        .target
        .as_ref()
        .ok_or_else(|| AppError::Invalid("Choose the group that it is restored to.".to_owned()))?;
    let target = inventory.tree.find(id).ok_or_else(unknown)?;
    let fits =
        target.node.kind.takes_servers() && target.node.data_center == branch.node.data_center;
    if fits {
        Ok(Some(named(target)))
    } else {
        Err(AppError::Conflict(format!(
            "{} cannot be restored to {}. Choose another group.",
            branch.node.name,
            place_words(target)
        )))
    }
}

/// The group itself, which may be empty, and its servers.
fn targets(
    inventory: &Inventory,
    branch: &Branch,
    operation: GroupOperation,
    busy: &BTreeMap<ServerId, RunId>,
) -> Vec<PlannedTarget> {
    let group = PlannedTarget {
        target: Target::Group(branch.node.id.clone()),
        name: format!("Group {}", short(&branch.node.name)),
        data_center: branch.node.data_center.clone(),
        notes: Vec::new(),
    };
    let own = inventory.servers_within(&branch.node.id);
    let mut targets: Vec<PlannedTarget> = own
        .map(|server| {
            let mut notes = remarks(server, busy);
            notes.extend(unfit(server, operation));
            planned(server, notes)
        })
        .collect();
    targets.push(group);
    in_order(&mut targets);
    targets
}

/// The cloud takes a group as a whole or not at all.
fn unfit(server: &Server, operation: GroupOperation) -> Option<String> {
    let fits = match operation {
        GroupOperation::Archive => server.status == ServerStatus::Active,
        GroupOperation::Restore => server.status == ServerStatus::Archived,
        GroupOperation::Delete => true,
    };
    let words = server.status.label();
    (!fits).then(|| format!("It is {words}; the cloud may refuse the whole group for that."))
}
