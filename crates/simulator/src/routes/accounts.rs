//! What an account adds to its servers and groups.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::{Simulator, custom_fields, reply};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/accounts/{alias}/customFields", get(fields))
}

async fn fields(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let fields = &world.estates[caller.estate].custom_fields;
    reply::ok(custom_fields::list(fields))
}
