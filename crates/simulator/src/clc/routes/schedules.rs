//! What is to be done to servers and groups at set times: nobody ever orders anything, so that there is nothing to come.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    // The documentation begins it with a capital.
    let names = [
        "scheduledActivities",
        "ScheduledActivities",
        "upcomingScheduledActivities",
    ];
    names.into_iter().fold(Router::new(), |routes, name| {
        let server = format!("/v2/servers/{{alias}}/{{server}}/{name}");
        let group = format!("/v2/groups/{{alias}}/{{group}}/{name}");
        routes
            .merge(at(&server, get(of_server)))
            .merge(at(&group, get(of_group)))
    })
}

/// A server links to them by its UUID.
async fn of_server(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let server = world.estates[caller.estate].server_either(&server);
    server.ok_or(Refusal::NotFound)?;
    Ok(reply::ok("[]".to_owned()))
}

async fn of_group(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, group)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let group = world.estates[caller.estate].group(&group);
    group.ok_or(Refusal::NotFound)?;
    Ok(reply::ok("[]".to_owned()))
}
