//! Answers with the shapes and headers that a manager really sends: successes are `json.dumps`, errors are compact with
//! their keys in alphabetical order, and what never reaches the API's own code is a page.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::python::{compact, dumps};

const INTERNAL: &str = "Internal error occurred in manager REST server - InternalServerError: 500 Internal Server \
    Error: The server encountered an internal error and was unable to complete your request. Either the server is \
    overloaded or there is an error in the application.";
const TRACEBACK: &str = "Traceback (most recent call last):\n  File \"/opt/manager\", line 2529, in wsgi_app\n    \
    response = self.full_dispatch_request()\n  File \"/opt/manager\", line 1825, in full_dispatch_request\n    rv = \
    self.handle_user_exception(e)\nRuntimeError: this is a simulated manager\n";

/// What a call that went well is answered with.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    body: Option<String>,
}

impl Answer {
    /// 200 with a value.
    pub(super) fn ok(value: &Value) -> Self {
        Self::with(StatusCode::OK, value)
    }

    /// 201 with a value.
    pub(super) fn created(value: &Value) -> Self {
        Self::with(StatusCode::CREATED, value)
    }

    /// Any status with a value.
    pub(super) fn with(status: StatusCode, value: &Value) -> Self {
        let body = Some(dumps(value));
        Self { status, body }
    }

    /// 204, which carries nothing.
    pub(super) fn nothing() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            body: None,
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let text = self.body.map_or_else(String::new, |body| body + "\n");
        json_response(self.status, text)
    }
}

/// Why a call is not served.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// The API's own: status, code and message. The traceback is null.
    Api(u16, &'static str, String),
    /// A query that its model refuses: 400 without a traceback.
    Invalid(String),
    /// 503 while in maintenance, or on the way there.
    Maintenance(&'static str, &'static str),
    /// A filter rule that cannot be: the rule, the reason and the message.
    Rule(Value, String, String),
    /// 500 with a traceback.
    Internal,
    /// A page with this status.
    Page(StatusCode),
}

impl Refusal {
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::Api(400, "bad_parameters_error", message.into())
    }

    pub(super) fn unauthorized(what: &str) -> Self {
        let message = format!("User unauthorized: {what}");
        Self::Api(401, "unauthorized_error", message)
    }

    pub(super) fn forbidden(message: String) -> Self {
        Self::Api(403, "forbidden_error", message)
    }

    pub(super) fn not_found(message: String) -> Self {
        Self::Api(404, "not_found_error", message)
    }

    /// No such thing of a kind: ``Requested `Execution` with ID `x` was not found``.
    pub(super) fn no_such(kind: &str, id: &str) -> Self {
        Self::not_found(format!("Requested `{kind}` with ID `{id}` was not found"))
    }

    pub(super) fn content_type() -> Self {
        let message = "Content type must be application/json";
        Self::Api(415, "unsupported_content_type_error", message.to_owned())
    }

    pub(super) fn in_maintenance() -> Self {
        Self::Maintenance(
            "maintenance_mode_active",
            "Your request was rejected since Cloudify manager is currently in maintenance mode",
        )
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Api(status, code, message) => error(
                status,
                &json!({"error_code": code, "message": message, "server_traceback": null}),
            ),
            Self::Invalid(message) => error(
                400,
                &json!({"error_code": "bad_parameters_error", "message": message}),
            ),
            Self::Maintenance(code, message) => error(
                503,
                &json!({"error_code": code, "message": message, "server_traceback": "NoneType: None\n"}),
            ),
            Self::Rule(rule, reason, message) => {
                let mut rule = rule;
                rule.sort_all_objects();
                error(
                    400,
                    &json!({"err_filter_rule": rule, "err_reason": reason, "error_code": "invalid_filter_rule",
                        "message": message, "server_traceback": null}),
                )
            }
            Self::Internal => error(
                500,
                &json!({"error_code": "internal_server_error", "message": INTERNAL, "server_traceback": TRACEBACK}),
            ),
            Self::Page(status) => page(status),
        }
    }
}

fn error(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    json_response(status, compact(body) + "\n")
}

fn json_response(status: StatusCode, text: String) -> Response {
    let json = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, json)], Body::from(text)).into_response()
}

/// The page that the manager's web server has for a status.
fn page(status: StatusCode) -> Response {
    let text = match status {
        StatusCode::NOT_FOUND => {
            "The requested URL was not found on the server. If you entered the URL manually please check your \
             spelling and try again."
        }
        StatusCode::METHOD_NOT_ALLOWED => "The method is not allowed for the requested URL.",
        status if status.is_server_error() => "The server behind this one gave no answer.",
        _ => "The browser (or proxy) sent a request that this server could not understand.",
    };
    let name = status.canonical_reason().unwrap_or_default();
    let page = format!(
        "<!doctype html>\n<html lang=en>\n<title>{} {name}</title>\n<h1>{name}</h1>\n<p>{text}</p>\n",
        status.as_u16()
    );
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, html)], page).into_response()
}
