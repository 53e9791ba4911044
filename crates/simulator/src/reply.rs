//! Answers with the headers the cloud really sends, and the shapes its errors have.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::json::Json;

pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// 200 with a body that must not be cached.
pub(crate) fn ok(json: String) -> Response {
    with_status(StatusCode::OK, json)
}

/// Any status with a body that must not be cached.
pub(crate) fn with_status(status: StatusCode, json: String) -> Response {
    build(status, uncached(), json)
}

/// 204, which carries nothing and must not be cached.
pub(crate) fn no_content() -> Response {
    (StatusCode::NO_CONTENT, uncached()).into_response()
}

/// 200 with a body that may be kept for five minutes.
pub(crate) fn cached(json: String) -> Response {
    let mut headers = HeaderMap::new();
    put(&mut headers, header::CACHE_CONTROL, "max-age=300, private");
    build(StatusCode::OK, headers, json)
}

fn build(status: StatusCode, mut headers: HeaderMap, json: String) -> Response {
    put(&mut headers, header::CONTENT_TYPE, JSON);
    (status, headers, json).into_response()
}

fn uncached() -> HeaderMap {
    let mut headers = HeaderMap::new();
    put(&mut headers, header::CACHE_CONTROL, "no-cache");
    put(&mut headers, header::PRAGMA, "no-cache");
    put(&mut headers, header::EXPIRES, "-1");
    headers
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Why a request is not served.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// 401: no token, or one that no longer counts.
    Unauthorised,
    /// 403: the account or the role does not allow it.
    Forbidden,
    /// 404 with neither body nor content type.
    NotFound,
    /// 405.
    Method,
    /// 400 with a message.
    Message(&'static str),
    /// 400 with messages per field: (key, message), keys like `body.name`.
    ModelState(Vec<(String, String)>),
}

impl Refusal {
    /// One field is wrong.
    pub(crate) fn field(key: &str, message: &str) -> Self {
        Self::ModelState(vec![(key.to_owned(), message.to_owned())])
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorised => message(
                StatusCode::UNAUTHORIZED,
                "Authorization has been denied for this request.",
            ),
            Self::Forbidden => message(
                StatusCode::FORBIDDEN,
                "You do not have permission to access this account or to perform this action.",
            ),
            Self::NotFound => not_found(),
            Self::Method => message(
                StatusCode::METHOD_NOT_ALLOWED,
                "The requested resource does not support this http method.",
            ),
            Self::Message(text) => message(StatusCode::BAD_REQUEST, text),
            Self::ModelState(fields) => with_status(StatusCode::BAD_REQUEST, model_state(&fields)),
        }
    }
}

/// Any status with a message.
pub(crate) fn message(status: StatusCode, text: &str) -> Response {
    let mut json = Json::default();
    json.object(|json| {
        json.pair("message", text);
    });
    with_status(status, json.into_string())
}

fn not_found() -> Response {
    let mut headers = uncached();
    put(&mut headers, header::CONTENT_LENGTH, "0");
    (StatusCode::NOT_FOUND, headers, Body::empty()).into_response()
}

fn model_state(fields: &[(String, String)]) -> String {
    let mut state = serde_json::Map::new();
    for (key, message) in fields {
        let messages = state
            .entry(key.as_str())
            .or_insert_with(|| serde_json::Value::Array(Vec::new()));
        if let Some(messages) = messages.as_array_mut() {
            messages.push(message.as_str().into());
        }
    }
    let mut json = Json::default();
    json.object(|json| {
        json.pair("message", "The request is invalid.")
            .key("modelState")
            .raw(&serde_json::Value::Object(state).to_string());
    });
    json.into_string()
}
