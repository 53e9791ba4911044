//! Deployments as targets of a plan, each with what a person should know before.

use super::offers;
use crate::deployments::Deployment;
use slipway_domain::action::WorkflowAction;
use slipway_domain::plan::{PlannedTarget, in_order};
use slipway_domain::run::Target;
use slipway_domain::{DeploymentId, RunId};
use std::collections::BTreeMap;

pub(super) const GONE: &str = "No longer among this account's deployments.";
pub(super) const WITHOUT: &str = "It does not have this workflow any more.";
pub(super) const OTHERWISE: &str =
    "Its workflow takes other parameters than that of the others now.";

/// What is said of a deployment that another run works on.
const IN_RUN: &str = "Is part of another run that has not ended.";

/// A deployment as a plan names it.
pub(super) fn planned(
    deployment: &Deployment,
    action: &WorkflowAction,
    busy: &BTreeMap<DeploymentId, RunId>,
) -> PlannedTarget {
    let mut notes: Vec<String> = unavailable(deployment, action).into_iter().collect();
    notes.extend(under_way(deployment, action));
    // What is under way says more than that it is.
    if busy.contains_key(&deployment.id) && !deployment.is_busy {
        notes.push(IN_RUN.to_owned());
    }
    PlannedTarget {
        target: Target::Deployment(deployment.id.clone()),
        name: deployment.name.clone(),
        data_center: None,
        notes,
    }
}

fn unavailable(deployment: &Deployment, action: &WorkflowAction) -> Option<String> {
    let workflow = offers::of(deployment, &action.workflow)?;
    (!workflow.available).then(|| {
        let name = &workflow.name;
        if action.options.force {
            format!("{name} is not meant for it as it stands; it is forced.")
        } else {
            format!("{name} is not available on it as it stands: the cloud refuses it unless it is forced.")
        }
    })
}

/// What the execution that is under way on it means for another one.
fn under_way(deployment: &Deployment, action: &WorkflowAction) -> Option<String> {
    let other = deployment.latest_workflow.as_deref();
    let other = other.unwrap_or("another workflow");
    deployment.is_busy.then(|| {
        if action.options.queue {
            format!("Is busy with {other}: this one waits for its end.")
        } else if action.options.force {
            format!("Is busy with {other}: this one is started beside it.")
        } else {
            format!(
                "Is busy with {other}: the cloud refuses another one unless it is queued or forced."
            )
        }
    })
}

/// The same target among those that are left out.
pub(super) fn left_out(planned: &PlannedTarget, why: &str) -> PlannedTarget {
    PlannedTarget {
        notes: vec![why.to_owned()],
        ..planned.clone()
    }
}

/// Whether a planned target is this deployment.
pub(super) fn is(planned: &PlannedTarget, deployment: &Deployment) -> bool {
    matches!(&planned.target, Target::Deployment(id) if *id == deployment.id)
}

pub(super) fn sorted(mut targets: Vec<PlannedTarget>) -> Vec<PlannedTarget> {
    in_order(&mut targets);
    targets
}

/// The deployments among planned targets.
pub(super) fn deployments_of(targets: &[PlannedTarget]) -> Vec<DeploymentId> {
    let ids = targets.iter().filter_map(|planned| match &planned.target {
        Target::Deployment(id) => Some(id.clone()),
        _ => None,
    });
    ids.collect()
}
