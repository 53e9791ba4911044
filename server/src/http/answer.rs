//! How answers are made: pages, redirects, and what they say about being kept.

use crate::settings::HttpSettings;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use slipway_domain::AppError;

/// A whole HTML document. Pages may be kept by the browser for Back, but are asked for again; see
/// [`guard`].
pub fn html(status: StatusCode, document: String) -> Response {
    let mut response = Response::new(Body::from(document));
    *response.status_mut() = status;
    set(
        &mut response,
        header::CONTENT_TYPE,
        "text/html; charset=utf-8",
    );
    set(&mut response, header::CACHE_CONTROL, "private, no-cache");
    response
}

/// Keeps what an ended session has shown out of the browser's caches. Over plain http nothing clears
/// them at sign-out, so nothing is kept there; elsewhere what was kept goes with its cookie.
pub fn guard(response: &mut Response, http: &HttpSettings) {
    if http.is_https() {
        let cookie = HeaderValue::from_static("cookie");
        response.headers_mut().append(header::VARY, cookie);
    } else {
        set(response, header::CACHE_CONTROL, "no-store");
    }
}

/// What is left to say when a handler panicked; the panic itself is in the log.
pub fn after_panic(_panic: Box<dyn std::any::Any + Send>) -> Response {
    let words = "The portal failed at this, and the failure is in its log. If it was to change something, look whether it did; then go back and try again.\n";
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}

/// Forbids any cache to keep `response`.
pub fn no_store(mut response: Response) -> Response {
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// After a post: the browser gets the page at `path`.
pub fn see_other(path: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, path)
}

/// The browser asks at `path` in the same way, a post with the same body. It depends on who asks, so
/// nobody is to remember it.
pub fn same_method(path: &str) -> Response {
    no_store(redirect(StatusCode::TEMPORARY_REDIRECT, path))
}

fn redirect(status: StatusCode, path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = status.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// Says when to come back, where the error knows it.
pub fn wait(mut response: Response, error: &AppError) -> Response {
    if let AppError::Throttled { seconds } | AppError::Busy { seconds } = error {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// A file that the browser saves under this name, of letters, digits, dots and dashes.
pub fn attachment(content: impl IntoResponse, kind: &'static str, name: &str) -> Response {
    let mut response = content.into_response();
    set(&mut response, header::CONTENT_TYPE, kind);
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// Sets a header to a fixed value.
pub fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}
