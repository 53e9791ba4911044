//! Making, reading, changing and deleting schedules.

use serde_json::{Map, Value, json};

use crate::clock::Millis;

use super::call::Call;
use super::listing::{Record, list, one};
use super::manager::Manager;
use super::python::text;
use super::reply::{Answer, Refusal};
use super::request::switch;
use super::schedule::{Rule, Schedule, step, weekday};
use super::users::Action;
use super::when::{self, plain, stamp};

/// How times may be written. Without a fraction there may be no `Z`.
const FORMATS: [&str; 5] = [
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
];

struct ScheduleRecord<'a> {
    schedule: &'a Schedule,
    manager: &'a Manager,
    now: Millis,
}

impl Record for ScheduleRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "id",
        "visibility",
        "next_occurrence",
        "since",
        "until",
        "rule",
        "slip",
        "workflow_id",
        "parameters",
        "execution_arguments",
        "stop_on_fail",
        "enabled",
        "deployment_id",
        "latest_execution_status",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
        "all_next_occurrences",
    ];

    fn field(&self, name: &str) -> Value {
        let schedule = self.schedule;
        match name {
            "created_at" => stamp(schedule.created_at).into(),
            "id" => schedule.id.as_str().into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "next_occurrence" => json!(schedule.next_times(self.now).first().map(|at| stamp(*at))),
            "since" => stamp(schedule.since).into(),
            "until" => json!(schedule.until.map(stamp)),
            "rule" => rule(&schedule.rule),
            "slip" => schedule.slip.into(),
            "workflow_id" => schedule.workflow.as_str().into(),
            "parameters" => json!(schedule.parameters),
            "execution_arguments" => Value::Object(schedule.arguments.clone()),
            "stop_on_fail" => schedule.stop_on_fail.into(),
            "enabled" => schedule.enabled.into(),
            "deployment_id" => schedule.deployment.as_str().into(),
            "latest_execution_status" => {
                let latest = schedule.latest.as_deref();
                let latest = latest.and_then(|id| self.manager.execution(id));
                json!(latest.map(|latest| latest.status.name()))
            }
            "tenant_name" => schedule.tenant.into(),
            "created_by" => schedule.created_by.into(),
            "private_resource" => false.into(),
            "all_next_occurrences" => {
                let times = schedule.next_times(self.now).into_iter();
                times.map(|at| Value::from(plain(at))).collect()
            }
            _ => Value::Null,
        }
    }
}

fn rule(rule: &Rule) -> Value {
    match rule {
        Rule::Once => json!({"count": 1}),
        Rule::Text(text) => json!({"rrule": text}),
        Rule::Every {
            recurrence,
            count,
            weekdays,
        } => {
            json!({"recurrence": recurrence, "count": count, "weekdays": weekdays})
        }
    }
}

/// `GET /execution-schedules`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("execution_schedule_list"))?;
    let search = call.ask.get("_search").map(str::to_lowercase);
    let all = call.manager.schedules.iter().filter(|schedule| {
        let found = search
            .as_ref()
            .is_none_or(|search| schedule.id.to_lowercase().contains(search));
        tenants.contains(&schedule.tenant) && found
    });
    list(call.ask, all.map(|schedule| record(call, schedule))).map(|told| Answer::ok(&told))
}

fn record<'m>(call: &'m Call<'_>, schedule: &'m Schedule) -> ScheduleRecord<'m> {
    ScheduleRecord {
        schedule,
        manager: call.manager,
        now: call.now,
    }
}

/// Where the schedule stands that the path and the query name together.
fn place(call: &Call<'_>, tenant: &str) -> Result<usize, Refusal> {
    let (id, deployment) = (call.name(), call.ask.required("deployment_id")?);
    let mut all = call.manager.schedules.iter();
    let found =
        all.position(|one| one.tenant == tenant && one.id == id && one.deployment == deployment);
    found.ok_or_else(|| {
        Refusal::not_found(format!(
            "Requested `ExecutionSchedule` with ID `{id}` was not found (filters: {{'deployment_id': '{deployment}'}})"
        ))
    })
}

/// `GET /execution-schedules/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call.caller.must(Action::Read("execution_schedule_get"))?;
    let place = place(call, tenant)?;
    let record = record(call, &call.manager.schedules[place]);
    one(call.ask, &record).map(|told| Answer::ok(&told))
}

/// `PUT /execution-schedules/<id>`.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.ask.required("deployment_id")?.to_owned();
    let body = call.ask.body()?;
    let tenant = call
        .caller
        .must(Action::Change("execution_schedule_create"))?;
    for name in ["workflow_id", "since"] {
        if !body.contains_key(name) {
            return Err(Refusal::bad(format!("Missing {name} in json request body")));
        }
    }
    let workflow = body.get("workflow_id").map(text).unwrap_or_default();
    has_workflow(call, tenant, &id, &workflow)?;
    let time = |name: &str| {
        body.get(name)
            .filter(|value| !value.is_null())
            .map(time)
            .transpose()
    };
    let (since, until) = (time("since")?.unwrap_or(call.now), time("until")?);
    let rule = rule_of(&body)?;
    let schedule = Schedule {
        id: call.name().to_owned(),
        tenant,
        deployment: id,
        created_at: call.now,
        created_by: call.caller.user.name,
        workflow,
        since,
        until,
        rule,
        slip: body.get("slip").and_then(Value::as_i64).unwrap_or(0),
        parameters: body.get("parameters").and_then(Value::as_object).cloned(),
        arguments: arguments(&body)?,
        stop_on_fail: switch(&body, "stop_on_fail")?,
        enabled: !body.contains_key("enabled") || switch(&body, "enabled")?,
        latest: None,
        served: call.now,
    };
    if place(call, tenant).is_ok() {
        let (id, deployment) = (&schedule.id, &schedule.deployment);
        let message = format!(
            "<ExecutionSchedule id=`{id}` tenant=`{tenant}` deployment=`{deployment}`> already exists on <Tenant \
             name=`{tenant}`> or with global visibility"
        );
        return Err(Refusal::Api(409, "conflict_error", message));
    }
    keep(call, schedule)
}

