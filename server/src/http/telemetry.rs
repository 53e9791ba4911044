//! The log line and the metrics of each request. Neither holds a query, a token or a body: the
//! route's pattern stands for the path, so a share token never reaches the log.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Logs and counts one request.
pub async fn observe(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let elapsed = begun.elapsed();
    let status = response.status().as_u16();
    let request_id = response
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok());
    tracing::info!(
        %method,
        route,
        status,
        elapsed_ms = elapsed.as_millis(),
        request_id = request_id.unwrap_or_default(),
        "answered"
    );
    let labels = [("route", route), ("status", status.to_string())];
    metrics::counter!("slipway_requests_total", &labels).increment(1);
    metrics::histogram!("slipway_request_seconds", &labels[..1]).record(elapsed.as_secs_f64());
    response
}
