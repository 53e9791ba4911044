//! Executions over a group of deployments: one each, so many at once.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::call::Call;
use super::execution::Execution;
use super::executions::{action, resume, stop};
use super::group::ExecutionGroup;
use super::listing::{Record, list, one};
use super::manager::Manager;
use super::python::text;
use super::reply::{Answer, Refusal};
use super::request::switch;
use super::start::{Wanted, prepared};
use super::status::Status;
use super::users::Action;
use super::when::stamp;

const ACTIONS: [&str; 5] = ["cancel", "force-cancel", "kill", "resume", "force-resume"];
/// How many may be under way at once unless it is said.
const CONCURRENCY: usize = 5;

struct GroupRecord<'a> {
    group: &'a ExecutionGroup,
    manager: &'a Manager,
    /// Whether its executions and its status are told.
    in_full: bool,
}

impl Record for GroupRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "id",
        "visibility",
        "workflow_id",
        "concurrency",
        "deployment_group_id",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
        "execution_ids",
        "status",
    ];

    fn field(&self, name: &str) -> Value {
        let group = self.group;
        match name {
            "created_at" => stamp(group.created_at).into(),
            "id" => group.id.as_str().into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "workflow_id" => group.workflow.as_str().into(),
            "concurrency" => group.concurrency.into(),
            "deployment_group_id" => group.deployment_group.as_str().into(),
            "tenant_name" => group.tenant.into(),
            "created_by" => group.created_by.into(),
            "private_resource" => false.into(),
            "execution_ids" if self.in_full => {
                let members = self.manager.of_group(&group.id);
                members.map(|one| Value::from(one.id.as_str())).collect()
            }
            "status" if self.in_full => self.status().into(),
            _ => Value::Null,
        }
    }
}

impl GroupRecord<'_> {
    fn status(&self) -> &'static str {
        let statuses: Vec<Status> = self
            .manager
            .of_group(&self.group.id)
            .map(|one| one.status)
            .collect();
        let any = |wanted: fn(&Status) -> bool| statuses.iter().any(wanted);
        if statuses.iter().all(|status| status.is_final()) {
            return if any(|status| *status == Status::Failed) {
                "failed"
            } else {
                "terminated"
            };
        }
        if any(|status| !status.is_waiting() && *status != Status::Pending) {
            return "started";
        }
        if any(|status| *status == Status::Pending) {
            "pending"
        } else {
            "queued"
        }
    }
}

fn record<'m>(call: &'m Call<'_>, group: &'m ExecutionGroup, in_full: bool) -> GroupRecord<'m> {
    GroupRecord {
        group,
        manager: call.manager,
        in_full,
    }
}

/// `GET /execution-groups`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("execution_group_list"))?;
    let in_full = call.ask.flag("_get_data")?;
    let all = call.manager.execution_groups.iter();
    let all = all.filter(|group| tenants.contains(&group.tenant));
    list(call.ask, all.map(|group| record(call, group, in_full))).map(|told| Answer::ok(&told))
}

fn named<'m>(call: &'m Call<'_>, tenant: &str) -> Result<&'m ExecutionGroup, Refusal> {
    let mut all = call.manager.execution_groups.iter();
    let found = all.find(|group| group.tenant == tenant && group.id == call.name());
    found.ok_or_else(|| Refusal::no_such("ExecutionGroup", call.name()))
}

/// `GET /execution-groups/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call.caller.must(Action::Read("execution_group_get"))?;
    let group = named(call, tenant)?;
    one(call.ask, &record(call, group, true)).map(|told| Answer::ok(&told))
}

