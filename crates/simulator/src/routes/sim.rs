//! Switches of the simulator itself, under a prefix the cloud never had: what was asked, stepping and freezing the
//! clock, making tokens stale. Faults have a file of their own. No token is needed: nothing but demo data can be reached.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;

use crate::Simulator;
use crate::body::{Input, member};
use crate::clc::at;
use crate::clock::iso;
use crate::json::Json;
use crate::reply::{self, Refusal};

/// Requests below this are not part of the log.
pub(crate) const SIM: &str = "/_sim/";

pub(super) fn routes() -> Router<Simulator> {
    at("/_sim/requests", get(requests))
        .merge(at("/_sim/clock", get(clock).post(turn)))
        .merge(at("/_sim/tokens/expire", post(expire)))
}

async fn requests(State(simulator): State<Simulator>) -> Response {
    reply::ok(simulator.log().to_json())
}

async fn clock(State(simulator): State<Simulator>) -> Response {
    let clock = &simulator.inner.clock;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("now", &iso(clock.now()));
        json.key("frozen").bool(clock.is_frozen());
    });
    reply::ok(json.into_string())
}

/// Steps the clock, freezes it or lets it go; at least one of these.
async fn turn(State(simulator): State<Simulator>, Input(body): Input) -> Result<Response, Refusal> {
    let (advance, freeze) = (member(&body, "advanceSeconds"), member(&body, "freeze"));
    let seconds = advance
        .and_then(Value::as_f64)
        .filter(|seconds| *seconds >= 0.0);
    let freeze_to = freeze.and_then(Value::as_bool);
    if freeze.is_some() && freeze_to.is_none() {
        return Err(Refusal::field("body.freeze", "It must be true or false."));
    }
    if seconds.is_none() && (advance.is_some() || freeze.is_none()) {
        return Err(Refusal::field(
            "body.advanceSeconds",
            "A number of seconds, 0 or more, is required.",
        ));
    }
    let hands = &simulator.inner.clock;
    if let Some(freeze) = freeze_to {
        hands.freeze(freeze);
    }
    hands.advance(seconds.unwrap_or_default());
    Ok(clock(State(simulator)).await)
}

async fn expire(State(simulator): State<Simulator>) -> Response {
    let (mut world, _) = simulator.world();
    world.mint.expire_all();
    drop(world);
    let (mut manager, now) = simulator.manager();
    manager.expire_tokens(now);
    StatusCode::NO_CONTENT.into_response()
}
