//! What a group and all below it are estimated to cost, in objects whose keys are ids. It may be kept for five minutes.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::clc::estate::cost::{Cost, cost, made};
use crate::clc::estate::{Estate, Group};
use crate::clock::{Millis, iso};
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/groups/{alias}/{group}/billing", get(bill))
}

async fn bill(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, now) = simulator.world();
    let estate = &world.estates[caller.estate];
    let group = estate.group_at(&id).ok_or(Refusal::NotFound)?;
    let date = made(now);
    let mut json = Json::default();
    json.object(|json| {
        json.pair("date", &iso(date)).key("groups").object(|json| {
            for at in estate.subtree(group) {
                one(json, estate, &estate.groups[at], date);
            }
        });
    });
    Ok(reply::cached(json.into_string()))
}

fn one(json: &mut Json, estate: &Estate, group: &Group, date: Millis) {
    json.key(&group.id).object(|json| {
        json.pair("name", &group.name)
            .key("servers")
            .object(|json| {
                for server in group.servers.iter().map(|&at| &estate.servers[at]) {
                    if let Some(cost) = cost(server, date) {
                        json.key(&server.id).object(|json| line(json, cost));
                    }
                }
            });
    });
}

fn line(json: &mut Json, cost: Cost) {
    for (key, amount) in [
        ("templateCost", cost.template),
        ("archiveCost", cost.archive),
        ("monthlyEstimate", cost.month),
        ("monthToDate", cost.to_date),
        ("currentHour", cost.hour),
    ] {
        json.key(key).raw(&format!("{amount:?}"));
    }
}
