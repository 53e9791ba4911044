//! The root password of a server, for those who may change it.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::clc::estate::Status;
use crate::clc::estate::seed::Family;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/servers/{alias}/{server}/credentials", get(one))
}

async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (world, _) = simulator.world();
    let server = world.estates[caller.estate].server(&id);
    // Only active servers link to theirs.
    let server = server.filter(|server| server.status == Status::Active);
    let server = server.ok_or(Refusal::NotFound)?;
    let user = match server.os.family {
        Family::Linux => "root",
        Family::Windows => "Administrator",
    };
    let mut json = Json::default();
    json.object(|json| {
        json.pair("userName", user)
            .pair("password", &server.password);
    });
    Ok(reply::ok(json.into_string()))
}
