//! `POST /executions`: what a call may say, and what becomes of it.

use serde_json::{Map, Value};

use super::call::Call;
use super::execution::Execution;
use super::later::start_later;
use super::listing::one;
use super::python::{text, type_name};
use super::reply::{Answer, Refusal};
use super::request::switch;
use super::start::{Wanted, prepared};
use super::status::Status;
use super::users::Action;
use super::when;

/// What only a system administrator may say of an execution.
const DETAILS: [&str; 4] = ["force_status", "id", "error", "is_system_workflow"];
const TIMES: [&str; 3] = ["created_at", "started_at", "ended_at"];

/// `POST /executions`.
pub(super) fn start(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let (deployment, workflow) = (word(&body, "deployment_id")?, word(&body, "workflow_id")?);
    let allow_custom = switch(&body, "allow_custom_parameters")?;
    let (force, dry_run) = (switch(&body, "force")?, switch(&body, "dry_run")?);
    let queue = switch(&body, "queue")?;
    let tenant = permitted(call, &body)?;
    if deployment.is_empty() {
        call.caller.must_administer("execution_start")?;
    }
    let forced = forced_status(&body)?;
    let mut wanted = Wanted {
        deployment,
        workflow,
        parameters: Map::new(),
        allow_custom,
        force,
        dry_run,
        queue,
        by: call.caller.user.name,
        tenant,
    };
    if let Some(time) = body.get("scheduled_time").filter(|time| !time.is_null()) {
        if forced.is_some() {
            return Err(Refusal::bad(
                "Cannot use both `scheduled_time` and `force_status`",
            ));
        }
        return start_later(call, &wanted, body.get("parameters"), &text(time));
    }
    wanted.parameters = dictionary(&body)?;
    let mut execution = prepared(call.manager, &wanted, forced.is_some(), call.now)?;
    details(call, &body, &mut execution)?;
    match forced {
        Some(status) => execution.status = status,
        None if execution.status != Status::Queued => execution.send(call.now),
        None => {}
    }
    let id = execution.id.clone();
    call.manager.keep(execution);
    let execution = call.manager.execution(&id).ok_or(Refusal::Internal)?;
    one(call.ask, &call.record(execution)).map(|told| Answer::created(&told))
}

fn word(body: &Map<String, Value>, name: &str) -> Result<String, Refusal> {
    match body.get(name) {
        None => Err(Refusal::bad(format!("Missing {name} in json request body"))),
        Some(Value::String(word)) => Ok(word.clone()),
        Some(other) => Err(Refusal::bad(format!(
            "{name} parameter is expected to be of type str but is of type {}",
            type_name(other)
        ))),
    }
}

fn permitted(call: &Call<'_>, body: &Map<String, Value>) -> Result<&'static str, Refusal> {
    let tenant = call.caller.must(Action::Change("execution_start"))?;
    let says = |names: &[&str]| names.iter().any(|name| body.contains_key(*name));
    if says(&DETAILS) {
        call.caller.must_administer("set_execution_details")?;
    }
    if says(&["created_by"]) {
        call.caller.must_administer("set_owner")?;
    }
    if says(&TIMES) {
        call.caller.must_administer("set_timestamp")?;
    }
    Ok(tenant)
}

fn forced_status(body: &Map<String, Value>) -> Result<Option<Status>, Refusal> {
    let Some(status) = body.get("force_status").filter(|status| !status.is_null()) else {
        return Ok(None);
    };
    let status = text(status);
    let names = Status::ALL.map(Status::name).join(",");
    Status::parse(&status).map(Some).ok_or_else(|| {
        Refusal::bad(format!(
            "Force status was set to invalid state \"{status}\". Valid states are: {names}"
        ))
    })
}

fn dictionary(body: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    match body.get("parameters") {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map.clone()),
        Some(other) => Err(Refusal::bad(format!(
            "request body's 'parameters' field must be a dict but is of type {}",
            type_name(other)
        ))),
    }
}

/// What a system administrator may say of an execution that is only written.
fn details(
    call: &Call<'_>,
    body: &Map<String, Value>,
    execution: &mut Execution,
) -> Result<(), Refusal> {
    let word = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let time = |name: &str| {
        let formats = ["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S"];
        word(name).map(|text| when::parse(&text, &formats).ok_or(Refusal::Internal))
    };
    if let Some(status) = word("force_status").as_deref().and_then(Status::parse)
        && !status.is_waiting()
        && status != Status::Pending
        && latest_never_started(call, execution)
    {
        return Err(Refusal::Internal);
    }
    if let Some(id) = word("id") {
        if let Some(other) = call.manager.execution(&id) {
            let tenant = other.tenant;
            let message = format!(
                "{} already exists on <Tenant name=`{tenant}`> or with global visibility",
                other.python_name()
            );
            return Err(Refusal::Api(409, "conflict_error", message));
        }
        execution.id = id;
    }
    if let Some(by) = word("created_by") {
        execution.created_by = by;
    }
    if let Some(error) = word("error") {
        execution.error = Some(error);
    }
    execution.is_system = switch(body, "is_system_workflow")?;
    if let Some(at) = time("created_at").transpose()? {
        execution.created_at = at;
    }
    execution.started_at = time("started_at").transpose()?;
    if let Some(at) = time("ended_at").transpose()? {
        execution.ended_at = Some(at);
    }
    Ok(())
}

fn latest_never_started(call: &Call<'_>, execution: &Execution) -> bool {
    let id = execution.deployment.as_deref().unwrap_or_default();
    let deployment = call.manager.deployment(execution.tenant, id);
    let latest = deployment.and_then(|deployment| deployment.latest.as_deref());
    latest
        .and_then(|id| call.manager.execution(id))
        .is_some_and(|latest| latest.started_at.is_none())
}
