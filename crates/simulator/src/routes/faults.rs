//! Ordering faults, seeing how often they hit, and clearing them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};

use crate::Simulator;
use crate::body::Input;
use crate::clc::at;
use crate::faults;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/_sim/faults", get(list).post(order).delete(clear))
        .merge(at("/_sim/faults/{id}", delete(remove)))
}

async fn list(State(simulator): State<Simulator>) -> Response {
    reply::ok(simulator.faults().to_json())
}

async fn order(
    State(simulator): State<Simulator>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let order = faults::read(&body)?;
    let id = simulator.faults().add(order);
    let mut json = Json::default();
    json.object(|json| {
        json.key("id").raw(&id.to_string());
    });
    Ok(reply::with_status(StatusCode::CREATED, json.into_string()))
}

async fn clear(State(simulator): State<Simulator>) -> Response {
    simulator.faults().clear();
    StatusCode::NO_CONTENT.into_response()
}

async fn remove(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    if simulator.faults().remove(id) {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(Refusal::NotFound)
    }
}
