//! Starting a workflow of deployments: from a choice of them to a reviewed plan.
//!
//! One execution is started for each deployment. All of them have to have the workflow with the same
//! parameters, since one form says the values for all.

mod check_value;
mod offers;
mod refusals;
mod suggestions;
mod targets;

pub use check_value::{FieldOf, ValueCheck, check_typed};
pub use offers::{Offer, Offers, offers};
pub use refusals::refusals;
pub use slipway_cloud::{DataType, Named};
pub use suggestions::{Suggestions, suggestions};

use super::{Destination, FormResult};
use crate::deployments::{self, Deployment, MOST};
use crate::drafts;
use crate::packages::patterns::{AnchoredPatterns, Unchecked};
use crate::plans;
use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grant;
use slipway_domain::action::{Action, WorkflowAction};
use slipway_domain::plan::PlanBody;
use slipway_domain::principal::Right;
use slipway_domain::server_form::Problem;
use slipway_domain::urls::{self, ForDeployments, LocalPath};
use slipway_domain::workflow::{
    Checked, Workflow, WorkflowForm, WorkflowParameter, check, controls,
};
use slipway_domain::{AppError, AppResult, DeploymentId, RunId};

/// A workflow that can be started, and on what.
pub struct StartForm {
    /// The workflow, as the deployments have it that can be started on.
    pub workflow: Workflow,
    /// The deployments, by name.
    pub deployments: Vec<Deployment>,
    /// The parameters whose patterns cannot be checked here, with why.
    pub unchecked: Unchecked,
}

/// The workflow of this name, as all of these deployments have it.
///
/// # Errors
/// `NotFound` where none of them has the workflow, `Conflict` where they have it with different
/// parameters or one is gone, or what the cloud answers.
pub async fn start_form(
    portal: &Portal,
    grant: &Grant,
    name: &str,
    ids: &[DeploymentId],
) -> AppResult<StartForm> {
    grant.principal.require(Right::Read)?;
    let (deployments, gone) = deployments::read(portal, grant, ids).await?;
    if let [one, ..] = gone.as_slice() {
        return Err(AppError::Conflict(format!(
            "{one} is not among this account's deployments (any more). Choose the deployments again."
        )));
    }
    let workflow = offers::common(name, &deployments)?;
    // A stranger's pattern may take a while to compile.
    let parameters = workflow.parameters.clone();
    let work = move || AnchoredPatterns.unchecked(&parameters);
    let unchecked = portal.turns().check(&grant.principal, work).await?;
    Ok(StartForm {
        workflow,
        deployments,
        unchecked,
    })
}

/// Checks a posted form. What passes becomes a plan, whose id is told.
///
/// # Errors
/// `Forbidden`, `Internal`, those of [`start_form`], or what the cloud answers.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    start: &StartForm,
    form: WorkflowForm,
) -> AppResult<FormResult<String>> {
    grant.principal.require(Right::RunPackages)?;
    if form.deployments.is_empty() || form.deployments.len() > MOST {
        let message = format!("A workflow is started on 1 to {MOST} deployments.");
        let problem = Problem::new(controls::DEPLOYMENT, "Deployments", message);
        return Ok(FormResult::Problems(vec![problem]));
    }
    let repeats = runs::known(portal, grant, form.repeats.clone()).await?;
    let schema = start.workflow.parameters.clone();
    let (options, rollout) = (form.options, form.rollout);
    let checked = checked(portal, grant, schema.clone(), form).await?;
    let checked = match checked {
        Ok(checked) => checked,
        Err(problems) => return Ok(FormResult::Problems(problems)),
    };
    let action = WorkflowAction {
        workflow: start.workflow.name.clone(),
        parameters: checked.parameters,
        secrets: checked.secrets.keys().cloned().collect(),
        options,
        schema: without_secrets(schema),
        notices: checked.notices,
    };
    let busy = plans::busy_deployments(portal, grant).await?;
    let targets = start.deployments.iter();
    let targets = targets.map(|one| targets::planned(one, &action, &busy));
    let body = PlanBody {
        targets: targets::sorted(targets.collect()),
        action: Action::Workflow(action),
        left_out: Vec::new(),
        rollout,
    };
    let plan = plans::save(portal, grant, body, repeats, &checked.secrets).await?;
    Ok(FormResult::Done(plan.id))
}

/// Runs the checks away from the async threads: patterns come from strangers and may be slow.
async fn checked(
    portal: &Portal,
    grant: &Grant,
    schema: Vec<WorkflowParameter>,
    form: WorkflowForm,
) -> AppResult<Result<Checked, Vec<Problem>>> {
    let work = move || check(&schema, &form, &AnchoredPatterns);
    portal.turns().check(&grant.principal, work).await
}

fn without_secrets(schema: Vec<WorkflowParameter>) -> Vec<WorkflowParameter> {
    let schema = schema.into_iter();
    schema.map(WorkflowParameter::without_secret).collect()
}

/// The same plan with the workflow and the deployments of this moment. What cannot be started any
/// more is left out, with the reason.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &WorkflowAction,
) -> AppResult<PlanBody> {
    let ids = targets::deployments_of(&body.targets);
    let (found, _) = deployments::read(portal, grant, &ids).await?;
    let schemas = found.iter().filter_map(|one| {
        let workflow = offers::of(one, &action.workflow)?;
        Some(without_secrets(workflow.parameters.clone()))
    });
    let schemas: Vec<_> = schemas.collect();
    // What was reviewed holds as long as one deployment has it.
    let same = schemas.iter().find(|schema| **schema == action.schema);
    let Some(schema) = same.or(schemas.first()) else {
        return Err(AppError::Conflict(format!(
            "None of the deployments has the workflow {} any more. Change the plan and review it again.",
            action.workflow
        )));
    };
    let action = WorkflowAction {
        schema: schema.clone(),
        ..action.clone()
    };
    let busy = plans::busy_deployments(portal, grant).await?;
    let (mut targets, mut left_out) = (Vec::new(), body.left_out.clone());
    for planned in &body.targets {
        let now = found.iter().find(|one| targets::is(planned, one));
        let schema = |one| {
            let workflow = offers::of(one, &action.workflow)?;
            Some(without_secrets(workflow.parameters.clone()))
        };
        match now.map(|one| (one, schema(one))) {
            None => left_out.push(targets::left_out(planned, targets::GONE)),
            Some((_, None)) => left_out.push(targets::left_out(planned, targets::WITHOUT)),
            Some((one, Some(schema))) if schema == action.schema => {
                targets.push(targets::planned(one, &action, &busy));
            }
            Some(_) => left_out.push(targets::left_out(planned, targets::OTHERWISE)),
        }
    }
    Ok(PlanBody {
        action: Action::Workflow(action),
        targets: targets::sorted(targets),
        left_out: targets::sorted(left_out),
        rollout: body.rollout,
    })
}

/// The form that leads to `body`, kept as a draft; secrets are left out.
pub(crate) async fn draft_of(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &WorkflowAction,
    repeats: Option<&RunId>,
) -> AppResult<Destination> {
    let address = urls::workflow(
        &grant.principal.scope(),
        &action.workflow,
        &ForDeployments::default(),
    );
    let page = LocalPath::parse(&address).ok_or(AppError::Internal)?;
    let mut fields = action.fields(targets::deployments_of(&body.targets), repeats);
    let rollout = body.rollout.fields().into_iter();
    fields.extend(rollout.map(|(name, value)| (name.to_owned(), value)));
    let draft = drafts::keep_typed(portal, grant, page.clone(), fields).await?;
    Ok(Destination::Page(page, draft))
}
