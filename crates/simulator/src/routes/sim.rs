//! Switches of the simulator itself, under a prefix the cloud never had: what was asked, stepping the clock, making
//! tokens stale. Faults to order belong here too. No token is needed: nothing but demo data can be reached.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::at;
use crate::Simulator;
use crate::body::{Input, member};
use crate::clock::iso;
use crate::json::Json;
use crate::reply::{self, Refusal};

/// Requests below this are not part of the log.
pub(crate) const SIM: &str = "/_sim/";

pub(super) fn routes() -> Router<Simulator> {
    at("/_sim/requests", get(requests))
        .merge(at("/_sim/clock", get(clock).post(advance)))
        .merge(at("/_sim/tokens/expire", post(expire)))
}

async fn requests(State(simulator): State<Simulator>) -> Response {
    reply::ok(simulator.log().to_json())
}

async fn clock(State(simulator): State<Simulator>) -> Response {
    let now = simulator.inner.clock.now();
    let mut json = Json::default();
    json.object(|json| {
        json.pair("now", &iso(now));
    });
    reply::ok(json.into_string())
}

async fn advance(
    State(simulator): State<Simulator>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let seconds = member(&body, "advanceSeconds")
        .and_then(serde_json::Value::as_f64)
        .filter(|seconds| *seconds >= 0.0);
    let seconds = seconds.ok_or_else(|| {
        Refusal::field(
            "body.advanceSeconds",
            "A number of seconds, 0 or more, is required.",
        )
    })?;
    simulator.inner.clock.advance(seconds);
    Ok(clock(State(simulator)).await)
}

async fn expire(State(simulator): State<Simulator>) -> Response {
    let (mut world, _) = simulator.world();
    world.mint.expire_all();
    StatusCode::NO_CONTENT.into_response()
}
