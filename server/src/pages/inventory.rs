//! The compact inventory that the picker loads after the first paint.

use crate::http::AuthenticatedRequest;
use crate::http::answer::{self, set};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use slipway_domain::AppResult;
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
    let mut response = if known(headers, &picker.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        picker.json.clone().into_response()
    };
    if let Ok(etag) = HeaderValue::from_str(&picker.etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    set(&mut response, header::CONTENT_TYPE, "application/json");
    set(&mut response, header::CACHE_CONTROL, "private, no-cache");
    answer::guard(&mut response, &request.context.state.http);
    Ok(response)
}

/// Whether the browser already has what `etag` names; a compressed copy counts as the same.
fn known(headers: &HeaderMap, etag: &str) -> bool {
    let tags = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tag| tag.to_str().ok());
    tags.flat_map(|line| line.split(',')).any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_recognised_in_every_spelling() {
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
            assert_eq!(known(&headers, "\"a\""), expected, "{sent}");
        }
        assert!(!known(&HeaderMap::new(), "\"a\""));
    }
}
