//! Starting an execution of a workflow: whether that is possible, with every check in the manager's order.

use serde_json::{Map, Value};

use crate::clock::Millis;

use super::deployment::Deployment;
use super::execution::Execution;
use super::manager::Manager;
use super::parameters::merged;
use super::reply::Refusal;
use super::status::Status;

/// What runs without a deployment.
const WITHOUT_DEPLOYMENT: [&str; 4] = [
    "create_snapshot",
    "restore_snapshot",
    "install_plugin",
    "uninstall_plugin",
];
/// What a call asks for.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are switches of the call"
)]
pub(super) struct Wanted {
    pub(super) deployment: String,
    pub(super) workflow: String,
    pub(super) parameters: Map<String, Value>,
    pub(super) allow_custom: bool,
    pub(super) force: bool,
    pub(super) dry_run: bool,
    pub(super) queue: bool,
    pub(super) by: &'static str,
    pub(super) tenant: &'static str,
}

/// An execution that may begin or wait, or why there is none. A workflow that is not available leaves a failed one.
pub(super) fn prepared(
    manager: &mut Manager,
    wanted: &Wanted,
    is_only_written: bool,
    now: Millis,
) -> Result<Execution, Refusal> {
    let id = manager.draw_id();
    let mut execution = Execution::new(id, wanted.tenant, &wanted.workflow, wanted.by, now);
    execution.is_dry_run = wanted.dry_run;
    if wanted.deployment.is_empty() {
        execution.allow_custom = true;
        execution.parameters.clone_from(&wanted.parameters);
        return without_deployment(wanted).map(|()| execution);
    }
    let deployment = manager.deployment(wanted.tenant, &wanted.deployment);
    let deployment =
        deployment.ok_or_else(|| Refusal::no_such("Deployment", &wanted.deployment))?;
    has_environment(manager, deployment)?;
    let blueprint = manager
        .blueprint(&deployment.blueprint)
        .ok_or(Refusal::Internal)?;
    let workflow = blueprint.workflow(&wanted.workflow).ok_or_else(|| {
        let (name, id) = (&wanted.workflow, &deployment.id);
        let message = format!("Workflow {name} does not exist in the deployment {id}");
        Refusal::Api(400, "nonexistent_workflow_error", message)
    })?;
    let custom = wanted.allow_custom;
    execution.allow_custom = custom;
    execution.parameters = merged(manager, deployment, workflow, &wanted.parameters, custom)?;
    execution.deployment = Some(deployment.id.clone());
    execution.blueprint = Some(blueprint.id.clone());
    execution.work = manager.work(deployment, &workflow.name, &execution.parameters);
    if is_only_written {
        return Ok(execution);
    }
    let running = running(manager, deployment);
    if !running.is_empty() && !wanted.force {
        if !wanted.queue {
            return Err(already_running(&running));
        }
        execution.status = Status::Queued;
    }
    if !wanted.force && !deployment.offers(workflow, blueprint) {
        let message = format!("Workflow not available: {}", workflow.name);
        execution.set(
            Status::Failed,
            format!("Error preparing execution: {message}"),
            now,
        );
        manager.keep(execution);
        return Err(Refusal::Api(400, "unavailable_workflow_error", message));
    }
    Ok(execution)
}

fn without_deployment(wanted: &Wanted) -> Result<(), Refusal> {
    if WITHOUT_DEPLOYMENT.contains(&wanted.workflow.as_str()) {
        return Ok(());
    }
    let message = format!("Builtin workflow {} does not exist", wanted.workflow);
    Err(Refusal::Api(400, "nonexistent_workflow_error", message))
}

/// Nothing starts before a deployment's environment is made.
fn has_environment(manager: &Manager, deployment: &Deployment) -> Result<(), Refusal> {
    let made_in = deployment.created_in.as_deref();
    let Some(creation) = made_in.and_then(|id| manager.execution(id)) else {
        return Ok(());
    };
    let name = &deployment.id;
    let (code, message) = match creation.status {
        Status::Terminated => return Ok(()),
        Status::Failed => {
            let last = creation.error.as_deref().unwrap_or_default();
            let last = last.trim_end().lines().last().unwrap_or_default();
            let what =
                format!("since environment creation for deployment {name} has failed: {last}");
            (
                "deployment_creation_error",
                format!("Can't launch executions {what}"),
            )
        }
        Status::Cancelled => {
            let what =
                format!("since environment creation for deployment {name} has been cancelled");
            (
                "deployment_creation_error",
                format!("Can't launch executions {what} [status=cancelled]"),
            )
        }
        Status::Pending | Status::Queued | Status::Scheduled => (
            "deployment_environment_creation_pending_error",
            "Deployment environment creation is still pending, try again in a minute".to_owned(),
        ),
        _ => (
            "deployment_environment_creation_in_progress_error",
            "Deployment environment creation is still in progress, try again in a minute"
                .to_owned(),
        ),
    };
    Err(Refusal::Api(400, code, message))
}

/// What a deployment is busy with: what is under way, and what waits for its turn.
fn running<'m>(manager: &'m Manager, deployment: &'m Deployment) -> Vec<&'m Execution> {
    let all = manager.of_deployment(deployment.tenant, &deployment.id);
    let busy = all.filter(|one| one.status.is_active() || one.status == Status::Queued);
    busy.collect()
}

fn already_running(running: &[&Execution]) -> Refusal {
    let listed: Vec<String> = running.iter().map(|one| one.python_name()).collect();
    let message = format!(
        "The following executions are currently running for this deployment: [{}]. To execute this workflow \
         anyway, pass \"force=true\" as a query parameter to this request",
        listed.join(", ")
    );
    Refusal::Api(400, "existing_running_execution_error", message)
}
