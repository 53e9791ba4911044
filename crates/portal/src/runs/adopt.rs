//! Adopting: a run for what was started elsewhere. Nothing is sent for it; from then on it is followed,
//! cancelled and shared like any other.

use crate::portal::Portal;
use crate::runs::share::starting_right;
use crate::runs::submit;
use crate::sign_in::grants::Grant;
use slipway_cloud::{Adopted, Adopts};
use slipway_domain::action::RunKind;
use slipway_domain::action::{Action, ExecutionAction};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout};
use slipway_domain::run::{
    Batch, BatchState, Handle, Job, JobStatus, Outcome, OutcomeState, Run, RunDetail, RunState,
};
use slipway_domain::{AppError, AppResult, ExecutionId, Principal, RunId};
use slipway_store::{Idempotency, NewRun};

/// The run that follows an execution: that of whoever adopted it first.
///
/// # Errors
/// `Forbidden`, `NotFound` where the cloud knows no executions or not this one, `CredentialEnded`,
/// `MayHaveBegun` where the store fails to say whether it kept the run, `Internal`, or what the cloud
/// answers.
pub async fn adopt(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<RunId> {
    let principal = &grant.principal;
    let adopted = {
        let cloud = portal.cloud_of(principal)?;
        let adopts = cloud.driver.jobs().adopts();
        let adopts = adopts.ok_or_else(|| AppError::not_found("Executions in this cloud"))?;
        principal.require(starting_right(RunKind::Execution))?;
        ask(portal, grant, adopts, id).await?
    };
    let run = RunId::new(portal.fresh_id());
    let new = NewRun {
        audit: portal.audit_event(principal, AuditAction::Adopt, run.as_str()),
        idempotency: once(principal, &adopted.handle),
        detail: detail(portal, principal, run, id, adopted),
        plan: None,
        token: portal.auth(grant).await?.token,
    };
    submit::save_run(portal, &new).await
}

async fn ask(
    portal: &Portal,
    grant: &Grant,
    adopts: &dyn Adopts,
    id: &ExecutionId,
) -> AppResult<Adopted> {
    let auth = portal.auth(grant).await?;
    match adopts.adopt(&auth, id).await {
        Ok(adopted) => Ok(adopted),
        Err(error) => Err(portal.upstream_error(grant, error).await),
    }
}

/// The same for everybody in the account, so that one execution has one run there. No person is
/// called so: owners of other keys are lists of four.
fn once(principal: &Principal, handle: &Handle) -> Idempotency {
    Idempotency {
        owner: serde_json::json!(["adopted", principal.cloud, principal.account]).to_string(),
        key: handle.to_string(),
    }
}

/// The run as it stands at first: with one call that was made elsewhere, and its job.
fn detail(
    portal: &Portal,
    principal: &Principal,
    run: RunId,
    id: &ExecutionId,
    adopted: Adopted,
) -> RunDetail {
    let now = portal.now();
    let plan = PlanBody {
        action: Action::Execution(ExecutionAction {
            id: id.clone(),
            title: adopted.title,
        }),
        targets: vec![PlannedTarget {
            target: adopted.target.clone(),
            name: adopted.name.clone(),
            data_center: None,
            notes: Vec::new(),
        }],
        left_out: Vec::new(),
        rollout: Rollout::PerServer,
    };
    let job = Job {
        number: 0,
        handle: adopted.handle,
        id: adopted.job,
        status: JobStatus::NotStarted,
        checked_at: None,
        next_check: Some(now),
        executing_at: adopted.began_at,
        silent_since: None,
    };
    let outcome = Outcome {
        target: adopted.target,
        name: adopted.name,
        built: None,
        data_center: None,
        batch: 0,
        job: Some(job.number),
        state: OutcomeState::NotStarted,
        message: None,
        queued_at: adopted.queued_at,
        executing_at: adopted.began_at,
        ended_at: None,
    };
    let batch = Batch {
        number: 0,
        state: BatchState::Sent,
        attempt: 1,
        // How long it is followed counts from here on, however old it is.
        sent_at: Some(now),
        jobs: vec![job],
    };
    RunDetail {
        run: Run {
            id: run,
            kind: plan.action.kind(),
            cloud: principal.cloud.clone(),
            account: principal.account.clone(),
            started_by: principal.user.clone(),
            title: plan.title(),
            plan,
            state: RunState::Live,
            created_at: now,
            finished_at: None,
            version: 1,
            repeats: None,
        },
        batches: vec![batch],
        outcomes: vec![outcome],
    }
}
