//! The rollout of a plan, which is chosen at its review.

use crate::plans;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::plan::{PlanBody, Rollout, rollout_controls};
use slipway_domain::server_form::Problem;
use slipway_domain::{AppError, AppResult};
use slipway_store::Plan;

const MOVED: &str = "This plan has changed since it was shown, or has become a run. Open it again.";

/// The rollout that a review's form asks for; nothing where it asks for none.
///
/// # Errors
/// What has to be different, control by control.
fn asked(body: &PlanBody, pairs: &[(String, String)]) -> Result<Option<Rollout>, Vec<Problem>> {
    let asks = pairs.iter().any(|(name, _)| name == rollout_controls::PACE);
    if !asks || !body.can_be_staged() {
        return Ok(None);
    }
    let rollout = Rollout::posted(body.rollout.grouping, pairs)?;
    let all = body.targets.len();
    let whole = rollout
        .canary
        .filter(|canary| canary.targets as usize >= all);
    if whole.is_some() {
        let message = format!("It has to be fewer than all {all}.");
        let problem = Problem::new(rollout_controls::CANARY_TARGETS, "Canary", message);
        return Err(vec![problem]);
    }
    Ok(Some(rollout))
}

/// The plan with the rollout that its review's form asks for.
///
/// # Errors
/// What has to be different, control by control.
pub(crate) fn with_rollout(
    mut plan: Plan,
    pairs: &[(String, String)],
) -> Result<Plan, Vec<Problem>> {
    if let Some(rollout) = asked(&plan.body, pairs)?
        && rollout != plan.body.rollout
    {
        plan.body.rollout = rollout;
        plan.hash = plan.body.hash();
    }
    Ok(plan)
}

/// Gives the plan that was shown under `hash` the rollout that its review's form asks for.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where it is no longer the one that was shown; what has to be
/// different, control by control.
pub async fn set(
    portal: &Portal,
    grant: &Grant,
    id: &str,
    hash: &str,
    pairs: &[(String, String)],
) -> AppResult<Result<(), Vec<Problem>>> {
    let plan = plans::plan(portal, grant, id).await?;
    grant.principal.require(plan.body.action.right())?;
    if plan.hash != hash || plan.run.is_some() {
        return Err(AppError::Conflict(MOVED.to_owned()));
    }
    let plan = match with_rollout(plan, pairs) {
        Ok(plan) => plan,
        Err(problems) => return Ok(Err(problems)),
    };
    let is_kept = plan.hash == hash || portal.store().plans.replace_body(&plan, hash).await?;
    if is_kept {
        Ok(Ok(()))
    } else {
        Err(AppError::Conflict(MOVED.to_owned()))
    }
}