/// `POST /execution-groups`: 200. All wait at first.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call.caller.must(Action::Change("execution_group_create"))?;
    let word = |name: &str| {
        let given = body.get(name).map(text);
        given.ok_or_else(|| Refusal::bad(format!("Missing {name} in json request body")))
    };
    let (group, workflow) = (word("deployment_group_id")?, word("workflow_id")?);
    let found = call.manager.deployment_group(tenant, &group);
    let deployments = found
        .ok_or_else(|| Refusal::no_such("DeploymentGroup", &group))?
        .deployments
        .clone();
    let concurrency = body.get("concurrency").and_then(Value::as_u64);
    let concurrency = concurrency.and_then(|many| usize::try_from(many).ok());
    let made = ExecutionGroup {
        id: call.manager.draw_id(),
        tenant,
        created_at: call.now,
        created_by: call.caller.user.name,
        workflow,
        concurrency: concurrency.unwrap_or(CONCURRENCY),
        deployment_group: group,
    };
    let mut members = Vec::new();
    for (place, deployment) in deployments.iter().enumerate() {
        let mut member = member(call, &body, &made, deployment)?;
        // In the order in which they are listed.
        member.created_at += i64::try_from(place).unwrap_or(0);
        members.push(member);
    }
    for member in members {
        call.manager.keep(member);
    }
    let told = one(call.ask, &record(call, &made, true))?;
    call.manager.execution_groups.push(made);
    call.manager.dequeue(call.now);
    Ok(Answer::ok(&told))
}

fn member(
    call: &mut Call<'_>,
    body: &Map<String, Value>,
    group: &ExecutionGroup,
    deployment: &str,
) -> Result<Execution, Refusal> {
    let parameters = |value: Option<&Value>| {
        value
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let mut given = parameters(body.get("default_parameters"));
    given.extend(parameters(
        body.get("parameters").and_then(|all| all.get(deployment)),
    ));
    let wanted = Wanted {
        deployment: deployment.to_owned(),
        workflow: group.workflow.clone(),
        parameters: given,
        allow_custom: switch(body, "allow_custom_parameters")?,
        force: switch(body, "force")?,
        dry_run: false,
        queue: true,
        by: group.created_by,
        tenant: group.tenant,
    };
    let mut execution = prepared(call.manager, &wanted, false, call.now)?;
    execution.status = Status::Queued;
    execution.group = Some(group.id.clone());
    Ok(execution)
}

/// `POST /execution-groups/<id>`.
pub(super) fn act(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call.caller.must(Action::Change("execution_group_cancel"))?;
    let action = action(&body, &ACTIONS)?;
    let group = named(call, tenant)?.clone();
    let resumes = action.ends_with("resume");
    let wanted = |one: &&Execution| {
        if resumes {
            matches!(one.status, Status::Failed | Status::Cancelled)
        } else {
            !one.status.is_final()
        }
    };
    let members = call.manager.of_group(&group.id).filter(wanted);
    let members: Vec<String> = members.map(|one| one.id.clone()).collect();
    if members.is_empty() {
        return Err(Refusal::not_found(
            "Requested `Execution` [] was not found".to_owned(),
        ));
    }
    let now = call.now;
    for id in members {
        let Some(execution) = call.manager.execution_mut(&id) else {
            continue;
        };
        if resumes {
            resume(execution, &action, now)?;
        } else if execution.status == Status::Queued {
            // Nobody notes when that was.
            execution.status = Status::Cancelled;
        } else {
            // One that is stopping already is left to it.
            drop(stop(execution, &action, now));
        }
    }
    one(call.ask, &record(call, &group, false)).map(|told| Answer::with(StatusCode::OK, &told))
}

/// `PATCH /execution-groups/<id>`: how many may be under way at once; none pauses it.
pub(super) fn change(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call.caller.must(Action::Change("execution_group_update"))?;
    let mut group = named(call, tenant)?.clone();
    let concurrency = body.get("concurrency").and_then(Value::as_u64);
    if let Some(many) = concurrency.and_then(|many| usize::try_from(many).ok()) {
        group.concurrency = many;
    }
    let told = one(call.ask, &record(call, &group, true))?;
    let all = call.manager.execution_groups.iter_mut();
    for old in all.filter(|old| old.id == group.id) {
        *old = group.clone();
    }
    call.manager.dequeue(call.now);
    Ok(Answer::ok(&told))
}

/// What is told of a group: that its executions changed their states.
pub(super) fn changes(manager: &Manager, group: &str) -> Vec<(i64, String)> {
    let mut told = Vec::new();
    for one in manager.of_group(group) {
        let mut put = |at: Option<i64>, state: &str| {
            let text = format!("execution '{}' changed state to '{state}'", one.id);
            told.extend(at.map(|at| (at, text)));
        };
        put(one.started_at, "started");
        if one.status.is_final() {
            put(one.ended_at, one.status.name());
        }
    }
    told.sort();
    told
}
