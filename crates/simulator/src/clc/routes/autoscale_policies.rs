//! Autoscale policies, which can only be read, and which of them servers and groups are under. Whoever is under none
//! answers 404, as it was recorded.

use axum::Router;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use axum::routing::get;

use super::alert_policies::policy_id;
use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::Input;
use crate::clc::render::policy;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2/autoscalePolicies/{alias}";
    at(all, get(list))
        .merge(at(&format!("{all}/{{policy}}"), get(read)))
        .merge(at(
            "/v2/servers/{alias}/{server}/cpuAutoscalePolicy",
            get(mapped).put(map).delete(unmap),
        ))
        .merge(at(
            "/v2/groups/{alias}/{group}/horizontalAutoscalePolicy",
            get(of_group),
        ))
}

async fn list(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let mut json = Json::default();
    json.array(|json| {
        for one in &estate.policies.autoscales {
            policy::autoscale(json, estate, one);
        }
    });
    reply::ok(json.into_string())
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let found = estate.policies.autoscale(&id).ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    policy::autoscale(&mut json, estate, found);
    Ok(reply::ok(json.into_string()))
}

async fn mapped(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let server = estate.server_either(&server).ok_or(Refusal::NotFound)?;
    let id = server.policies.cpu_autoscale.as_ref();
    let id = id.ok_or(Refusal::NotFound)?;
    Ok(reply::ok(policy::autoscale_mapping(uri.path(), id)))
}

async fn map(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
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
        estate.policies.autoscale(id).map(|one| one.id.clone())
    })?;
    estate.servers[at].policies.cpu_autoscale = Some(id.clone());
    Ok(reply::ok(policy::autoscale_mapping(uri.path(), &id)))
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
    estate.servers[at].policies.cpu_autoscale = None;
    Ok(reply::no_content())
}

/// No group is ever under one.
async fn of_group(_: State<Simulator>, _: Caller) -> Refusal {
    Refusal::NotFound
}
