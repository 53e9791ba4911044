//! Server functions: leptos finds the function, the caller comes as context.

use crate::http::{AppState, Guest};
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::Request;
use leptos::prelude::provide_context;
use slipway_app::server_fns::Context;

/// `POST /api/{*function}`
pub async fn call(State(state): State<AppState>, guest: Guest, request: Request<Body>) -> Response {
    let context = Context {
        portal: state.portal,
        visitor: guest.visitor,
    };
    leptos_axum::handle_server_fns_with_context(move || provide_context(context.clone()), request)
        .await
        .into_response()
}
