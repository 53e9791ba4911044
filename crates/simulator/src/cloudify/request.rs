//! A request as the manager's code sees it: which version of the API, the pieces of its path, its query and its body.

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::python::text;
use super::reply::Refusal;

/// Which of the API's versions was asked; each has what those before it have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V1,
    V2,
    V3,
    V31,
}

/// What was asked.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) method: Method,
    /// Nothing for a path without one.
    pub(super) version: Option<Version>,
    /// The pieces of the path after the version.
    pub(super) path: Vec<String>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    body: Bytes,
}

impl Ask {
    /// Nothing where no version of the API has such a path.
    pub(super) fn read(parts: Parts, body: Bytes) -> Option<Self> {
        let raw = parts.uri.path().strip_prefix("/api/")?;
        // An escaped slash is a slash to the manager's routes.
        let decoded = percent_decode_str(raw).decode_utf8_lossy().into_owned();
        let mut path: Vec<String> = decoded.split('/').map(str::to_owned).collect();
        let version = match path.first()?.as_str() {
            "v1" => Some(Version::V1),
            "v2" | "v2.1" => Some(Version::V2),
            "v3" => Some(Version::V3),
            "v3.1" => Some(Version::V31),
            _ => None,
        };
        if version.is_some() {
            path.remove(0);
        }
        let query = parts.uri.query().unwrap_or_default();
        let mut query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        // The first version has another name for this one.
        for (name, _) in &mut query {
            if version == Some(Version::V1) && name == "include_system_workflows" {
                name.insert(0, '_');
            }
        }
        Some(Self {
            method: parts.method,
            version,
            path,
            query,
            headers: parts.headers,
            body,
        })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What the query says under a name, first.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        let found = pairs.find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All that the query says under a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let pairs = self.query.iter().filter(move |(key, _)| key == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// A switch of the query, false when it is not there.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        self.get(name).map_or(Ok(false), |value| {
            truth(value).ok_or_else(|| no_truth(name, value))
        })
    }

    /// What the query must hold: without it the manager's web server answers.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).ok_or(Refusal::Page(StatusCode::BAD_REQUEST))
    }

    /// The body, which must be an object.
    pub(super) fn body(&self) -> Result<Map<String, Value>, Refusal> {
        if self.header(header::CONTENT_TYPE.as_str()) != Some("application/json") {
            return Err(Refusal::content_type());
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err(Refusal::Internal),
            Err(_) => Err(Refusal::Page(StatusCode::BAD_REQUEST)),
        }
    }
}

/// `true` or `false` in any case.
fn truth(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    is("true").then_some(true).or(is("false").then_some(false))
}

fn no_truth(name: &str, value: &str) -> Refusal {
    Refusal::bad(format!("{name} must be <true/false>, got {value}"))
}

/// A switch of a body, false when it is not there.
pub(super) fn switch(body: &Map<String, Value>, name: &str) -> Result<bool, Refusal> {
    match body.get(name) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(Value::String(word)) if truth(word).is_some() => Ok(truth(word) == Some(true)),
        Some(other) => Err(no_truth(name, &text(other))),
    }
}
