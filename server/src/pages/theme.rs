//! Chooses the theme: a cookie, so that the first paint is right, and back to the page.

use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{AppState, cookies};
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, Uri, header};
use slipway_domain::urls::{LocalPath, routes};

/// `POST /theme`
pub async fn choose(State(state): State<AppState>, headers: HeaderMap, pairs: Pairs) -> Response {
    let mut response = see_other(&back(&headers));
    let theme = match pairs.text("theme") {
        theme @ ("light" | "dark") => Some(theme),
        _ => None,
    };
    cookies::set(response.headers_mut(), &state.http, cookies::THEME, theme);
    response
}

/// The page the post came from, as far as it is one of ours.
fn back(headers: &HeaderMap) -> String {
    let referer = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok());
    let path = referer
        .and_then(|text| text.parse::<Uri>().ok())
        .and_then(|uri| LocalPath::parse(uri.path_and_query()?.as_str()));
    path.map_or_else(|| routes::HOME.to_owned(), String::from)
}
