//! Maintenance mode, on or off for all servers of a call, or for each as it says.

use std::collections::HashSet;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde_json::Value;

use super::at;
use super::caller::Caller;
use super::operations::{bare_list, run};
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::work::Work;
use crate::reply::Refusal;

pub(super) fn routes() -> Router<Simulator> {
    at(
        "/v2/operations/{alias}/servers/startMaintenance",
        post(start),
    )
    .merge(at(
        "/v2/operations/{alias}/servers/stopMaintenance",
        post(stop),
    ))
    .merge(at(
        "/v2/operations/{alias}/servers/setMaintenance",
        post(set),
    ))
}

async fn start(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let servers = bare_list(&body);
    let on = servers.iter().map(|id| key(id)).collect();
    go(&simulator, caller, servers, on)
}

async fn stop(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    go(&simulator, caller, bare_list(&body), HashSet::new())
}

async fn set(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let entries = member(&body, "servers").and_then(Value::as_array);
    let (mut servers, mut on) = (Vec::new(), HashSet::new());
    for entry in entries.into_iter().flatten() {
        let id = member(entry, "id").and_then(scalar);
        let id = id.ok_or_else(|| Refusal::field("body.servers", "The id field is required."))?;
        // Said as a boolean or as its word.
        let mode = member(entry, "inMaintenanceMode").and_then(scalar);
        match mode.map(|mode| mode.to_lowercase()).as_deref() {
            Some("true") => {
                on.insert(key(&id));
            }
            Some("false") => {}
            _ => {
                return Err(Refusal::field(
                    "body.servers",
                    "The inMaintenanceMode field must be true or false.",
                ));
            }
        }
        servers.push(id);
    }
    go(&simulator, caller, servers, on)
}

fn key(id: &str) -> String {
    id.trim().to_lowercase()
}

fn go(
    simulator: &Simulator,
    caller: Caller,
    servers: Vec<String>,
    on: HashSet<String>,
) -> Result<Response, Refusal> {
    caller.must_operate()?;
    run(simulator, caller, servers, &Work::Maintenance(on))
}
