//! Data centers. The list may be cached, a single one may not.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::query::says;
use crate::Simulator;
use crate::clc::render;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/datacenters/{alias}", get(list))
        .merge(at("/v2/datacenters/{alias}/{center}", get(one)))
        .merge(at(
            "/v2/datacenters/{alias}/{center}/deploymentCapabilities",
            get(capabilities),
        ))
        .merge(at(
            "/v2/datacenters/{alias}/{center}/bareMetalCapabilities",
            get(bare_metal),
        ))
        .merge(at(
            "/v2/vmImport/{alias}/{center}/available",
            get(importable),
        ))
}

async fn list(State(simulator): State<Simulator>, caller: Caller, uri: Uri) -> Response {
    let (world, _) = simulator.world();
    let group_links = says(&uri, "groupLinks", "true");
    reply::cached(render::centers(
        &world.estates[caller.estate],
        caller.rights,
        group_links,
    ))
}

async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let center = estate.center(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(render::center(
        estate,
        center,
        caller.rights,
        says(&uri, "groupLinks", "true"),
    )))
}

async fn capabilities(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let mut centers = estate.centers.iter();
    let at = centers.position(|center| center.id.eq_ignore_ascii_case(&id));
    let at = at.ok_or(Refusal::NotFound)?;
    Ok(reply::ok(render::capabilities(
        estate,
        at,
        &world.templates,
    )))
}

async fn bare_metal(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let center = world.estates[caller.estate].center(&id);
    let center = center.ok_or(Refusal::NotFound)?;
    let machines = center.bare_metal.then_some(&world.machines);
    Ok(reply::ok(render::bare_metal(machines)))
}

/// Machines that were brought along and wait to become servers; nobody ever brings any.
async fn importable(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let center = world.estates[caller.estate].center(&id);
    center.ok_or(Refusal::NotFound)?;
    Ok(reply::ok("[]".to_owned()))
}
