//! What an execution wrote: a part of it for its page, which reads on from there, and all of it as a
//! file.

use super::execution::ExecutionPath;
use crate::http::AuthenticatedRequest;
use crate::http::answer::no_store;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use http::{HeaderValue, header};
use serde::Serialize;
use slipway_domain::urls::LogView;
use slipway_domain::{AppResult, ExecutionId};
use slipway_portal::executions::LogItem;
use slipway_portal::executions::log::{self, WholeLog, key, shown};
use slipway_portal::executions::readings::LogPart;
use std::convert::Infallible;
use std::fmt::Write;

/// One line, as the page's island reads it.
#[derive(Serialize)]
struct Line<'a> {
    key: String,
    /// Milliseconds since 1970.
    at: i64,
    level: &'static str,
    source: &'a str,
    text: String,
}

#[derive(Serialize)]
struct Told<'a> {
    lines: Vec<Line<'a>>,
    next: &'a str,
    more: bool,
}

/// `GET /{cloud}/{account}/executions/{execution}/log.json`
pub async fn json(
    request: AuthenticatedRequest,
    Path((_, _, id)): ExecutionPath,
    RawQuery(query): RawQuery,
) -> Response {
    let view = LogView::parse(query.as_deref().unwrap_or_default());
    let id = ExecutionId::new(id);
    let part = log::part(request.portal(), &request.grant, &id, &view).await;
    request.or_error(part.map(|part| no_store(Json(told(&part)).into_response())))
}

fn told(part: &LogPart) -> Told<'_> {
    let lines = part.items.iter().map(|item| Line {
        key: key(item),
        at: item.time.as_millisecond(),
        level: item.level.word(),
        source: &item.source,
        text: shown(&item.text),
    });
    Told {
        lines: lines.collect(),
        next: &part.next,
        more: part.more,
    }
}

/// `GET /{cloud}/{account}/executions/{execution}/log.txt`
pub async fn file(
    request: AuthenticatedRequest,
    Path((_, _, id)): ExecutionPath,
    RawQuery(query): RawQuery,
) -> Response {
    let view = LogView::parse(query.as_deref().unwrap_or_default());
    let id = ExecutionId::new(id);
    let whole = log::whole(request.portal(), &request.grant, &id, &view);
    let file = begin(whole).await.map(|body| named(body, &id));
    request.or_error(file)
}

/// The first part is read before anything is answered, so that what goes wrong is told as such.
async fn begin(mut whole: WholeLog) -> AppResult<Body> {
    let first = whole.next().await?.unwrap_or_default();
    let parts = stream::unfold(Some((Some(first), whole)), |state| async move {
        let (first, mut whole) = state?;
        let read = match first {
            Some(items) => Ok(Some(items)),
            None => whole.next().await,
        };
        match read {
            Ok(Some(items)) => Some((Ok::<_, Infallible>(text(&items)), Some((None, whole)))),
            Ok(None) => None,
            // What was sent cannot be taken back; whoever reads it has to know that it is cut off.
            Err(error) => Some((Ok(format!("The rest could not be read. {error}\n")), None)),
        }
    });
    // What packs an answer asks once more after its end.
    Ok(Body::from_stream(parts.fuse()))
}

fn text(items: &[LogItem]) -> String {
    let mut text = String::new();
    for item in items {
        let (time, level) = (item.time, item.level.word());
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{time} {level:7} {}: {}", item.source, item.text);
    }
    text
}

/// A file that the browser saves under a telling name.
fn named(body: Body, id: &ExecutionId) -> Response {
    let plain = id.as_str().chars();
    let plain = plain.filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    let name = format!("execution-{}.txt", plain.take(64).collect::<String>());
    let mut response = no_store(body.into_response());
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
