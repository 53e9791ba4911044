//! The confirming post: a reviewed plan becomes a run, exactly once.
//!
//! What the person saw is checked against what is true now. A package or a pre-flight verdict
//! that changed leads to a fresh plan which shows the difference; nothing has run then.

use crate::actions;
use crate::plans;
use crate::plans::rollout::with_rollout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::audit::AuditAction;

use slipway_domain::principal::Right;
use slipway_domain::run::{
    Batch, BatchState, Outcome, OutcomeState, RolloutStanding, Run, RunDetail, RunNumber, RunState,
};
use slipway_domain::server_form::Problem;
use slipway_domain::{AppError, AppResult, RunId};
use slipway_store::{Created, Idempotency, NewRun, Plan, StoreError};

const OTHER_PLAN: &str = "This is not the plan you reviewed. Review it again.";
const KEY_USED: &str = "The key of this confirmation was used for another plan already. Nothing was started this time. Review the plan again.";

/// Where a confirming post leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Submitted {
    /// To the run: just begun, or begun by the same post before.
    Run(RunId),
    /// To this fresh plan, because what was reviewed is no longer true.
    Changed {
        /// The fresh plan's id.
        plan: String,
    },
    /// Back to the plan: what was typed to confirm it is not what it asks for.
    NotConfirmed,
    /// Back to the plan: its rollout cannot be like that.
    Rollout(Vec<Problem>),
}

/// What a confirming post says.
#[derive(Clone, Copy, Debug)]
pub struct Confirming<'a> {
    /// Hash of the plan that was shown.
    pub hash: &'a str,
    /// Makes it happen once, however often it is posted.
    pub key: &'a str,
    /// What was typed, where the plan asks for that.
    pub typed: &'a str,
    /// All fields of the form, among which are those of the rollout.
    pub fields: &'a [(String, String)],
}

/// Confirms a plan.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Conflict` where the plan's secrets are gone or the hash is not what
/// was reviewed, `MayHaveBegun` where the store fails to say whether it kept the run, `Internal`, or
/// what the cloud answers.
pub async fn submit(
    portal: &Portal,
    grant: &Grant,
    plan_id: &str,
    confirming: Confirming<'_>,
) -> AppResult<Submitted> {
    let Confirming {
        hash,
        key,
        typed,
        fields,
    } = confirming;
    // The least that any plan takes; the plan itself says what it really does.
    grant.principal.require(Right::Operate)?;
    let plan = plans::plan(portal, grant, plan_id).await?;
    grant.principal.require(plan.body.action.right())?;
    let idempotency = Idempotency {
        owner: grant.principal.owner(),
        key: key.to_owned(),
    };
    if hash != plan.hash {
        return Err(AppError::Conflict(OTHER_PLAN.into()));
    }
    if let Some(run) = earlier(portal, &idempotency, &plan.id).await? {
        return Ok(Submitted::Run(run));
    }
    if let Some(run) = plan.run {
        return Ok(Submitted::Run(run));
    }
    if !plan.body.confirmation().accepts(typed) {
        return Ok(Submitted::NotConfirmed);
    }
    // It is kept so with the run: a post that leads to none leaves the plan as it was shown.
    let plan = match with_rollout(plan, fields) {
        Ok(plan) => plan,
        Err(problems) => return Ok(Submitted::Rollout(problems)),
    };
    let confirmed = confirm(portal, grant, plan, idempotency.clone()).await;
    if let Ok(Submitted::Run(_)) = confirmed {
        return confirmed;
    }
    // The same post may have come twice and the other one gone through meanwhile: its run makes
    // the servers busy, so that the plan looks changed here.
    match earlier(portal, &idempotency, plan_id).await {
        Ok(Some(run)) => {
            portal.watch().follow(run.clone());
            Ok(Submitted::Run(run))
        }
        // Where it cannot be looked up, what went wrong first says more.
        Ok(None) | Err(AppError::Internal) => confirmed,
        Err(error) => Err(error),
    }
}

/// The run that the same post already led to.
///
/// # Errors
/// `Conflict` where the key was used for another plan.
async fn earlier(
    portal: &Portal,
    idempotency: &Idempotency,
    plan: &str,
) -> AppResult<Option<RunId>> {
    let runs = &portal.store().runs;
    let Some(run) = runs.by_idempotency(idempotency).await? else {
        return Ok(None);
    };
    if runs.plan_of(&run).await?.as_deref() == Some(plan) {
        return Ok(Some(run));
    }
    Err(AppError::Conflict(KEY_USED.into()))
}

