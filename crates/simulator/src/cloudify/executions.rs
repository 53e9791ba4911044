//! Reading executions, and what is done to one: actions and the status set by hand.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::call::Call;
use super::execution::{Execution, Stop};
use super::execution_record::ExecutionRecord;
use super::listing::{list, one};
use super::python::{names, text};
use super::reply::{Answer, Refusal};
use super::request::Version;
use super::status::Status;
use super::users::Action;

const ACTIONS: [&str; 6] = [
    "cancel",
    "force-cancel",
    "kill",
    "resume",
    "force-resume",
    "requeue",
];

/// `GET /executions`. The first version of the API has no envelope.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let told = list(call.ask, chosen(call)?.into_iter())?;
    if call.ask.version == Some(Version::V1) {
        return Ok(Answer::ok(&told["items"]));
    }
    Ok(Answer::ok(&told))
}

/// The executions that a query is about, its filters by field apart.
pub(super) fn chosen<'m>(call: &'m Call<'_>) -> Result<Vec<ExecutionRecord<'m>>, Refusal> {
    let ask = call.ask;
    let tenants = call.caller.scope(ask, Action::Read("execution_list"))?;
    let with_system =
        ask.get("is_system_workflow").is_some() || ask.flag("_include_system_workflows")?;
    // The database knows no other statuses, and raises.
    if ask
        .all("status")
        .any(|status| Status::parse(status).is_none())
    {
        return Err(Refusal::Internal);
    }
    let group = ask.get("_group_id");
    let wanted = |execution: &&Execution| {
        tenants.contains(&execution.tenant)
            && (with_system || !execution.is_system)
            && group.is_none_or(|group| execution.group.as_deref() == Some(group))
    };
    let all = call.manager.executions.iter().filter(wanted);
    Ok(all.map(|execution| call.record(execution)).collect())
}

/// `GET /executions/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call.caller.must(Action::Read("execution_get"))?;
    let execution = call.execution(tenant)?;
    one(call.ask, &call.record(execution)).map(|told| Answer::ok(&told))
}

/// `POST /executions/<id>`.
pub(super) fn act(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call.caller.must(Action::Change("execution_cancel"))?;
    let action = action(&body, &ACTIONS)?;
    let now = call.now;
    let id = call.name().to_owned();
    let resumes = action.ends_with("resume");
    let found = call.manager.execution_mut(&id);
    let execution = found
        .filter(|execution| execution.tenant == tenant)
        .ok_or_else(|| {
            if resumes {
                Refusal::no_such("Execution", &id)
            } else {
                Refusal::not_found(format!("Requested `Execution` ['{id}'] was not found"))
            }
        })?;
    if resumes {
        resume(execution, &action, now)?;
    } else {
        stop(execution, &action, now)?;
        let deployment = execution.deployment.clone();
        call.manager.point_at(tenant, deployment.as_deref(), &id);
    }
    get_told(call, tenant)
}

fn get_told(call: &Call<'_>, tenant: &str) -> Result<Answer, Refusal> {
    let execution = call.execution(tenant)?;
    one(call.ask, &call.record(execution)).map(|told| Answer::with(StatusCode::OK, &told))
}

/// The action that a body names.
pub(super) fn action(body: &Map<String, Value>, known: &[&str]) -> Result<String, Refusal> {
    let Some(action) = body.get("action") else {
        return Err(Refusal::bad("Missing action in json request body"));
    };
    let action = text(action);
    if known.contains(&action.as_str()) {
        return Ok(action);
    }
    Err(Refusal::bad(format!(
        "Invalid action: {action}, Valid action values are: {}",
        names(known)
    )))
}

pub(super) fn stop(execution: &mut Execution, action: &str, now: i64) -> Result<(), Refusal> {
    let how = match action {
        "kill" => Stop::Kill,
        "force-cancel" => Stop::ForceCancel,
        // The branch for `requeue` is gone: it cancels.
        _ => Stop::Cancel,
    };
    let status = execution.status;
    let possible = match how {
        // Nothing is asked of what is killed.
        Stop::Kill => true,
        Stop::ForceCancel => {
            !status.is_final()
                && !matches!(status, Status::ForceCancelling | Status::KillCancelling)
        }
        Stop::Cancel => !status.is_final() && !status.is_stopping(),
    };
    if !possible {
        let word = if how == Stop::Cancel {
            "cancel"
        } else {
            action
        };
        let (id, status) = (&execution.id, status.name());
        let message = format!("Can't {word} execution {id} because it's in status {status}");
        return Err(Refusal::Api(400, "illegal_action_error", message));
    }
    execution.stop(how, now);
    Ok(())
}

pub(super) fn resume(execution: &mut Execution, action: &str, now: i64) -> Result<(), Refusal> {
    let possible = match execution.status {
        Status::Failed | Status::Cancelled => true,
        Status::Started => action == "resume",
        _ => false,
    };
    if !possible {
        let (id, status) = (&execution.id, execution.status.name());
        let message = format!("Cannot {action} execution: `{id}` in state: `{status}`");
        return Err(Refusal::Api(409, "conflict_error", message));
    }
    execution.go_on(now);
    Ok(())
}

/// `PATCH /executions/<id>`.
pub(super) fn patch(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call
        .caller
        .must(Action::Change("execution_status_update"))?;
    let Some(wanted) = body.get("status").map(text) else {
        return Err(Refusal::bad("Missing status in json request body"));
    };
    let error = body.get("error").map(text).unwrap_or_default();
    let execution = call.execution(tenant)?;
    let from = execution.status;
    let status = match Status::parse(&wanted) {
        Some(status) if from.may_become(status, &execution.workflow) => status,
        None if !from.is_final() => return Err(no_such_status(&wanted)),
        _ => return Err(no_way(execution, &wanted)),
    };
    let (id, now) = (execution.id.clone(), call.now);
    if let Some(execution) = call.manager.execution_mut(&id) {
        execution.set(status, error, now);
    }
    if status.is_final() {
        call.manager.dequeue(now);
    }
    get_told(call, tenant)
}

fn no_way(execution: &Execution, wanted: &str) -> Refusal {
    let (from, id) = (execution.status.name(), &execution.id);
    let message = format!(
        "Invalid relationship - can't change status from {from} to {wanted} for \"{id}\" execution while running \
         \"{}\" workflow.",
        execution.workflow
    );
    Refusal::Api(400, "invalid_exception_status_update", message)
}

fn no_such_status(wanted: &str) -> Refusal {
    let message = format!(
        "SQL Storage error: (psycopg2.errors.InvalidTextRepresentation) invalid input value for enum \
         execution_status: \"{wanted}\"\n"
    );
    Refusal::Api(409, "storage_error", message)
}

/// `GET /executions/<id>/should-start`, which this version of the manager cannot answer.
pub(super) fn should_start(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call.caller.must(Action::Read("execution_get"))?;
    call.execution(tenant)?;
    Err(Refusal::Internal)
}
