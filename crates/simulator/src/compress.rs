//! Compresses answers for those who take it, as the cloud does. Only a compressed answer says that it varies.

use std::io::Write;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Larger answers go out as they are: on the loopback a fleet's megabytes are cheaper sent than compressed.
const LARGEST_COMPRESSED: usize = 256 * 1024;

/// Successes with a body are compressed, however small; errors are sent as they are.
pub(crate) async fn compress(request: Request, next: Next) -> Response {
    let gzip = takes_gzip(request.headers());
    let (mut parts, body) = next.run(request).await.into_parts();
    // Our answers stand in memory already; reading one cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if parts.status != StatusCode::OK || bytes.is_empty() {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let packed = (gzip && bytes.len() <= LARGEST_COMPRESSED)
        .then(|| pack(&bytes))
        .flatten();
    if packed.is_some() {
        let headers = &mut parts.headers;
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.remove(header::CONTENT_LENGTH);
    }
    Response::from_parts(parts, Body::from(packed.unwrap_or(bytes)))
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("gzip")
            && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn pack(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}