async fn confirm(
    portal: &Portal,
    grant: &Grant,
    plan: Plan,
    idempotency: Idempotency,
) -> AppResult<Submitted> {
    if !plans::can_run(portal, &plan).await? {
        return Err(AppError::Conflict(
            "The secret values of this plan are erased: they are kept for 30 minutes, and only until the plan is changed. Go back, choose Change and enter them again.".into(),
        ));
    }
    let secrets = portal
        .store()
        .plans
        .secrets(&plan.id)
        .await?
        .unwrap_or_default();
    let body = actions::as_of_now(portal, grant, &plan.body).await?;
    if !body.is_hashed_as(&plan.hash) {
        // The old plan's secrets go with every unconfirmed plan's; erased here they could be
        // missing to the run of a twin of this post.
        let fresh = plans::save(portal, grant, body, plan.repeats, &secrets).await?;
        return Ok(Submitted::Changed { plan: fresh.id });
    }
    if let Action::Workflow(action) = &body.action
        && let Some(unfit) = action.unfit().first()
    {
        return Err(AppError::Conflict(format!(
            "The workflow changed, and \u{201c}{}\u{201d} no longer fits it: {} Change the plan.",
            unfit.label, unfit.message
        )));
    }
    let unanswered = body.action.package().map(PackageAction::unanswered);
    if let Some(parameter) = unanswered.unwrap_or_default().first() {
        return Err(AppError::Conflict(format!(
            "The package now requires \"{}\". Change the plan and answer it.",
            parameter.label()
        )));
    }
    begin(portal, grant, plan, idempotency)
        .await
        .map(Submitted::Run)
}

async fn begin(
    portal: &Portal,
    grant: &Grant,
    plan: Plan,
    idempotency: Idempotency,
) -> AppResult<RunId> {
    let token = portal.auth(grant).await?.token;
    let id = RunId::new(portal.fresh_id());
    let new = NewRun {
        audit: portal.audit_event(&grant.principal, AuditAction::Run, id.as_str()),
        detail: new_detail(portal, grant, &plan, id),
        plan: Some(plan.id),
        token,
        idempotency,
    };
    save_run(portal, &new).await
}

/// Keeps a new run and has it followed; leads to the run of before where its key was used already.
pub(crate) async fn save_run(portal: &Portal, new: &NewRun) -> AppResult<RunId> {
    let id = &new.detail.run.id;
    match portal.store().runs.create(new).await {
        Ok(Created::Existing(run)) => Ok(run),
        Ok(Created::KeyUsed) => Err(AppError::Conflict(KEY_USED.into())),
        Ok(Created::New) => {
            portal.watch().follow(id.clone());
            Ok(id.clone())
        }
        // Where it was kept, it is found and followed like one of before a restart.
        Err(StoreError::CommitUnknown(error)) => {
            tracing::error!(run = %id, error, "whether a run was kept is not known");
            Err(AppError::MayHaveBegun)
        }
        Err(error) => Err(error.into()),
    }
}

fn new_detail(portal: &Portal, grant: &Grant, plan: &Plan, id: RunId) -> RunDetail {
    let batches = plan.body.batches();
    let mut outcomes = Vec::with_capacity(plan.body.targets.len());
    for (number, targets) in (0_u32..).zip(&batches) {
        outcomes.extend(targets.iter().map(|planned| Outcome {
            target: planned.target.clone(),
            name: planned.name.clone(),
            built: None,
            data_center: planned.data_center.clone(),
            batch: number,
            job: None,
            state: OutcomeState::Waiting,
            message: None,
            queued_at: None,
            executing_at: None,
            ended_at: None,
        }));
    }
    outcomes.sort_by(Outcome::display_order);
    let batches = (0_u32..).zip(&batches).map(|(number, _)| Batch {
        number,
        state: BatchState::Pending,
        attempt: 1,
        sent_at: None,
        jobs: Vec::new(),
    });
    RunDetail {
        batches: batches.collect(),
        outcomes,
        run: Run {
            id,
            number: RunNumber::default(),
            kind: plan.body.action.kind(),
            cloud: grant.principal.cloud.clone(),
            account: grant.principal.account.clone(),
            started_by: grant.principal.user.clone(),
            title: plan.body.title(),
            plan: plan.body.clone(),
            state: RunState::Live,
            rollout: RolloutStanding::default(),
            created_at: portal.now(),
            finished_at: None,
            version: 1,
            repeats: plan.repeats.clone(),
        },
    }
}
