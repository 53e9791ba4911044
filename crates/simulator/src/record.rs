//! The layer around every route: it keeps a log of what was asked and what became of it, for tests, and lets the faults
//! that were ordered happen.

use std::collections::VecDeque;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Simulator;
use crate::body::LIMIT;
use crate::clc::LOGIN;
use crate::clock::{Millis, iso};
use crate::faults;
use crate::json::Json;
use crate::routes::SIM;

/// How many requests the log keeps.
const KEPT: usize = 2_000;
/// Of a longer body only the beginning is kept.
const KEPT_BYTES: usize = 256 * 1024;

#[derive(Debug, Default)]
struct Entry {
    number: u64,
    at: Millis,
    method: String,
    path: String,
    /// Absent for a login, whose body holds a password.
    body: Option<String>,
    /// The fault that hit it.
    fault: Option<&'static str>,
    /// Whether it reached the cloud behind the faults.
    taken: bool,
    /// What the cloud answered, which is not always what the client got.
    status: Option<StatusCode>,
}

/// The latest requests, oldest first. Reads make room before writes do: it is writes that tests count.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    count: u64,
}

impl Log {
    /// Gives the entry its number.
    fn push(&mut self, entry: Entry) -> u64 {
        self.count += 1;
        if self.entries.len() == KEPT {
            let read = self.entries.iter().position(|entry| entry.method == "GET");
            self.entries.remove(read.unwrap_or(0));
        }
        self.entries.push_back(Entry {
            number: self.count,
            ..entry
        });
        self.count
    }

    /// An entry that may have made room since.
    fn entry(&mut self, number: u64) -> Option<&mut Entry> {
        let at = self
            .entries
            .binary_search_by_key(&number, |entry| entry.number);
        self.entries.get_mut(at.ok()?)
    }

    pub(crate) fn to_json(&self) -> String {
        let mut json = Json::default();
        json.array(|json| {
            for entry in &self.entries {
                json.object(|json| entry.write(json));
            }
        });
        json.into_string()
    }
}

impl Entry {
    fn write(&self, json: &mut Json) {
        json.key("number").raw(&self.number.to_string());
        json.pair("at", &iso(self.at))
            .pair("method", &self.method)
            .pair("path", &self.path);
        if let Some(body) = &self.body {
            json.pair("body", body);
        }
        match self.fault {
            Some(fault) => json.pair("fault", fault),
            None => json.key("fault").raw("null"),
        };
        json.key("taken").bool(self.taken);
        if let Some(status) = self.status {
            json.key("status").int(status.as_u16().into());
        }
    }
}

/// Logs a request and answers it, well or badly. The simulator's own switches are neither logged nor hit.
pub(crate) async fn record(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if parts.uri.path().starts_with(SIM) {
        return next.run(Request::from_parts(parts, Body::from(body))).await;
    }
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let fault = simulator.faults().strike(method, path);
    let login = path.trim_end_matches('/').eq_ignore_ascii_case(LOGIN);
    let number = simulator.log().push(Entry {
        at: simulator.inner.clock.now(),
        method: method.to_owned(),
        path: parts
            .uri
            .path_and_query()
            .map_or(path, |path| path.as_str())
            .to_owned(),
        body: (!login)
            .then(|| String::from_utf8_lossy(&body[..body.len().min(KEPT_BYTES)]).into_owned()),
        fault: fault.map(faults::Fault::name),
        ..Entry::default()
    });
    let request = Request::from_parts(parts, Body::from(body));
    let carry_out = |request| carry_out(&simulator, number, request, next);
    match fault {
        Some(fault) => faults::answer(&simulator, fault, request, carry_out).await,
        None => carry_out(request).await,
    }
}

/// Hands a request to the routes and notes that.
async fn carry_out(simulator: &Simulator, number: u64, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(entry) = simulator.log().entry(number) {
        entry.taken = true;
        entry.status = Some(response.status());
    }
    response
}
