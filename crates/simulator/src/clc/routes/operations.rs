//! Operations on many servers at once: power, and running a package. One call makes one job per data center, whose id all
//! of its servers share; the answer comes in no order one could rely on.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use serde_json::Value;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::{Input, member, scalar, texts};
use crate::clc::batch::{Batch, queue};
use crate::clc::catalogue::complaints;
use crate::clc::power::PowerOperation;
use crate::clc::work::Work;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at(
        "/v2/operations/{alias}/servers/executePackage",
        post(execute_package),
    )
    .merge(at(
        "/v2/operations/{alias}/servers/{operation}",
        post(power),
    ))
}

async fn power(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, name)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let operation = PowerOperation::named(&name).ok_or(Refusal::NotFound)?;
    caller.must_operate()?;
    run(
        &simulator,
        caller,
        bare_list(&body),
        &Work::Power(operation),
    )
}

/// The body is a bare array; a form has nameless values, or gives them a name.
pub(super) fn bare_list(body: &Value) -> Vec<String> {
    let named = || {
        ["", "servers", "serverIds"]
            .iter()
            .find_map(|name| member(body, name))
    };
    if body.is_array() {
        texts(body)
    } else {
        named().map(texts).unwrap_or_default()
    }
}

async fn execute_package(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let servers = member(&body, "servers").map(texts).unwrap_or_default();
    let package = check_package(&simulator, &caller, &body, servers.is_empty())?;
    run(&simulator, caller, servers, &Work::Package(package))
}

/// The id of the package to run, or all that is wrong with the call.
fn check_package(
    simulator: &Simulator,
    caller: &Caller,
    body: &Value,
    no_servers: bool,
) -> Result<String, Refusal> {
    let (world, _) = simulator.world();
    let mut wrong = Vec::new();
    let mut complain = |key: &str, message: &str| wrong.push((key.to_owned(), message.to_owned()));
    if no_servers {
        complain("body.servers", "The servers field is required.");
    }
    let package = member(body, "package");
    let id = package
        .and_then(|package| member(package, "packageId"))
        .and_then(scalar);
    let alias = &world.estates[caller.estate].alias;
    // What was read last is what the caller can have known.
    let read = world.catalogue_reads.saturating_sub(1);
    let found = id
        .as_deref()
        .and_then(|id| world.catalogue.find(alias, id, read));
    match (package, &id, found) {
        (None, ..) => complain("body.package", "The package field is required."),
        (_, None, _) => complain("body.package.packageId", "The packageId field is required."),
        (_, Some(id), None) => complain(
            "body.package.packageId",
            &format!("The package {id} is not valid."),
        ),
        (Some(package), _, Some((_, manifest))) => {
            wrong.extend(complaints(
                "body.package.parameters",
                manifest,
                member(package, "parameters"),
            ));
        }
    }
    match found {
        Some((id, _)) if wrong.is_empty() => Ok(id.to_owned()),
        _ => Err(Refusal::ModelState(wrong)),
    }
}

/// Queues what can be queued, if there is anything to ask it for. If that is nothing, the same answer comes with a 400.
pub(super) fn run(
    simulator: &Simulator,
    caller: Caller,
    servers: Vec<String>,
    work: &Work,
) -> Result<Response, Refusal> {
    if servers.is_empty() {
        return Err(Refusal::field("", "At least one server must be given."));
    }
    let (mut world, now) = simulator.world();
    let batch = Batch {
        estate: caller.estate,
        by: caller.user,
        servers,
    };
    let (json, queued) = queue(&mut world, &batch, work, now);
    let status = if queued {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    Ok(reply::with_status(status, json))
}
