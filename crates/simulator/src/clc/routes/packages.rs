//! The list of packages, which is all the cloud tells about them.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::reply;

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/packages/{alias}", get(list))
}

async fn list(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (mut world, _) = simulator.world();
    let read = world.catalogue_reads;
    world.catalogue_reads += 1;
    reply::ok(
        world
            .catalogue
            .list(&world.estates[caller.estate].alias, read),
    )
}
