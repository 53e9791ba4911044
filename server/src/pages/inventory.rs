//! The compact inventory that the picker loads after the first paint.

use crate::http::AuthenticatedRequest;
use crate::http::answer::{self, set};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{ETag, HeaderMapExt, IfNoneMatch};
use http::{HeaderMap, StatusCode, header};
use slipway_domain::{AppError, AppResult};
use slipway_portal::inventory;
use slipway_portal::upkeep::cache::Freshness;

/// `GET /{cloud}/{account}/inventory.json`
pub async fn columns(request: AuthenticatedRequest, headers: HeaderMap) -> Response {
    let columns = draw(&request, &headers).await;
    request.or_error(columns)
}

async fn draw(request: &AuthenticatedRequest, headers: &HeaderMap) -> AppResult<Response> {
    let inventory =
        inventory::inventory(request.portal(), &request.grant, Freshness::Recent).await?;
    let picker = inventory.value.picker();
    let etag = picker.etag.parse::<ETag>().map_err(|error| {
        tracing::error!(%error, "a hash is no tag");
        AppError::Internal
    })?;
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        picker.json.clone().into_response()
    };
    response.headers_mut().typed_insert(etag);
    set(&mut response, header::CONTENT_TYPE, "application/json");
    set(&mut response, header::CACHE_CONTROL, "private, no-cache");
    answer::guard(&mut response, &request.context.state.http);
    Ok(response)
}

/// Whether the browser already has what `etag` names; a compressed copy counts as the same.
fn is_known(headers: &HeaderMap, etag: &ETag) -> bool {
    let known = headers.typed_get::<IfNoneMatch>();
    known.is_some_and(|known| !known.precondition_passes(etag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn a_known_tag_is_recognised_in_every_spelling() {
        let etag = "\"a\"".parse().unwrap();
        for (sent, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(sent));
            assert_eq!(is_known(&headers, &etag), expected, "{sent}");
        }
        assert!(!is_known(&HeaderMap::new(), &etag));
    }
}
