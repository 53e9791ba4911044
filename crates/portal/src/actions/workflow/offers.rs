//! The workflows that chosen deployments have, and why some cannot be started on all of them.

use crate::deployments::{self, Deployment};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::natural::natural;
use slipway_domain::principal::Right;
use slipway_domain::workflow::Workflow;
use slipway_domain::{AppError, AppResult, DeploymentId};
use std::collections::BTreeMap;

/// Deployments with their workflows.
pub struct Offers {
    /// Those that there are, by name.
    pub deployments: Vec<Deployment>,
    /// Those that are not there (any more).
    pub gone: Vec<DeploymentId>,
    /// Their workflows, by name.
    pub workflows: Vec<Offer>,
}

/// A workflow that one of the deployments has at least.
pub struct Offer {
    /// Its name.
    pub name: String,
    /// How many parameters it has.
    pub parameters: usize,
    /// On how many of the deployments it is not available as they stand.
    pub unavailable: usize,
    /// Why it cannot be started on all of them by one form.
    pub blocked: Option<String>,
}

/// The workflows of these deployments.
///
/// # Errors
/// `Forbidden`, or what the cloud answers.
pub async fn offers(portal: &Portal, grant: &Grant, ids: &[DeploymentId]) -> AppResult<Offers> {
    grant.principal.require(Right::Read)?;
    let (deployments, gone) = deployments::read(portal, grant, ids).await?;
    let mut by_name: BTreeMap<&str, Vec<&Workflow>> = BTreeMap::new();
    for workflow in deployments.iter().flat_map(|one| &one.workflows) {
        by_name.entry(&workflow.name).or_default().push(workflow);
    }
    let offer = |(name, own): (&str, Vec<&Workflow>)| Offer {
        name: name.to_owned(),
        parameters: own.first().map_or(0, |first| first.parameters.len()),
        unavailable: own.iter().filter(|one| !one.available).count(),
        blocked: why_not(&own, deployments.len()),
    };
    let mut workflows: Vec<_> = by_name.into_iter().map(offer).collect();
    workflows.sort_by(|a, b| {
        let blocked = a.blocked.is_some().cmp(&b.blocked.is_some());
        blocked.then_with(|| natural(&a.name, &b.name))
    });
    Ok(Offers {
        deployments,
        gone,
        workflows,
    })
}

/// Why a workflow that `own` deployments of all have cannot be started on all.
fn why_not(own: &[&Workflow], all: usize) -> Option<String> {
    if own.len() < all {
        return Some(format!(
            "Only {} of the {all} deployments have it.",
            own.len()
        ));
    }
    let mut parameters = own.iter().map(|one| &one.parameters);
    let first = parameters.next();
    parameters
        .any(|other| Some(other) != first)
        .then(|| "It takes different parameters on some of them.".to_owned())
}

/// A deployment's workflow of this name.
pub(super) fn of<'a>(deployment: &'a Deployment, name: &str) -> Option<&'a Workflow> {
    deployment.workflows.iter().find(|one| one.name == name)
}

/// The workflow that all of these deployments have.
///
/// # Errors
/// `NotFound` where none has it, `Conflict` where not all have the same.
pub(super) fn common(name: &str, deployments: &[Deployment]) -> AppResult<Workflow> {
    let own: Vec<_> = deployments.iter().filter_map(|one| of(one, name)).collect();
    let Some(first) = own.first() else {
        return Err(AppError::not_found("This workflow"));
    };
    match why_not(&own, deployments.len()) {
        Some(why) => Err(AppError::Conflict(format!(
            "{name} cannot be started on all of these deployments. {why}"
        ))),
        None => Ok((*first).clone()),
    }
}
