//! What is turned away before any handler sees it: posts that none of the portal's own pages
//! sent, and addresses that are not text. Each is told so by a page. And which requests people
//! make, rather than the scripts of their pages.

use super::RequestContext;
use super::state::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use percent_encoding::percent_decode_str;
use slipway_domain::{AppError, Unreadable};
use slipway_store::session;
use tower_http::csrf::ProtectionError;

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Around the layer that refuses posts of other sites. Every browser says where a post comes
/// from; one that does not say it is refused too, so that nothing hangs on the cookie alone.
/// "None" (typed, or from a bookmark) says nothing about a post, so its origin decides.
pub async fn own_pages(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let headers = request.headers_mut();
    if headers.get(SEC_FETCH_SITE) == Some(&HeaderValue::from_static("none")) {
        headers.remove(SEC_FETCH_SITE);
    }
    let says = says_where_from(headers);
    let (mut parts, body) = request.into_parts();
    let context = match RequestContext::from_request_parts(&mut parts, &state).await {
        Ok(context) => context,
        Err(response) => return response,
    };
    let refusal = || context.error(AppError::Unreadable(Unreadable::OtherSite));
    if !says {
        return refusal();
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        return refusal();
    }
    response
}

fn says_where_from(headers: &HeaderMap) -> bool {
    headers.contains_key(SEC_FETCH_SITE) || headers.contains_key(header::ORIGIN)
}

/// Around everything with a session: what a page's script reads by itself is no use of the session,
/// unlike pages that somebody goes to. Browsers that do not tell are taken to have gone there.
pub async fn looking(request: Request, next: Next) -> Response {
    if request.method().is_safe() && is_in_place(request.headers()) {
        return session::looking(next.run(request)).await;
    }
    next.run(request).await
}

/// Whether a script of a page asks, rather than a browser that goes to the address.
pub fn is_in_place(headers: &HeaderMap) -> bool {
    let mode = headers.get("sec-fetch-mode");
    mode.is_some_and(|mode| mode != "navigate")
}

/// Refuses paths whose escapes are not UTF-8: no handler could read its ids from them.
pub async fn readable_path(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let readable = percent_decode_str(request.uri().path())
        .decode_utf8()
        .is_ok();
    if readable {
        return next.run(request).await;
    }
    let (mut parts, _) = request.into_parts();
    match RequestContext::from_request_parts(&mut parts, &state).await {
        Ok(context) => context.error(AppError::Unreadable(Unreadable::Address)),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}
