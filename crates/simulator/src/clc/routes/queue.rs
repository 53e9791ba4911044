//! What a job is doing: one word, and an empty 404 for a job this account does not have.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/operations/{alias}/status/{job}", get(status))
}

async fn status(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, now) = simulator.world();
    let state = world
        .jobs
        .state(caller.estate, &id, now)
        .ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("status", state);
    });
    Ok(reply::ok(json.into_string()))
}
