//! Anti-affinity policies: listed, made, renamed and deleted, and put on servers.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use super::alert_policies::{made, policy_id};
use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::estate::{AffinityPolicy, Estate};
use crate::clc::render::policy;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2/antiAffinityPolicies/{alias}";
    at(all, get(list).post(create))
        .merge(at(
            &format!("{all}/{{policy}}"),
            get(read).put(rename).delete(remove),
        ))
        .merge(at(
            "/v2/servers/{alias}/{server}/antiAffinityPolicy",
            get(mapped).put(map).delete(unmap),
        ))
}

async fn list(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let json = policy::items("antiAffinityPolicies", estate, caller.rights, |json| {
        for one in &estate.policies.affinities {
            policy::affinity(json, estate, one, caller.rights);
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
    let found = estate.policies.affinity(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(told(estate, found, &caller)))
}

fn told(estate: &Estate, found: &AffinityPolicy, caller: &Caller) -> String {
    let mut json = Json::default();
    policy::affinity(&mut json, estate, found, caller.rights);
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
    let name = name(&body)?;
    let center = member(&body, "location").and_then(scalar);
    let center = center.and_then(|center| estate.center_at(&center));
    let center = center
        .ok_or_else(|| Refusal::field("body.location", "The location field is not valid."))?;
    let policy = AffinityPolicy {
        id: estate.policies.next_id(&estate.alias, seed),
        name,
        center,
    };
    let json = told(estate, &policy, &caller);
    let location = format!("/v2/antiAffinityPolicies/{}/{}", estate.alias, policy.id);
    estate.policies.affinities.push(policy);
    Ok(made(json, &location))
}

async fn rename(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let mut all = estate.policies.affinities.iter();
    let at = all.position(|policy| policy.id.eq_ignore_ascii_case(&id));
    let at = at.ok_or(Refusal::NotFound)?;
    estate.policies.affinities[at].name = name(&body)?;
    let found = &estate.policies.affinities[at];
    Ok(reply::ok(told(estate, found, &caller)))
}

fn name(body: &Value) -> Result<String, Refusal> {
    let name = member(body, "name").and_then(scalar);
    let name = name.filter(|name| !name.trim().is_empty());
    name.ok_or_else(|| Refusal::field("body.name", "The name field is required."))
}

async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    estate.policies.affinity(&id).ok_or(Refusal::NotFound)?;
    estate.remove_affinity(&id);
    Ok(reply::no_content())
}

async fn mapped(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let server = estate.server_either(&server).ok_or(Refusal::NotFound)?;
    let id = server.policies.anti_affinity.as_ref();
    let id = id.ok_or(Refusal::NotFound)?;
    Ok(reply::ok(policy::affinity_mapping(
        estate,
        server,
        id,
        caller.rights,
    )))
}

/// Only servers of its data center can be under a policy.
async fn map(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let server = estate.server_either(&server).ok_or(Refusal::NotFound)?;
    let (at, center) = (server.index, server.center);
    let id = policy_id(&body, |id| {
        let found = estate.policies.affinity(id);
        let here = found.filter(|policy| policy.center == center);
        here.map(|policy| policy.id.clone())
    })?;
    estate.servers[at].policies.anti_affinity = Some(id.clone());
    let server = &estate.servers[at];
    Ok(reply::ok(policy::affinity_mapping(
        estate,
        server,
        &id,
        caller.rights,
    )))
}

async fn unmap(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = estate
        .server_either(&server)
        .ok_or(Refusal::NotFound)?
        .index;
    let own = &mut estate.servers[at].policies.anti_affinity;
    own.take().ok_or(Refusal::NotFound)?;
    Ok(reply::no_content())
}
