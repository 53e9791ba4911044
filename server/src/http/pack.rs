//! Compresses pages in one go.
//!
//! The streaming layer around everything else readies a window of four megabytes and compresses
//! piece by piece; pages are whole and much smaller, and that costs more than drawing them.

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::io::Write;

/// A page of 50 rows takes 0.1 ms at this quality and 0.25 ms at 4, for an eighth fewer bytes.
const QUALITY: i32 = 1;

/// The window's size as a power of two: 256 kB.
const WINDOW: i32 = 18;

/// Below this many bytes packing saves no packet.
const WORTH_IT: u64 = 1_000;

/// Above this, pages are left to the streaming layer.
const MOST: u64 = 8 << 20;

/// The layer.
pub async fn pack(request: Request, next: Next) -> Response {
    let accepted = accepts(request.headers(), "br");
    let response = next.run(request).await;
    if accepted && is_page(&response) {
        packed(response).await
    } else {
        response
    }
}

/// Around all that compresses: whoever takes none of our codings gets plain answers, also where they
/// refuse those in words (`*;q=0`). The library would send them nothing at all, after the action.
pub async fn plain_at_least(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    if !accepts(headers, "br") && !accepts(headers, "gzip") {
        headers.remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Whether a request's sender takes `coding` (`headers` has no type for that): named, or meant by `*`, with a weight above 0.
pub fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter();
    let lists = lists.filter_map(|value| value.to_str().ok());
    let (mut named, mut others) = (None, None);
    for (name, weight) in lists.flat_map(|list| list.split(',')).map(weighed) {
        if name.eq_ignore_ascii_case(coding) {
            named = Some(weight);
        } else if name == "*" {
            others = Some(weight);
        }
    }
    named.or(others).is_some_and(|weight| weight > 0.0)
}

/// A coding with its weight, which is 1 unless said otherwise; what is no weight counts as 0.
fn weighed(item: &str) -> (&str, f32) {
    let mut words = item.split(';').map(str::trim);
    let name = words.next().unwrap_or_default();
    let weight = words.find_map(|word| {
        let (key, weight) = word.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case("q")
            .then_some(weight.trim())
    });
    (
        name,
        weight.map_or(1.0, |weight| weight.parse().unwrap_or_default()),
    )
}

fn is_page(response: &Response) -> bool {
    let head = response.headers();
    let is_html = head
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let size = response.body().size_hint().exact();
    is_html
        && !head.contains_key(header::CONTENT_ENCODING)
        && size.is_some_and(|size| (WORTH_IT..=MOST).contains(&size))
}

async fn packed(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(plain) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let body = match compressed(&plain) {
        Ok(packed) => {
            let headers = &mut head.headers;
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            headers.remove(header::CONTENT_LENGTH);
            Body::from(packed)
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be compressed");
            Body::from(plain)
        }
    };
    head.headers
        .append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(head, body)
}

fn compressed(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let packed = Vec::with_capacity(plain.len() / 4);
    let mut writer = brotli::CompressorWriter::with_params(packed, plain.len(), &parameters);
    writer.write_all(plain)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_heeded() {
        for (accepted, brotli, gzip) in [
            ("br, gzip", true, true),
            ("gzip, br;q=0", false, true),
            ("gzip, br;q=0.0", false, true),
            ("br ; q=0.000", false, false),
            ("BR;Q=0.1", true, false),
            ("*", true, true),
            ("*;q=0", false, false),
            ("*;q=0.0, br;q=0.2", true, false),
            ("*, br;q=0", false, true),
            ("identity;q=0, *;q=0.5", true, true),
            ("identity", false, false),
            ("identity;q=0, gzip", false, true),
            ("br;level=4;q=0", false, false),
            ("br;q=nonsense", false, false),
            ("", false, false),
        ] {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_str(accepted).expect("a value");
            headers.insert(header::ACCEPT_ENCODING, value);
            let found = (accepts(&headers, "br"), accepts(&headers, "gzip"));
            assert_eq!(found, (brotli, gzip), "{accepted:?}");
        }
    }
}
