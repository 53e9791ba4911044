//! `/healthz`, `/readyz` and `/metrics`: for machines, without sign-in.

use crate::http::AppState;
use crate::output;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// The process is up.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The store answers and the program is not stopping.
pub async fn ready(State(state): State<AppState>) -> Response {
    if *state.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match state.portal.store().health.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the store does not answer\n",
            )
                .into_response()
        }
    }
}

/// Prometheus text.
pub async fn metrics(State(state): State<AppState>) -> Response {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a gauge is a float; listeners are few"
    )]
    metrics::gauge!("slipway_live_listeners").set(state.portal.hub().listeners() as f64);
    metrics::counter!("slipway_log_lines_dropped_total").absolute(output::dropped());
    let text = state.metrics.render();
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        text,
    )
        .into_response()
}
