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

/// Whether a request's sender takes `coding`.
pub fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|list| {
        list.split(',').any(|item| {
            let mut words = item.split(';').map(str::trim);
            words.next() == Some(coding) && words.next().is_none_or(|weight| weight != "q=0")
        })
    })
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
