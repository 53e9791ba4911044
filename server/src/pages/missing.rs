//! What is not there: icons at the root, or the page that says so.

use crate::http::Guest;
use crate::site;
use axum::response::Response;
use http::{HeaderMap, Uri};
use slipway_domain::AppError;

/// Any path without a route.
pub async fn missing(guest: Guest, uri: Uri, headers: HeaderMap) -> Response {
    site::root_file(&guest.state.site, uri.path(), &headers)
        .unwrap_or_else(|| guest.error(AppError::not_found("This page")))
}
