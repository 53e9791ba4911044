//! Alert policies: listed, made, changed and deleted, and put on servers.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{delete, get, post};
use serde_json::Value;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::{Input, member, scalar, texts};
use crate::clc::estate::{AlertPolicy, Estate, Trigger};
use crate::clc::render::policy;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2/alertPolicies/{alias}";
    let mapped = "/v2/servers/{alias}/{server}/alertPolicies";
    at(all, get(list).post(create))
        .merge(at(
            &format!("{all}/{{policy}}"),
            get(read).put(change).delete(remove),
        ))
        .merge(at(mapped, post(map)))
        .merge(at(&format!("{mapped}/{{policy}}"), delete(unmap)))
}

async fn list(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let json = policy::items("alertPolicies", estate, caller.rights, |json| {
        for one in &estate.policies.alerts {
            policy::alert(json, estate, one, caller.rights);
        }
    });
    reply::ok(json)
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let found = estate.policies.alert(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(told(estate, found, &caller)))
}

fn told(estate: &Estate, found: &AlertPolicy, caller: &Caller) -> String {
    let mut json = Json::default();
    policy::alert(&mut json, estate, found, caller.rights);
    json.into_string()
}

async fn create(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let seed = world.seed;
    let estate = &mut world.estates[caller.estate];
    let mut policy = wanted(&body).map_err(Refusal::ModelState)?;
    policy.id = estate.policies.next_id(&estate.alias, seed);
    let json = told(estate, &policy, &caller);
    let location = format!("/v2/alertPolicies/{}/{}", estate.alias, policy.id);
    estate.policies.alerts.push(policy);
    Ok(made(json, &location))
}

/// 201 and where it is found.
pub(super) fn made(json: String, location: &str) -> Response {
    let mut answer = reply::with_status(StatusCode::CREATED, json);
    if let Ok(location) = HeaderValue::from_str(location) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}

async fn change(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let mut all = estate.policies.alerts.iter();
    let at = all.position(|policy| policy.id.eq_ignore_ascii_case(&id));
    let at = at.ok_or(Refusal::NotFound)?;
    let mut policy = wanted(&body).map_err(Refusal::ModelState)?;
    policy.id.clone_from(&estate.policies.alerts[at].id);
    estate.policies.alerts[at] = policy;
    let found = &estate.policies.alerts[at];
    Ok(reply::ok(told(estate, found, &caller)))
}

async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    estate.policies.alert(&id).ok_or(Refusal::NotFound)?;
    estate.remove_alert(&id);
    Ok(reply::no_content())
}

async fn map(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = estate
        .server_either(&server)
        .ok_or(Refusal::NotFound)?
        .index;
    let id = policy_id(&body, |id| {
        estate.policies.alert(id).map(|one| one.id.clone())
    })?;
    let own = &mut estate.servers[at].policies.alerts;
    if !own.contains(&id) {
        own.push(id.clone());
    }
    let json = policy::alert_mapping(estate, &estate.servers[at], &id, caller.rights);
    Ok(reply::with_status(StatusCode::CREATED, json))
}

async fn unmap(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server, id)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = estate
        .server_either(&server)
        .ok_or(Refusal::NotFound)?
        .index;
    let own = &mut estate.servers[at].policies.alerts;
    let mut mapped = own.iter();
    let mapped = mapped.position(|own| own.eq_ignore_ascii_case(&id));
    own.remove(mapped.ok_or(Refusal::NotFound)?);
    Ok(reply::no_content())
}

/// The id of the policy that a mapping names, as it is spelled here.
pub(super) fn policy_id(
    body: &Value,
    find: impl FnOnce(&str) -> Option<String>,
) -> Result<String, Refusal> {
    let id = member(body, "id").and_then(scalar);
    let id = id.ok_or_else(|| Refusal::field("body.id", "The id field is required."))?;
    find(&id).ok_or_else(|| Refusal::field("body.id", &format!("The policy {id} is not valid.")))
}

/// The policy that a body describes, or all that is wrong with it.
fn wanted(body: &Value) -> Result<AlertPolicy, Vec<(String, String)>> {
    let mut wrong = Vec::new();
    let mut complain = |name: &str, why: &str| {
        wrong.push((format!("body.{name}"), format!("The {name} field {why}.")));
    };
    let name = member(body, "name").and_then(scalar).unwrap_or_default();
    if name.trim().is_empty() {
        complain("name", "is required");
    }
    let entries = |name: &str| member(body, name).and_then(Value::as_array);
    let actions =
        entries("actions").map(|all| all.iter().map(recipients).collect::<Option<Vec<_>>>());
    let triggers =
        entries("triggers").map(|all| all.iter().map(trigger).collect::<Option<Vec<_>>>());
    for (name, missing, unfit) in [
        ("actions", actions.is_none(), matches!(&actions, Some(None))),
        (
            "triggers",
            triggers.is_none(),
            matches!(&triggers, Some(None)),
        ),
    ] {
        if missing {
            complain(name, "is required");
        } else if unfit {
            complain(name, "is not valid");
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(AlertPolicy {
        id: String::new(),
        name,
        recipients: actions.flatten().unwrap_or_default().concat(),
        triggers: triggers.flatten().unwrap_or_default(),
    })
}

/// Who gets a mail, which is all that can be done.
fn recipients(action: &Value) -> Option<Vec<String>> {
    let mails = member(action, "action").and_then(scalar)?;
    let to = member(action, "settings").and_then(|settings| member(settings, "recipients"))?;
    mails.eq_ignore_ascii_case("email").then(|| texts(to))
}

fn trigger(entry: &Value) -> Option<Trigger> {
    let text = |name: &str| member(entry, name).and_then(scalar);
    let metric = text("metric")?.to_ascii_lowercase();
    let duration = text("duration")?;
    let threshold: f64 = text("threshold")?.trim().parse().ok()?;
    let known = ["cpu", "memory", "disk"].contains(&metric.as_str())
        && ["00:05:00", "00:10:00", "00:15:00"].contains(&duration.as_str())
        && (5.0..=95.0).contains(&threshold)
        && (threshold / 5.0).fract().abs() < f64::EPSILON;
    known.then_some(Trigger {
        metric,
        duration,
        threshold,
    })
}
