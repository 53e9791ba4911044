//! Single servers, by name-like id or by UUID.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::query::says;
use super::removal::remove;
use super::server_patch::patch;
use crate::Simulator;
use crate::clc::render;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at(
        "/v2/servers/{alias}/{server}",
        get(one).delete(remove).patch(patch),
    )
}

async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let by_uuid = says(&uri, "uuid", "true");
    let server = if by_uuid {
        estate.server_by_uuid(&id)
    } else {
        estate.server(&id)
    };
    Ok(reply::ok(render::server(
        estate,
        server.ok_or(Refusal::NotFound)?,
        caller.rights,
    )))
}
