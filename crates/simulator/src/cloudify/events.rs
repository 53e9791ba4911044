//! Events and logs: one list of both, with filters, an order and a range of its own.

use std::cmp::Ordering;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::clock::Millis;

use super::call::Call;
use super::chronicle::{Entry, told};
use super::execution::Execution;
use super::execution_groups::changes;
use super::item::{Item, Told};
use super::listing::Page;
use super::operations::operation_id;
use super::python::{object, text};
use super::reply::{Answer, Refusal};
use super::request::{Ask, Version};
use super::users::Action;
use super::when;

/// How many a page has unless told otherwise.
const PAGE: usize = 10_000;
/// From happening to being kept.
const REPORT: Millis = 20;
const MANAGER: &str = "cfy-test-manager";
const EVENT: [&str; 20] = [
    "_storage_id",
    "timestamp",
    "reported_timestamp",
    "blueprint_id",
    "deployment_id",
    "deployment_display_name",
    "execution_id",
    "execution_group_id",
    "workflow_id",
    "message",
    "error_causes",
    "event_type",
    "operation",
    "source_id",
    "target_id",
    "manager_name",
    "agent_name",
    "node_instance_id",
    "node_name",
    "type",
];
const FILTERS: [&str; 10] = [
    "blueprint_id",
    "deployment_id",
    "event_type",
    "execution_group_id",
    "execution_id",
    "level",
    "message",
    "node_id",
    "node_instance_id",
    "operation",
];

/// An entry and the execution that it is about.
struct Line<'a> {
    entry: Entry,
    execution: &'a Execution,
}

/// `GET /events`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ask = call.ask;
    match ask.version {
        Some(Version::V1) => {
            return Err(Refusal::Api(405, "method_not_allowed_error", String::new()));
        }
        // What the second version tells has another shape, which is not made up here.
        Some(Version::V2) => return Err(Refusal::Page(StatusCode::NOT_FOUND)),
        _ => {}
    }
    let tenants = call.caller.scope(ask, Action::Read("event_list"))?;
    no_other_filters(ask)?;
    let order = order(ask)?;
    let range = range(ask)?;
    let page = Page::of(ask, PAGE)?;
    if let Some(group) = ask.get("execution_group_id") {
        return Ok(of_group(call, &page, group));
    }
    let mut lines = Vec::new();
    let all = call.manager.executions.iter();
    let meant = all.filter(|one| tenants.contains(&one.tenant) && is_about(ask, one));
    for execution in meant {
        let entries = told(execution, &call.manager.posted, call.now).into_iter();
        let kept = entries.filter(|entry| range.contains(&entry.at) && is_wanted(ask, entry));
        lines.extend(kept.map(|entry| Line { entry, execution }));
    }
    let key = |line: &Line<'_>| (line.entry.at, line.entry.number);
    lines.sort_by(|one, other| match order {
        Ordering::Greater => key(other).cmp(&key(one)),
        _ => key(one).cmp(&key(other)),
    });
    let items = page.of_all(&lines).iter();
    let items: Vec<Value> = items.map(|line| included(ask, tell(call, line))).collect();
    let pagination = json!({"size": page.size, "offset": page.offset, "total": lines.len()});
    Ok(Answer::ok(&object([
        ("metadata", json!({"pagination": pagination})),
        ("items", Value::Array(items)),
    ])))
}

/// What is told of a group of executions, which is about none of them.
fn of_group(call: &Call<'_>, page: &Page, group: &str) -> Answer {
    let changes = changes(call.manager, group);
    let told = |(number, (at, message)): (usize, &(Millis, String))| {
        let mut told = object(EVENT.map(|name| (name, Value::Null)));
        told["_storage_id"] = (number + 1).into();
        told["timestamp"] = when::stamp(*at).into();
        told["reported_timestamp"] = when::stamp(*at + REPORT).into();
        told["execution_group_id"] = group.into();
        told["message"] = message.as_str().into();
        told["event_type"] = "execution_state_change".into();
        told["manager_name"] = MANAGER.into();
        told["type"] = "cloudify_event".into();
        included(call.ask, told)
    };
    let all: Vec<Value> = changes.iter().enumerate().map(told).collect();
    let pagination = json!({"size": page.size, "offset": page.offset, "total": all.len()});
    Answer::ok(&object([
        ("metadata", json!({"pagination": pagination})),
        ("items", Value::Array(page.of_all(&all).to_vec())),
    ]))
}

