//! A Cloudify Manager 7, API v3.1 and those before it: one manager with its tenants, deployments and executions.
//!
//! Requests are led by a table and not by the web framework, because what a manager answers to a wrong path, method or
//! version is part of what it is.

mod auth;
mod blueprint;
mod blueprints;
mod call;
mod chronicle;
mod constraints;
mod deployment;
mod deployment_groups;
mod deployment_record;
mod deployments;
mod deployments_made;
mod events;
mod execution;
mod execution_groups;
mod execution_record;
mod executions;
mod graph;
mod group;
mod item;
mod later;
mod listing;
mod maintenance;
mod manager;
mod nodes;
mod operations;
mod parameters;
mod python;
mod removal;
mod reply;
mod request;
mod routes;
mod schedule;
mod schedules;
mod searches;
mod seed;
mod start;
mod start_call;
mod state;
mod status;
mod summary;
mod token_calls;
mod tokens;
mod upkeep;
mod users;
mod when;
mod work;
mod workflows;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use crate::Simulator;
use crate::body::LIMIT;
use crate::clock::Millis;

use auth::{Caller, audit};
use call::Call;
use later::run_schedules;
use reply::{Answer, Refusal};
use request::{Ask, Version};
use routes::{Way, find};
use tokens::NotTaken;
use upkeep::barred;

pub use users::{User, manager_users};

/// Everything the manager keeps.
#[derive(Debug)]
pub(crate) struct Manager(manager::Manager);

impl Manager {
    /// One with the data of the demo, and so many past executions beside it.
    pub(crate) fn new(seed: u64, executions: usize, born: Millis) -> Self {
        Self(seed::manager(seed, executions, born))
    }

    /// Carries out what has become due.
    pub(crate) fn settle(&mut self, now: Millis) {
        run_schedules(&mut self.0, now);
        self.0.settle(now);
    }

    /// Ends every token given so far.
    pub(crate) fn expire_tokens(&mut self, now: Millis) {
        self.0.tokens.expire_all(now);
    }
}

/// Everything the manager answers.
pub(crate) fn routes() -> Router<Simulator> {
    Router::new().route("/api/{*path}", any(answer))
}

async fn answer(State(simulator): State<Simulator>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let is_head = parts.method == Method::HEAD;
    let Ok(body) = to_bytes(body, LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let response = match Ask::read(parts, body) {
        Some(ask) => lead(&simulator, &ask),
        None => Refusal::Page(StatusCode::NOT_FOUND).into_response(),
    };
    if is_head {
        return response.map(|_| Body::empty());
    }
    response
}

fn lead(simulator: &Simulator, ask: &Ask) -> Response {
    let (mut manager, now) = simulator.manager();
    let manager = &mut manager.0;
    let caller = Caller::of(ask, &mut manager.tokens, now);
    let headers = audit(caller.as_ref().ok());
    let is_well = ask.path == ["ok"] && ask.version == Some(Version::V31);
    let mut response = match (find(ask), caller) {
        _ if is_well => Answer::ok(&"OK".into()).into_response(),
        (Err(refusal), _) | (_, Err(refusal)) => refusal.into_response(),
        (Ok(Way::Methods(methods)), _) => allow(&methods),
        (Ok(Way::Code(handler, names)), Ok(caller)) => {
            let mut call = Call {
                ask,
                caller: &caller,
                manager,
                now,
                names,
            };
            match barred(&call).and_then(|()| handler(&mut call)) {
                Ok(answer) => answer.into_response(),
                Err(refusal) => refusal.into_response(),
            }
        }
    };
    response.headers_mut().extend(headers);
    response
}

/// What the manager, or the web server before it, says with a status that nothing led to.
pub(crate) fn refusal(status: StatusCode) -> Response {
    match status {
        StatusCode::UNAUTHORIZED => Refusal::unauthorized(NotTaken::Expired.words()),
        StatusCode::FORBIDDEN => Refusal::forbidden("Forbidden".to_owned()),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Refusal::content_type(),
        StatusCode::INTERNAL_SERVER_ERROR => Refusal::Internal,
        StatusCode::SERVICE_UNAVAILABLE => Refusal::in_maintenance(),
        other => Refusal::Page(other),
    }
    .into_response()
}

/// What `OPTIONS` answers.
fn allow(methods: &str) -> Response {
    let methods = HeaderValue::from_str(methods);
    let methods = methods.unwrap_or(HeaderValue::from_static("GET"));
    ([(header::ALLOW, methods)], Body::empty()).into_response()
}
