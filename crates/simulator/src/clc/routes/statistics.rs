//! How busy a server is and was.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::query::value;
use crate::Simulator;
use crate::clc::estate::Status;
use crate::clc::statistics::Sampling;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/servers/{alias}/{server}/statistics", get(server))
}

async fn server(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (world, now) = simulator.world();
    let server = world.estates[caller.estate].server(&id);
    let server = server.ok_or(Refusal::NotFound)?;
    let sampling = Sampling::read(|name| value(&uri, name), now)?;
    let mut json = Json::default();
    json.array(|json| {
        // Of one that was never built, there is nothing to tell.
        if server.status != Status::UnderConstruction {
            sampling.write(json, server, world.seed);
        }
    });
    Ok(reply::ok(json.into_string()))
}
