//! What the cloud said of single parameters when it refused the run that a form repeats.

use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grant;
use slipway_cloud::message_about;
use slipway_domain::action::{Action, WorkflowAction};
use slipway_domain::parameters::control_name;
use slipway_domain::run::{Outcome, OutcomeState, Target};
use slipway_domain::server_form::Problem;
use slipway_domain::workflow::{WorkflowForm, WorkflowParameter};
use slipway_domain::{AppError, AppResult};

/// The cloud's words about parameters that stand in the form as they were refused.
///
/// # Errors
/// `Internal`.
pub async fn refusals(
    portal: &Portal,
    grant: &Grant,
    parameters: &[WorkflowParameter],
    form: &WorkflowForm,
) -> AppResult<Vec<Problem>> {
    let Some(run) = &form.repeats else {
        return Ok(Vec::new());
    };
    let detail = match runs::detail(portal, grant, run).await {
        Ok(detail) => detail,
        Err(AppError::NotFound { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let Action::Workflow(action) = &detail.run.plan.action else {
        return Ok(Vec::new());
    };
    let refused = detail.outcomes.iter();
    let refused = refused.filter(|one| one.state == OutcomeState::Refused && is_meant(one, form));
    let messages: Vec<_> = refused.filter_map(|one| one.message.as_deref()).collect();
    let names: Vec<_> = parameters.iter().map(|one| one.name.as_str()).collect();
    let stand = unchanged(action, parameters, form);
    let said = stand.filter_map(|name| {
        let mut about = messages.iter();
        let message = about.find_map(|message| message_about(message, name, &names))?;
        let message = format!("The cloud refused it: {message}");
        Some(Problem::new(control_name(name), name, message))
    });
    Ok(said.collect())
}

fn is_meant(outcome: &Outcome, form: &WorkflowForm) -> bool {
    matches!(&outcome.target, Target::Deployment(id) if form.deployments.contains(id))
}

/// Parameters with the value that was refused; what a secret was nobody knows any more.
fn unchanged<'a>(
    action: &WorkflowAction,
    parameters: &'a [WorkflowParameter],
    form: &WorkflowForm,
) -> impl Iterator<Item = &'a str> {
    let then = WorkflowForm::from_pairs(parameters, &action.fields([], None));
    let names = parameters.iter().map(|one| one.name.as_str());
    names.filter(move |name| form.values.get(*name) == then.values.get(*name))
}
