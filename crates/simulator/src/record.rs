//! The layer around every route: it keeps a log of what was asked, for tests, and compresses answers for those who take
//! it.

use std::collections::VecDeque;
use std::io::Write;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Simulator;
use crate::body::LIMIT;
use crate::clock::{Millis, iso};
use crate::json::Json;
use crate::routes::{LOGIN, SIM};

/// How many requests the log keeps.
const KEPT: usize = 2_000;
/// Of a longer body only the beginning is kept.
const KEPT_BYTES: usize = 256 * 1024;
/// Larger answers go out as they are: on the loopback a fleet's megabytes are cheaper sent than compressed.
const LARGEST_COMPRESSED: usize = 256 * 1024;

#[derive(Debug)]
struct Entry {
    number: u64,
    at: Millis,
    method: String,
    path: String,
    /// Absent for a login, whose body holds a password.
    body: Option<String>,
}

/// The latest requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    count: u64,
}

impl Log {
    fn push(&mut self, at: Millis, method: String, path: String, body: Option<String>) {
        self.count += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            number: self.count,
            at,
            method,
            path,
            body,
        });
    }

    pub(crate) fn to_json(&self) -> String {
        let mut json = Json::default();
        json.array(|json| {
            for entry in &self.entries {
                json.object(|json| {
                    json.key("number").raw(&entry.number.to_string());
                    json.pair("at", &iso(entry.at))
                        .pair("method", &entry.method)
                        .pair("path", &entry.path);
                    if let Some(body) = &entry.body {
                        json.pair("body", body);
                    }
                });
            }
        });
        json.into_string()
    }
}

/// Logs a request on its way in and compresses the answer on its way out.
pub(crate) async fn record(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if !path.starts_with(SIM) {
        let login = parts
            .uri
            .path()
            .trim_end_matches('/')
            .eq_ignore_ascii_case(LOGIN);
        let kept = (!login)
            .then(|| String::from_utf8_lossy(&body[..body.len().min(KEPT_BYTES)]).into_owned());
        simulator.log().push(
            simulator.inner.clock.now(),
            parts.method.to_string(),
            path.to_owned(),
            kept,
        );
    }
    let gzip = takes_gzip(&parts.headers);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    compress(response, gzip).await
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

/// Successes with a body vary by encoding; errors are sent as they are.
async fn compress(response: Response, gzip: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    // Our answers stand in memory already; reading one cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if parts.status != StatusCode::OK || bytes.is_empty() {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts
        .headers
        .insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let packed = (gzip && bytes.len() <= LARGEST_COMPRESSED)
        .then(|| pack(&bytes))
        .flatten();
    if packed.is_some() {
        parts
            .headers
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    Response::from_parts(parts, Body::from(packed.unwrap_or(bytes)))
}

fn pack(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}
