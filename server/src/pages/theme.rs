//! Chooses the theme: a cookie, so that the first paint is right, and back to the page.

use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Uri, header};
use slipway_domain::urls::{LocalPath, routes};

/// `POST /theme`
pub async fn choose(headers: HeaderMap, pairs: Pairs) -> Response {
    let mut response = see_other(&back(&headers));
    let cookie = match pairs.text("theme") {
        "light" => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        "dark" => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        _ => "theme=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly",
    };
    response
        .headers_mut()
        .append(header::SET_COOKIE, HeaderValue::from_static(cookie));
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
