//! Servers into the archive, many at once, and back out of it, one by one.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use serde_json::Value;

use super::at;
use super::caller::Caller;
use super::operations::{bare_list, run};
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::estate::{Estate, GroupKind, Status};
use crate::clc::render;
use crate::clc::single::Single;
use crate::clc::work::Work;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/operations/{alias}/servers/archive", post(archive))
        .merge(at("/v2/servers/{alias}/{server}/restore", post(restore)))
}

async fn archive(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    run(&simulator, caller, bare_list(&body), &Work::Archive)
}

async fn restore(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let single = Single::find(&world, caller.estate, caller.user, &id)?;
    let server = single.server(&world);
    if server.status != Status::Archived {
        return Err(Refusal::field("", "The server must be in Archived state."));
    }
    let group = target(single.estate(&world), server.center, &body)?;
    let (estate, at) = (single.estate, single.server);
    let job = single.queue(&mut world, "restore", Effect::Restore(group), now);
    world.estates[estate].servers[at].status = Status::QueuedForRestore;
    let json = render::job(&world.estates[estate].alias, &job);
    Ok(reply::with_status(StatusCode::ACCEPTED, json))
}

/// The position of the group that is to take the server: one for servers, in the same data center.
fn target(estate: &Estate, center: usize, body: &Value) -> Result<usize, Refusal> {
    let id = member(body, "targetGroupId").and_then(scalar);
    let id = id.ok_or_else(|| {
        Refusal::field("body.targetGroupId", "The targetGroupId field is required.")
    })?;
    let location = &estate.centers[center].id;
    let fits = estate.groups.iter().position(|group| {
        group.id.eq_ignore_ascii_case(&id)
            && group.kind == GroupKind::Default
            && group.location.eq_ignore_ascii_case(location)
    });
    fits.ok_or_else(|| {
        Refusal::field(
            "body.targetGroupId",
            &format!("The group {id} is not valid."),
        )
    })
}
