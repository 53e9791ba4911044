//! Plans: the one way that every action takes. What was asked for is reviewed and kept with its
//! secrets sealed, after it was held against the servers as they are (pre-flight), and waits for its
//! reviewer to confirm it. Until then what was typed and chosen is a draft.

pub mod last_good;
pub mod preflight;
pub mod rollout;
pub mod saved_selection;
pub mod server_selection;

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::Call;
pub use slipway_cloud::{Block, Preview};
use slipway_domain::plan::PlanBody;
use slipway_domain::run::Target;
use slipway_domain::{AppError, AppResult, DeploymentId, RunId, Secret, ServerId};
pub use slipway_store::Plan;
use std::collections::BTreeMap;

/// Keeps a plan with its secrets sealed.
pub(crate) async fn save(
    portal: &Portal,
    grant: &Grant,
    body: PlanBody,
    repeats: Option<RunId>,
    secrets: &BTreeMap<String, Secret>,
) -> AppResult<Plan> {
    let plan = Plan {
        id: portal.fresh_id(),
        owner: grant.principal.owner(),
        cloud: grant.principal.cloud.clone(),
        account: grant.principal.account.clone(),
        hash: body.hash(),
        body,
        repeats,
        created_at: portal.now(),
        run: None,
    };
    portal.store().plans.put(&plan, secrets).await?;
    Ok(plan)
}

pub(crate) async fn busy_servers(
    portal: &Portal,
    grant: &Grant,
) -> AppResult<BTreeMap<ServerId, RunId>> {
    let busy = busy(portal, grant).await?.into_iter();
    let servers = busy.filter_map(|(target, run)| match target {
        Target::Server(id) => Some((id, run)),
        _ => None,
    });
    Ok(servers.collect())
}

/// The deployments that runs work on which have not ended.
pub(crate) async fn busy_deployments(
    portal: &Portal,
    grant: &Grant,
) -> AppResult<BTreeMap<DeploymentId, RunId>> {
    let busy = busy(portal, grant).await?.into_iter();
    let deployments = busy.filter_map(|(target, run)| match target {
        Target::Deployment(id) => Some((id, run)),
        _ => None,
    });
    Ok(deployments.collect())
}

async fn busy(portal: &Portal, grant: &Grant) -> AppResult<Vec<(Target, RunId)>> {
    let principal = &grant.principal;
    let runs = &portal.store().runs;
    Ok(runs.busy(&principal.cloud, &principal.account).await?)
}

/// One of the person's plans.
///
/// # Errors
/// `NotFound` for others' plans as for none.
pub async fn plan(portal: &Portal, grant: &Grant, id: &str) -> AppResult<Plan> {
    let plan = portal
        .store()
        .plans
        .get(id, &grant.principal.owner())
        .await?;
    plan.ok_or_else(|| AppError::not_found("Plan"))
}

/// What the first call of a plan would send; empty where it has none.
///
/// # Errors
/// `NotFound` where the settings no longer name the cloud.
pub fn preview(portal: &Portal, grant: &Grant, body: &PlanBody) -> AppResult<Preview> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let batches = body.batches();
    let Some(planned) = batches.first() else {
        return Ok(Preview::default());
    };
    let targets: Vec<Target> = planned.iter().map(|one| one.target.clone()).collect();
    let call = Call {
        action: &body.action,
        targets: &targets,
    };
    let account = &grant.principal.account;
    Ok(cloud.driver.jobs().preview(account, call))
}

/// Whether a plan still holds what it needs to run: its secrets are erased after a while, and when
/// it is left for the form or replaced by a fresh one. One that never had any can always run.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn can_run(portal: &Portal, plan: &Plan) -> AppResult<bool> {
    Ok(plan.body.action.secrets().is_empty()
        || portal.store().plans.secrets(&plan.id).await?.is_some())
}
