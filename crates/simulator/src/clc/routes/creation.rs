//! New servers. The answer names the job and a UUID, by which the server is found at once; its
//! name is told by itself only.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::Input;
use crate::clc::build::queue;
use crate::clc::creation::read;
use crate::clc::render::status_link;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/servers/{alias}", post(create))
}

async fn create(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path(sent): Path<String>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let wanted = read(&world, caller.estate, &body, now).map_err(Refusal::ModelState)?;
    let name = wanted.name.to_ascii_lowercase();
    let (job, uuid) = queue(&mut world, caller.estate, &caller.user, wanted, now);
    let alias = &world.estates[caller.estate].alias;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("server", &name).key("isQueued").bool(true);
        json.key("links").array(|json| {
            status_link(json, alias, &job);
            json.object(|json| {
                let href = format!("/v2/servers/{sent}/{uuid}?uuid=True");
                json.pair("rel", "self").pair("href", &href);
                json.pair("id", &uuid);
                json.key("verbs").array(|json| {
                    json.plain(&["GET"]);
                });
            });
        });
    });
    Ok(reply::with_status(StatusCode::ACCEPTED, json.into_string()))
}
