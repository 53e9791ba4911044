//! Executions that are to start later: the old way, by a time in the call, and those whose schedules have come due.

use serde_json::{Value, json};

use crate::clock::Millis;

use super::call::Call;
use super::execution_record::ExecutionRecord;
use super::listing::included;
use super::manager::Manager;
use super::python::object;
use super::reply::{Answer, Refusal};
use super::schedule::{Rule, Schedule};
use super::schedules::arguments_of;
use super::start::{Wanted, prepared};
use super::status::Status;
use super::when;

const MINUTE: Millis = 60_000;

/// A call with a time: makes a schedule and answers an execution of which nothing is known, not even its id.
pub(super) fn start_later(
    call: &mut Call<'_>,
    wanted: &Wanted,
    parameters: Option<&Value>,
    time: &str,
) -> Result<Answer, Refusal> {
    let since = moment(time).ok_or(Refusal::Internal)?;
    if since <= call.now {
        return Err(Refusal::bad(format!(
            "Date `{time}` has already passed, please provide valid date. \nExpected format: YYYYMMDDHHMM+HHMM or \
             YYYYMMDDHHMM-HHMM i.e: 201801012230-0500 (Jan-01-18 10:30pm EST)"
        )));
    }
    let name = call.manager.draw_id().replace('-', "");
    let deployment = call.manager.deployment(wanted.tenant, &wanted.deployment);
    let deployment =
        deployment.ok_or_else(|| Refusal::no_such("Deployment", &wanted.deployment))?;
    let schedule = Schedule {
        id: format!("{}_{name}", wanted.workflow),
        tenant: wanted.tenant,
        deployment: deployment.id.clone(),
        created_at: call.now,
        created_by: wanted.by,
        workflow: wanted.workflow.clone(),
        since,
        until: None,
        rule: Rule::Once,
        slip: 0,
        parameters: parameters.and_then(Value::as_object).cloned(),
        arguments: arguments_of(
            wanted.allow_custom,
            wanted.force,
            wanted.dry_run,
            600.into(),
        ),
        stop_on_fail: false,
        enabled: true,
        latest: None,
        served: call.now,
    };
    call.manager.schedules.push(schedule);
    let fields = included::<ExecutionRecord<'_>>(call.ask)?;
    let known = |name: &str| match name {
        "status" | "status_display" => "scheduled".into(),
        "total_operations" | "finished_operations" => 0.into(),
        "allow_custom_parameters" | "private_resource" => false.into(),
        _ => Value::Null,
    };
    Ok(Answer::created(&object(
        fields.into_iter().map(|name| (name, known(name))),
    )))
}

/// `202801012230-0500`, or without what it is ahead of UTC.
fn moment(text: &str) -> Option<Millis> {
    let text = text.trim();
    let (time, offset) = match text.get(12..).unwrap_or_default() {
        "" => (text, 0),
        offset => {
            let minutes = offset.get(1..3)?.parse::<Millis>().ok()? * 60
                + offset.get(3..5)?.parse::<Millis>().ok()?;
            let sign = match offset.get(..1)? {
                "+" => 1,
                "-" => -1,
                _ => return None,
            };
            (text.get(..12)?, sign * minutes)
        }
    };
    let at = when::parse(time, &["%Y%m%d%H%M"])?;
    Some(at - offset * MINUTE)
}

/// Starts what schedules have come due for, in the order of its time.
pub(super) fn run_schedules(manager: &mut Manager, now: Millis) {
    let next = |manager: &Manager| {
        let all = manager.schedules.iter().enumerate();
        all.filter_map(|(place, schedule)| Some((schedule.due(now)?, place)))
            .min()
    };
    while let Some(((looks, due), place)) = next(manager) {
        manager.settle(looks);
        manager.schedules[place].served = due;
        let schedule = &manager.schedules[place];
        let latest = schedule
            .latest
            .as_deref()
            .and_then(|id| manager.execution(id));
        let is_busy = latest.is_some_and(|latest| !latest.status.is_final());
        let failed = latest.is_some_and(|latest| latest.status == Status::Failed);
        if is_busy || (schedule.stop_on_fail && failed) {
            continue;
        }
        let wanted = wanted(schedule);
        if let Ok(mut execution) = prepared(manager, &wanted, false, looks) {
            if execution.status != Status::Queued {
                execution.send(looks);
            }
            manager.schedules[place].latest = Some(execution.id.clone());
            manager.keep(execution);
        }
    }
}

fn wanted(schedule: &Schedule) -> Wanted {
    let says = |name: &str| schedule.arguments.get(name) == Some(&json!(true));
    Wanted {
        deployment: schedule.deployment.clone(),
        workflow: schedule.workflow.clone(),
        parameters: schedule.parameters.clone().unwrap_or_default(),
        allow_custom: says("allow_custom_parameters"),
        force: says("force"),
        dry_run: says("is_dry_run"),
        queue: true,
        by: schedule.created_by,
        tenant: schedule.tenant,
    }
}
