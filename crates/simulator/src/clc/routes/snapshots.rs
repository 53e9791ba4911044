//! Snapshots: taken of many servers at once, deleted and reverted to one by one. These answer 200, although they are
//! queued.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;

use super::at;
use super::caller::Caller;
use super::operations::{bare_list, run};
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::estate::Status;
use crate::clc::render;
use crate::clc::single::Single;
use crate::clc::work::Work;
use crate::json::Json;
use crate::reply::{self, Refusal};

/// How long a snapshot is kept at most, and where nothing is said.
const MOST_DAYS: u32 = 10;

pub(super) fn routes() -> Router<Simulator> {
    at(
        "/v2/operations/{alias}/servers/createSnapshot",
        post(create),
    )
    .merge(at(
        "/v2/servers/{alias}/{server}/snapshots/{number}",
        get(one).delete(drop_one),
    ))
    .merge(at(
        "/v2/servers/{alias}/{server}/snapshots/{number}/restore",
        post(revert),
    ))
}

async fn create(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let days = days(&body)?;
    run(&simulator, caller, bare_list(&body), &Work::Snapshot(days))
}

/// As a number or its digits.
fn days(body: &Value) -> Result<u32, Refusal> {
    let Some(said) = member(body, "snapshotExpirationDays") else {
        return Ok(MOST_DAYS);
    };
    let days = scalar(said).and_then(|days| days.trim().parse().ok());
    days.filter(|days| (1..=MOST_DAYS).contains(days))
        .ok_or_else(|| {
            Refusal::field(
                "body.snapshotExpirationDays",
                "The field snapshotExpirationDays must be between 1 and 10.",
            )
        })
}

/// As its server tells of it.
async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, number)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let server = estate.server_either(&id).ok_or(Refusal::NotFound)?;
    let kept = server.snapshot.as_ref();
    let kept = kept.filter(|kept| kept.number.to_string() == number);
    let kept = kept.ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    render::snapshot(&mut json, estate, server, kept, caller.rights);
    Ok(reply::ok(json.into_string()))
}

async fn drop_one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, number)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    queue(&simulator, caller, &id, &number, Effect::DropSnapshot)
}

async fn revert(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, number)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    queue(&simulator, caller, &id, &number, |_| Effect::Revert)
}

fn queue(
    simulator: &Simulator,
    caller: Caller,
    id: &str,
    number: &str,
    effect: fn(u32) -> Effect,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let single = Single::find(&world, caller.estate, caller.user, id)?;
    let server = single.server(&world);
    let kept = server.snapshot.as_ref().map(|kept| kept.number);
    let meant = kept.filter(|kept| kept.to_string() == number);
    let number = meant.ok_or(Refusal::NotFound)?;
    if server.status != Status::Active {
        return Err(Refusal::field("", "The server must be in Active state."));
    }
    let estate = single.estate;
    let job = single.queue(&mut world, "snapshot", effect(number), now);
    Ok(reply::ok(render::job(&world.estates[estate].alias, &job)))
}
