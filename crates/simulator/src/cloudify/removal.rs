//! Deleting past executions, by number or by time, with what is odd about it.

use std::collections::BTreeSet;

use serde_json::json;

use super::call::Call;
use super::execution::Execution;
use super::execution_record::ExecutionRecord;
use super::listing::{Filter, filters};
use super::manager::Manager;
use super::python::{names, text};
use super::reply::{Answer, Refusal};
use super::status::Status;
use super::users::Action;
use super::when;

const FORMATS: [&str; 3] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%dT%H:%M:%SZ",
];

/// `DELETE /executions`.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenants = call
        .caller
        .scope(call.ask, Action::Change("execution_delete"))?;
    // The manager compares a list with texts, so that it refuses every status.
    let statuses: Vec<&str> = call.ask.all("status").collect();
    if !statuses.is_empty() {
        return Err(Refusal::bad(format!(
            "Can't filter by execution status `{}`. Allowed statuses are: ['terminated', 'failed', 'cancelled']",
            names(&statuses)
        )));
    }
    let given = |name: &str| body.get(name).filter(|value| !value.is_null());
    let (keep, until) = (given("keep_last"), given("to_datetime"));
    if keep.is_some() && until.is_some() {
        return Err(Refusal::bad(
            "Must provide either a `to_datetime` timestamp or a `keep_last` number of executions to keep",
        ));
    }
    let until = match until.map(text) {
        Some(until) => Some(
            when::parse(&until, &FORMATS)
                .ok_or_else(|| Refusal::bad(format!("{until} is not a legal time format")))?,
        ),
        None => None,
    };
    let keep = match keep {
        Some(keep) => Some(
            keep.as_u64()
                .filter(|keep| *keep > 0)
                .ok_or_else(|| Refusal::bad("`keep_last` must be an integer greater than 0"))?,
        ),
        None => None,
    };
    let mut gone = over(call, &tenants)?;
    gone.sort_by_key(|one| one.created_at);
    if let Some(until) = until {
        gone.retain(|one| one.created_at < until);
    }
    if let Some(keep) = keep {
        let keep = usize::try_from(keep).unwrap_or(usize::MAX);
        // Who keeps more than there are still loses one.
        let count = gone.len().saturating_sub(keep).max(1);
        gone.truncate(count);
    }
    let gone: BTreeSet<String> = gone.iter().map(|one| one.id.clone()).collect();
    call.manager
        .retain(|execution| !gone.contains(&execution.id));
    // With the execution that a schedule started last goes the schedule.
    let lost = |latest: &Option<String>| latest.as_ref().is_some_and(|id| gone.contains(id));
    call.manager
        .schedules
        .retain(|schedule| !lost(&schedule.latest));
    Ok(Answer::ok(
        &json!({"metadata": {"pagination": {}}, "items": [{"count": gone.len()}]}),
    ))
}

/// Those that are over and that the query is about, without those that deployments were made in.
fn over<'m>(call: &'m Call<'_>, tenants: &[&str]) -> Result<Vec<&'m Execution>, Refusal> {
    let filters = filters::<ExecutionRecord<'_>>(call.ask)?;
    let all = call.manager.executions.iter();
    let over = all.filter(|one| {
        let record = call.record(one);
        tenants.contains(&one.tenant)
            && one.status.is_final()
            && !is_protected(call.manager, one)
            && filters.iter().all(|filter: &Filter| filter.takes(&record))
    });
    Ok(over.collect())
}

fn is_protected(manager: &Manager, execution: &Execution) -> bool {
    let id = execution.deployment.as_deref().unwrap_or_default();
    let deployment = manager.deployment(execution.tenant, id);
    let made_in = deployment.and_then(|deployment| deployment.created_in.as_deref());
    execution.status == Status::Terminated && made_in == Some(&execution.id)
}
