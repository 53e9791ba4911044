//! What every answer carries: a request id, and that its type is no guess. What every page carries:
//! a strict content security policy, and headers that keep it out of frames, caches and referrers.

use super::answer::set;
use super::state::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use http::{HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};
use slipway_app::document::START_SCRIPT;
use slipway_domain::context::{hex, random_bytes};
use slipway_domain::urls::routes;
use std::sync::LazyLock;

/// Where the request's id travels, in requests' extensions and in answers.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names one request in the log and on error pages.
#[derive(Clone)]
struct RequestId(String);

/// The id of the request.
pub fn request_id(parts: &Parts) -> String {
    parts
        .extensions
        .get::<RequestId>()
        .map(|id| id.0.clone())
        .unwrap_or_default()
}

/// Scripts come from this host alone. The one that stands in pages is the same everywhere, so its
/// hash is named instead of a nonce; there are no inline styles. A page that needs a stricter
/// policy sets its own header first.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(START_SCRIPT.as_bytes()));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'sha256-{hash}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

static SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
static NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Gives each request its id and each answer its headers.
pub async fn headers(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = hex(&random_bytes::<8>(state.portal.entropy()));
    request.extensions_mut().insert(RequestId(id.clone()));
    // To what pages are made of nothing of it applies, and each first visit would bring it four times.
    let is_part = request.uri().path().starts_with(routes::SITE_FOLDER);
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    default(&mut response, header::CACHE_CONTROL, &NO_STORE);
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if !is_part {
        guard(&mut response);
    }
    if state.http.is_https() {
        set(
            &mut response,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000",
        );
    }
    response
}

/// What keeps a page from doing, and from being done to, what it was not made for.
fn guard(response: &mut Response) {
    default(response, header::CONTENT_SECURITY_POLICY, &POLICY);
    default(response, header::REFERRER_POLICY, &SAME_ORIGIN);
    set(response, header::X_FRAME_OPTIONS, "DENY");
    set(
        response,
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    );
    set(
        response,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
}

fn default(response: &mut Response, name: HeaderName, value: &HeaderValue) {
    response
        .headers_mut()
        .entry(name)
        .or_insert_with(|| value.clone());
}
