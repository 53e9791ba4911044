//! Groups, which carry all that is below them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::query::says;
use crate::reply::{self, Refusal};
use crate::{Simulator, render};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/groups/{alias}/{group}", get(one))
}

async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let group = estate.group(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(render::group(
        estate,
        group,
        caller.rights,
        says(&uri, "serverDetail", "detailed"),
    )))
}
