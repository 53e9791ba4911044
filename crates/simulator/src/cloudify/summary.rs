//! How many executions there are of each kind.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::execution_record::ExecutionRecord;
use super::listing::{Filter, Page, Record, filters, invalid};
use super::python::{object, text};
use super::reply::{Answer, Refusal};
use super::request::Ask;
use super::users::Action;

const FIELDS: [&str; 7] = [
    "status",
    "status_display",
    "blueprint_id",
    "deployment_id",
    "workflow_id",
    "tenant_name",
    "visibility",
];
const PAGE: usize = 1_000;

/// `GET /summary/executions`. System workflows count.
pub(super) fn executions(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ask = call.ask;
    let tenants = call.caller.scope(ask, Action::Read("execution_list"))?;
    let field = target(ask)?;
    let sub = ask
        .get("_sub_field")
        .map(|name| known("_sub_field", name))
        .transpose()?;
    let filters = filters::<ExecutionRecord<'_>>(ask)?;
    let page = Page::of(ask, PAGE)?;
    let all = call
        .manager
        .executions
        .iter()
        .filter(|one| tenants.contains(&one.tenant));
    let all = all.map(|execution| call.record(execution));
    let all: Vec<_> = all
        .filter(|record| filters.iter().all(|one: &Filter| one.takes(record)))
        .collect();
    let groups = grouped(&all, field);
    let mut rows = groups.len();
    let mut items = Vec::new();
    for (value, members) in groups.values() {
        let mut item = row(field, value, members.len());
        if let Some(sub) = sub {
            let parts = grouped(members, sub);
            rows += parts.len() - 1;
            let parts = parts.values();
            let parts = parts.map(|(value, members)| Value::Object(row(sub, value, members.len())));
            item.insert(format!("by {sub}"), parts.collect());
        }
        items.push(Value::Object(item));
    }
    let items = page.of_all(&items).to_vec();
    let pagination = json!({"total": rows, "size": page.size, "offset": page.offset});
    Ok(Answer::ok(&object([
        ("items", Value::Array(items)),
        ("metadata", json!({"pagination": pagination})),
    ])))
}

/// Records with the same value of a field, by that value.
fn grouped<'m>(
    records: &[ExecutionRecord<'m>],
    field: &str,
) -> BTreeMap<String, (Value, Vec<ExecutionRecord<'m>>)> {
    let mut groups: BTreeMap<String, (Value, Vec<_>)> = BTreeMap::new();
    for record in records {
        let value = record.field(field);
        let group = groups.entry(text(&value)).or_insert((value, Vec::new()));
        group.1.push(*record);
    }
    groups
}

fn row(field: &str, value: &Value, count: usize) -> Map<String, Value> {
    [
        (field.to_owned(), value.clone()),
        ("executions".to_owned(), count.into()),
    ]
    .into_iter()
    .collect()
}

fn target(ask: &Ask) -> Result<&'static str, Refusal> {
    match ask.get("_target_field") {
        Some(name) => known("_target_field", name),
        None => Err(invalid(
            "SummaryRequest",
            &["_target_field\n  field required (type=value_error.missing)".to_owned()],
        )),
    }
}

fn known(which: &str, name: &str) -> Result<&'static str, Refusal> {
    FIELDS.into_iter().find(|field| *field == name).ok_or_else(|| {
        let allowed = FIELDS.join(", ");
        let wrong = format!(
            "{which}\n  Invalid summary field: {name}. Allowed values: {allowed} (type=value_error)"
        );
        invalid("SummaryRequest", &[wrong])
    })
}

/// `GET /summary/execution_schedules`, which can be summed up by nothing.
pub(super) fn schedules(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.caller
        .scope(call.ask, Action::Read("execution_schedule_list"))?;
    let field = call.ask.get("_target_field").unwrap_or_default();
    Err(Refusal::bad(format!(
        "Field {field} is not available for summary. Valid fields are: "
    )))
}
