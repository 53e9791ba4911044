//! The end of a server: it is queued for deletion, and gone when the job has succeeded.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::caller::Caller;
use crate::Simulator;
use crate::clc::effect::Effect;
use crate::clc::estate::Status;
use crate::clc::render::status_link;
use crate::clc::single::Single;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let single = Single::find(&world, caller.estate, caller.user, &id)?;
    if !matches!(
        single.server(&world).status,
        Status::Active | Status::Archived
    ) {
        let message = "The server must be in Active or Archived state.";
        return Err(Refusal::field("", message));
    }
    let (estate, at) = (single.estate, single.server);
    let job = single.queue(&mut world, "deleteServer", Effect::Delete, now);
    let estate = &mut world.estates[estate];
    estate.servers[at].status = Status::QueuedForDelete;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("server", &estate.servers[at].id)
            .key("isQueued")
            .bool(true)
            .key("links")
            .array(|json| status_link(json, &estate.alias, &job));
    });
    Ok(reply::with_status(StatusCode::ACCEPTED, json.into_string()))
}
