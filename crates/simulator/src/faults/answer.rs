//! Carries a fault out: around the routes, and outside of compression, so that what a client gets is exactly this.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures::{StreamExt, stream};

use super::Fault;
use crate::Simulator;
use crate::cloudify;
use crate::connection::HangUp;
use crate::reply::{self, Refusal};

/// Time for the first half of an answer to leave before the connection goes.
const HALF_TIME: Duration = Duration::from_millis(20);
const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Service temporarily unavailable</title></head>\
    <body><h1>Service temporarily unavailable</h1><p>The gateway has no answer for you.</p></body></html>\n";
const GARBAGE: &[u8] = b"\x1f\x00{\"status\": \xff\xfe <<<";

/// The connection of a request; an in-process caller has none.
pub(crate) type Line = Option<ConnectInfo<HangUp>>;

/// The connection that a request came over.
fn line(request: &Request) -> Line {
    request.extensions().get().cloned()
}

/// Answers a request that a fault hits. `carry_out` hands it to the routes; it is called only if the fault lets requests
/// through.
pub(crate) async fn answer<F>(
    simulator: &Simulator,
    fault: Fault,
    request: Request,
    carry_out: impl FnOnce(Request) -> F,
) -> Response
where
    F: Future<Output = Response>,
{
    let line = line(&request);
    match fault {
        Fault::Status(status, retry_after) => refuse(request.uri().path(), status, retry_after),
        Fault::Html(status) => (known(status), Html(PAGE)).into_response(),
        Fault::Garbage => {
            let json = HeaderValue::from_static(reply::JSON);
            ([(header::CONTENT_TYPE, json)], GARBAGE).into_response()
        }
        Fault::Truncated => truncate(carry_out(request).await).await,
        Fault::Hang => {
            simulator.stopped().await;
            hang_up(line)
        }
        Fault::ResetBefore => hang_up(line),
        Fault::ResetAfter => {
            drop(carry_out(request).await);
            hang_up(line)
        }
        Fault::Delay(time) => {
            let response = carry_out(request).await;
            // A delay must not keep a simulator that was told to stop.
            drop(tokio::time::timeout(time, simulator.stopped()).await);
            response
        }
    }
}

fn known(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the cloud that a path belongs to says with this status, as far as that is known.
fn refuse(path: &str, status: u16, retry_after: Option<u32>) -> Response {
    let status = known(status);
    let mut response = match status {
        status if path.starts_with("/api/") && !status.is_success() => cloudify::refusal(status),
        StatusCode::UNAUTHORIZED => Refusal::Unauthorised.into_response(),
        StatusCode::FORBIDDEN => Refusal::Forbidden.into_response(),
        StatusCode::NOT_FOUND => Refusal::NotFound.into_response(),
        status if status.is_server_error() => reply::message(status, "An error has occurred."),
        status if status.is_client_error() => {
            reply::message(status, status.canonical_reason().unwrap_or("Refused."))
        }
        status => status.into_response(),
    };
    if let Some(seconds) = retry_after {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The whole length is promised, half of it is sent, and then the connection ends.
async fn truncate(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // Our answers stand in memory already; reading one cannot fail.
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if whole.len() < 2 {
        return Response::from_parts(parts, Body::from(whole));
    }
    parts
        .headers
        .insert(header::CONTENT_LENGTH, whole.len().into());
    let half = whole.slice(..whole.len() / 2);
    let end = async {
        tokio::time::sleep(HALF_TIME).await;
        Err(io::Error::from(io::ErrorKind::UnexpectedEof))
    };
    let pieces = stream::iter([Ok::<Bytes, io::Error>(half)]).chain(stream::once(end));
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// Resets the connection; who called without one is told so.
fn hang_up(line: Line) -> Response {
    match line {
        Some(ConnectInfo(line)) => line.hang_up(),
        None => reply::message(StatusCode::BAD_GATEWAY, "There is no connection to reset."),
    }
}
