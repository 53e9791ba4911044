//! The experimental interface: networks, firewall policies, and operations with a vocabulary of their own. Links of some
//! of it are absolute, and plain http, as they were.

mod firewall;
mod networks;
mod operations;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::Simulator;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) use firewall::is_range;

/// Who answers where the request does not say whom it asked.
const HOST: &str = "api.ctl.io";

pub(super) fn routes() -> Router<Simulator> {
    networks::routes()
        .merge(firewall::routes())
        .merge(operations::routes())
}

/// Why a request to this interface is not served.
enum Trouble {
    /// 404 with a message, unlike elsewhere.
    NotThere,
    Other(Refusal),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Other(refusal)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::NotThere => {
                let text = "The requested resource does not exist.";
                reply::message(StatusCode::NOT_FOUND, text)
            }
            Self::Other(refusal) => refusal.into_response(),
        }
    }
}

/// What an absolute link begins with: the host as it was asked.
pub(super) fn origin(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or(HOST);
    format!("http://{host}")
}

/// 202 and where to ask after an operation. The account is spelled as it was sent.
pub(super) fn accepted(origin: &str, alias: &str, operation: &str) -> Response {
    let mut json = Json::default();
    json.object(|json| {
        json.pair("operationId", operation).pair(
            "uri",
            &format!("{origin}/v2-experimental/operations/{alias}/status/{operation}"),
        );
    });
    reply::with_status(StatusCode::ACCEPTED, json.into_string())
}