fn no_other_filters(ask: &Ask) -> Result<(), Refusal> {
    let names = ask.query.iter().map(|(name, _)| name.as_str());
    let mut names = names.filter(|name| !name.starts_with('_') && *name != "type");
    match names.find(|name| !FILTERS.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Refusal::bad(format!(
            "Unknown field to filter by: {name}. Allowed values: {}",
            FILTERS.join(", ")
        ))),
    }
}

/// `Greater` where the latest comes first.
fn order(ask: &Ask) -> Result<Ordering, Refusal> {
    let Some(key) = ask.get("_sort") else {
        return Ok(Ordering::Less);
    };
    let (order, name) = match key.strip_prefix('-') {
        Some(name) => (Ordering::Greater, name),
        None => (Ordering::Less, key.strip_prefix('+').unwrap_or(key)),
    };
    match name {
        "timestamp" | "@timestamp" | "reported_timestamp" => Ok(order),
        name => Err(Refusal::bad(format!("Unknown field to sort by: {name}"))),
    }
}

/// `@timestamp,<from>,<to>`, of which one may be empty.
fn range(ask: &Ask) -> Result<std::ops::Range<Millis>, Refusal> {
    let Some(range) = ask.get("_range") else {
        return Ok(Millis::MIN..Millis::MAX);
    };
    let parts: Vec<&str> = range.split(',').collect();
    let [field, from, to] = parts[..] else {
        return Err(Refusal::bad(format!(
            "Range {range} is not of the form field,from,to"
        )));
    };
    let shift = match field {
        "timestamp" | "@timestamp" => 0,
        "reported_timestamp" => REPORT,
        other => return Err(Refusal::bad(format!("Unknown field to range by: {other}"))),
    };
    let time = |text: &str, empty| {
        if text.is_empty() {
            return Ok(empty);
        }
        let formats = ["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"];
        let time = when::parse(text, &formats);
        time.map(|time| time - shift).ok_or(Refusal::Internal)
    };
    Ok(time(from, Millis::MIN)?..time(to, Millis::MAX)?)
}

fn says(ask: &Ask, name: &str, found: Option<&str>) -> bool {
    let mut wanted = ask.all(name).peekable();
    wanted.peek().is_none() || wanted.any(|wanted| Some(wanted) == found)
}

fn is_about(ask: &Ask, execution: &Execution) -> bool {
    says(ask, "execution_id", Some(&execution.id))
        && says(ask, "deployment_id", execution.deployment.as_deref())
        && says(ask, "blueprint_id", execution.blueprint.as_deref())
}

fn is_wanted(ask: &Ask, entry: &Entry) -> bool {
    let item = &entry.item;
    let (event, level, kind) = match item.told {
        Told::Event(event) => (Some(event), None, "cloudify_event"),
        Told::Log(level) => (None, Some(level), "cloudify_log"),
    };
    let spot = item.spot.as_ref();
    let like = |name: &str, found: Option<&str>| {
        let mut patterns = ask.all(name).peekable();
        patterns.peek().is_none()
            || patterns.any(|pattern| found.is_some_and(|found| is_like(found, pattern)))
    };
    says(ask, "type", Some(kind))
        && says(ask, "event_type", event)
        && says(ask, "level", level)
        && says(ask, "node_id", spot.map(|spot| spot.node.as_str()))
        && says(
            ask,
            "node_instance_id",
            spot.map(|spot| spot.instance.as_str()),
        )
        && like("operation", spot.and_then(|spot| spot.operation))
        && like("message", Some(&item.text))
}

/// The database's `ILIKE`: `%` stands for any run, `_` for one letter, without regard to case.
fn is_like(text: &str, pattern: &str) -> bool {
    fn fits(text: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|skip| fits(&text[skip..], rest)),
            Some(('_', rest)) => !text.is_empty() && fits(&text[1..], rest),
            Some((letter, rest)) => text.first() == Some(letter) && fits(&text[1..], rest),
        }
    }
    let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    fits(&letters(text), &letters(pattern))
}