fn keep(call: &mut Call<'_>, schedule: Schedule) -> Result<Answer, Refusal> {
    call.manager.schedules.push(schedule);
    let last = call.manager.schedules.last().ok_or(Refusal::Internal)?;
    one(call.ask, &record(call, last)).map(|told| Answer::created(&told))
}

fn has_workflow(call: &Call<'_>, tenant: &str, id: &str, workflow: &str) -> Result<(), Refusal> {
    let deployment = call.manager.deployment(tenant, id);
    let deployment = deployment.ok_or_else(|| Refusal::no_such("Deployment", id))?;
    let blueprint = call.manager.blueprint(&deployment.blueprint);
    if blueprint.is_some_and(|blueprint| blueprint.workflow(workflow).is_some()) {
        return Ok(());
    }
    let message = format!("Workflow {workflow} does not exist in deployment {id}");
    Err(Refusal::Api(400, "nonexistent_workflow_error", message))
}

fn time(value: &Value) -> Result<Millis, Refusal> {
    let text = text(value);
    // Of a fraction of any length only the first three digits count.
    when::parse(&text, &FORMATS)
        .ok_or_else(|| Refusal::bad(format!("{text} is not a legal time format")))
}

fn rule_of(body: &Map<String, Value>) -> Result<Rule, Refusal> {
    let given = |name: &str| body.get(name).filter(|value| !value.is_null());
    if let Some(text) = given("rrule").and_then(Value::as_str) {
        return Ok(Rule::Text(text.to_owned()));
    }
    let recurrence = given("recurrence").map(text);
    let count = given("count").and_then(Value::as_i64);
    let weekdays = given("weekdays").and_then(Value::as_array);
    let weekdays = weekdays.map(|days| {
        days.iter()
            .map(|day| text(day).to_uppercase())
            .collect::<Vec<_>>()
    });
    match &recurrence {
        None if count != Some(1) => {
            return Err(Refusal::bad(
                "recurrence must be specified for execution count larger than 1",
            ));
        }
        Some(words) if step(words).is_none() => {
            return Err(Refusal::bad(format!(
                "`{words}` is not a legal recurrence expression."
            )));
        }
        _ => {}
    }
    let by_month = recurrence
        .as_deref()
        .is_some_and(|words| words.contains("mo") || words.contains('y'));
    for day in weekdays.iter().flatten() {
        if weekday(day).is_none() || (day.len() > 2 && !by_month) {
            return Err(Refusal::bad(format!(
                "`{day}` is not a legal weekday expression."
            )));
        }
    }
    Ok(Rule::Every {
        recurrence,
        count,
        weekdays,
    })
}

fn arguments(body: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let Some(given) = body.get("execution_arguments").and_then(Value::as_object) else {
        return Ok(Map::new());
    };
    let wait = given
        .get("wait_after_fail")
        .cloned()
        .unwrap_or_else(|| 600.into());
    Ok(arguments_of(
        switch(given, "allow_custom_parameters")?,
        switch(given, "force")?,
        switch(given, "dry_run")?,
        wait,
    ))
}

/// What a schedule starts its executions with; one name differs from that in the call.
pub(super) fn arguments_of(
    custom: bool,
    force: bool,
    dry_run: bool,
    wait: Value,
) -> Map<String, Value> {
    let members = [
        ("allow_custom_parameters", custom.into()),
        ("force", force.into()),
        ("is_dry_run", dry_run.into()),
        ("wait_after_fail", wait),
    ];
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// `PATCH /execution-schedules/<id>`: 201.
pub(super) fn change(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call
        .caller
        .must(Action::Change("execution_schedule_create"))?;
    let place = place(call, tenant)?;
    let mut schedule = call.manager.schedules[place].clone();
    let given = |name: &str| body.get(name).filter(|value| !value.is_null());
    if let Some(since) = given("since") {
        schedule.since = time(since)?;
    }
    if let Some(until) = given("until") {
        schedule.until = Some(time(until)?);
    }
    if ["recurrence", "count", "weekdays", "rrule"]
        .iter()
        .any(|name| body.contains_key(*name))
    {
        schedule.rule = rule_of(&body)?;
    }
    if let Some(slip) = given("slip").and_then(Value::as_i64) {
        schedule.slip = slip;
    }
    if body.contains_key("stop_on_fail") {
        schedule.stop_on_fail = switch(&body, "stop_on_fail")?;
    }
    if body.contains_key("enabled") {
        schedule.enabled = switch(&body, "enabled")?;
    }
    call.manager.schedules[place] = schedule;
    let record = record(call, &call.manager.schedules[place]);
    one(call.ask, &record).map(|told| Answer::created(&told))
}

/// `DELETE /execution-schedules/<id>`.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call
        .caller
        .must(Action::Change("execution_schedule_create"))?;
    let place = place(call, tenant)?;
    call.manager.schedules.remove(place);
    Ok(Answer::nothing())
}
