//! What is not there: icons at the root, or the page that says so; and what cannot be asked for
//! in this way.

use crate::http::RequestContext;
use crate::site;
use axum::response::Response;
use http::{HeaderMap, Uri};
use slipway_domain::{AppError, Unreadable};

/// Any path without a route.
pub async fn missing(context: RequestContext, uri: Uri, headers: HeaderMap) -> Response {
    if let Some(file) = site::root_file(&context.state.site, uri.path(), &headers) {
        return file;
    }
    // Trying again cannot help, so the path, whatever it holds, is not repeated.
    let context = RequestContext {
        path: None,
        ..context
    };
    context.error(AppError::not_found("This page"))
}

/// A path with a route, asked for by another method: as a rule the address of a button, opened
/// by itself.
pub async fn not_by_this_method(context: RequestContext) -> Response {
    context.error(AppError::Unreadable(Unreadable::Method))
}