/// Unknown names just vanish.
fn included(ask: &Ask, told: Value) -> Value {
    let Some(wanted) = ask.get("_include").filter(|wanted| !wanted.is_empty()) else {
        return told;
    };
    let names: Vec<&str> = wanted.split(',').collect();
    match told {
        Value::Object(map) => object(
            map.into_iter()
                .filter(|(name, _)| names.contains(&name.as_str())),
        ),
        other => other,
    }
}

fn tell(call: &Call<'_>, line: &Line<'_>) -> Value {
    let Line { entry, execution } = line;
    let spot = entry.item.spot.as_ref();
    let display = call.display_name(execution);
    let mut told = vec![
        ("_storage_id", entry.number.into()),
        ("timestamp", when::stamp(entry.at).into()),
        ("reported_timestamp", when::stamp(entry.at + REPORT).into()),
        ("blueprint_id", json!(execution.blueprint)),
        ("deployment_id", json!(execution.deployment)),
        ("deployment_display_name", json!(display)),
        ("execution_id", execution.id.as_str().into()),
        ("execution_group_id", Value::Null),
        ("workflow_id", execution.workflow.as_str().into()),
        ("message", entry.item.text.as_str().into()),
        ("error_causes", causes(entry)),
    ];
    if let Told::Event(event) = entry.item.told {
        told.push(("event_type", event.into()));
    }
    told.extend([
        ("operation", json!(spot.and_then(|spot| spot.operation))),
        ("source_id", Value::Null),
        ("target_id", Value::Null),
        ("manager_name", MANAGER.into()),
        ("agent_name", Value::Null),
        ("node_instance_id", json!(spot.map(|spot| &spot.instance))),
        ("node_name", json!(spot.map(|spot| &spot.node))),
    ]);
    let kind = match entry.item.told {
        Told::Event(_) => "cloudify_event",
        Told::Log(level) => {
            let task = spot.and_then(|spot| spot.task);
            let of = task.map(|task| operation_id(call.manager.seed, &execution.id, task));
            let of = of.unwrap_or_else(|| execution.id.clone());
            told.push(("logger", format!("ctx.{of}").into()));
            told.push(("level", level.into()));
            "cloudify_log"
        }
    };
    told.push(("type", kind.into()));
    object(told)
}

/// What a failed task says of why.
fn causes(entry: &Entry) -> Value {
    match entry.item.told {
        Told::Event("task_failed") => json!([{
            "message": "exit code 1",
            "traceback": "Traceback (most recent call last):\n  File \"/opt/manager\", line 1, in main\n",
            "type": "ProcessException",
        }]),
        _ => Value::Null,
    }
}

/// `POST /events`: 201 with nothing.
pub(super) fn post(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    call.caller.must(Action::Change("event_create"))?;
    let id = body.get("execution_id").map(text).unwrap_or_default();
    let list = |name: &str| {
        body.get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let word = |map: &Value, name: &str| map[name].as_str().unwrap_or_default().to_owned();
    let (events, logs) = (list("events"), list("logs"));
    let events = events
        .iter()
        .map(|event| (Told::Event(known(&word(event, "event_type"))), event));
    let logs = logs
        .iter()
        .map(|log| (Told::Log(known(&word(log, "level"))), log));
    let (now, all) = (call.now, events.chain(logs));
    let items = all.map(|(told, of)| Item {
        at: now,
        told,
        text: word(&of["message"], "text"),
        spot: None,
    });
    let items: Vec<_> = items.map(|item| (id.clone(), item)).collect();
    call.manager.posted.extend(items);
    Ok(Answer::created(&Value::Null))
}

/// Types and levels that others may write; anything else counts as the plainest.
fn known(word: &str) -> &'static str {
    const WORDS: [&str; 8] = [
        "workflow_node_event",
        "workflow_event",
        "workflow_stage",
        "task_failed",
        "debug",
        "warning",
        "error",
        "critical",
    ];
    let found = WORDS.into_iter().find(|known| *known == word);
    found.unwrap_or(if word.contains('_') {
        "workflow_event"
    } else {
        "info"
    })
}
