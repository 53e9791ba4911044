//! What an operation of the experimental interface is doing.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::Trouble;
use crate::Simulator;
use crate::clc::routes::at;
use crate::clc::routes::caller::Caller;
use crate::reply;

pub(super) fn routes() -> Router<Simulator> {
    let path = "/v2-experimental/operations/{alias}/status/{operation}";
    at(path, get(status))
}

async fn status(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (world, now) = simulator.world();
    let job = world.operations.job(caller.estate, &id);
    let state = job.and_then(|job| world.jobs.state(caller.estate, job, now));
    let alias = &world.estates[caller.estate].alias;
    let told = state.and_then(|state| world.operations.told(alias, &id, state));
    Ok(reply::ok(told.ok_or(Trouble::NotThere)?))
}
