//! Server functions: leptos finds the function, the grants come as context.

use crate::http::{AppState, RequestContext};
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{Request, header};
use leptos::prelude::provide_context;
use leptos::server_fn::axum::get_server_fn_service;
use slipway_app::server_fns::Context;
use slipway_domain::AppError;

/// `POST /api/{*function}`
pub async fn call(
    State(state): State<AppState>,
    context: Result<RequestContext, Response>,
    mut request: Request<Body>,
) -> Response {
    let context = match context {
        Ok(context) => context,
        // Scripts read sentences, no pages.
        Err(page) => {
            let words = AppError::SessionUnread.to_string();
            let json = serde_json::to_string(&words).unwrap_or_default();
            let kind = [(header::CONTENT_TYPE, "application/json")];
            return (page.status(), kind, json).into_response();
        }
    };
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return context.error(AppError::not_found("This page"));
    }
    // With these the framework would take it for a form and lead it back to wherever it says it
    // came from, errors in the address.
    for name in [header::ACCEPT, header::REFERER] {
        request.headers_mut().remove(name);
    }
    let context = Context {
        portal: state.portal,
        grants: context.grants,
    };
    leptos_axum::handle_server_fns_with_context(move || provide_context(context.clone()), request)
        .await
        .into_response()
}
