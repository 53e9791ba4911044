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
use slipway_domain::principal::Right;
use slipway_domain::run::{
    Batch, BatchState, Handle, Job, JobStatus, Outcome, OutcomeState, RolloutStanding, Run,
    RunDetail, RunNumber, RunState,
};
use slipway_domain::{AppError, AppResult, ExecutionId, Principal, RunId};
use slipway_store::{Idempotency, NewRun};

/// The run that follows an execution: that of whoever started or adopted it first. Where that run is
/// over and the execution goes on all the same, since it was resumed or somebody stopped watching, a
/// further run follows it: an end is not taken back.
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
    let earlier = following(portal, principal, &adopted.handle).await?;
    if let Some(run) = &earlier
        && (adopted.is_over || !run.state.is_over())
    {
        return Ok(run.id.clone());
    }
    let earlier = earlier.map(|run| run.id.clone());
    let run = RunId::new(portal.fresh_id());
    let new = NewRun {
        audit: portal.audit_event(principal, AuditAction::Adopt, run.as_str()),
        idempotency: once(principal, &adopted.handle, earlier.as_ref()),
        detail: detail(portal, principal, (run, earlier), id, adopted),
        plan: None,
        token: portal.auth(grant).await?.token,
    };
    submit::save_run(portal, &new).await
}

/// The newest run of the person's account that follows an execution, or did.
///
/// # Errors
/// `Internal`.
pub async fn run_of(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<Option<Run>> {
    let principal = &grant.principal;
    principal.require(Right::Read)?;
    let cloud = portal.cloud_of(principal)?;
    let Some(adopts) = cloud.driver.jobs().adopts() else {
        return Ok(None);
    };
    following(portal, principal, &adopts.handle(id)).await
}

async fn following(
    portal: &Portal,
    principal: &Principal,
    handle: &Handle,
) -> AppResult<Option<Run>> {
    let runs = &portal.store().runs;
    let run = runs.following(&principal.cloud, &principal.account, handle);
    let Some(run) = run.await? else {
        return Ok(None);
    };
    let detail = portal.run_detail(&run).await?;
    Ok(detail.map(|detail| detail.run.clone()))
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

/// The same for everybody in the account, so that one execution has one run there at a time. No
/// person is called so: owners of other keys are lists of four.
fn once(principal: &Principal, handle: &Handle, earlier: Option<&RunId>) -> Idempotency {
    Idempotency {
        owner: serde_json::json!(["adopted", principal.cloud, principal.account]).to_string(),
        key: match earlier {
            Some(run) => format!("{handle} after {run}"),
            None => handle.to_string(),
        },
    }
}

/// The run as it stands at first: with one call that was made elsewhere, and its job.
fn detail(
    portal: &Portal,
    principal: &Principal,
    (run, earlier): (RunId, Option<RunId>),
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
        rollout: Rollout::default(),
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
            number: RunNumber::default(),
            kind: plan.action.kind(),
            cloud: principal.cloud.clone(),
            account: principal.account.clone(),
            started_by: principal.user.clone(),
            title: plan.title(),
            plan,
            state: RunState::Live,
            rollout: RolloutStanding::default(),
            created_at: now,
            finished_at: None,
            version: 1,
            repeats: earlier,
        },
        batches: vec![batch],
        outcomes: vec![outcome],
    }
}
