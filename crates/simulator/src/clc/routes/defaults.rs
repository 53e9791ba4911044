//! What new servers in a group begin with: set for it, or inherited from a group above.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::estate::Estate;
use crate::clc::templates::Templates;
use crate::json::Json;
use crate::reply::{self, Refusal};

/// Their names, in the order in which a group keeps them.
const NAMES: [&str; 6] = [
    "cpu",
    "memoryGB",
    "networkId",
    "primaryDns",
    "secondaryDns",
    "templateName",
];
/// The first of them are numbers, with these as the highest.
const MOST: [u32; 2] = [16, 128];
const NETWORK: usize = 2;
const TEMPLATE: usize = 5;

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/groups/{alias}/{group}/defaults", get(read).post(set))
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let group = estate.group_at(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(told(estate, group)))
}

/// Sets what is named; an empty value leaves it to the groups above.
async fn set(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let world = &mut *world;
    let estate = &mut world.estates[caller.estate];
    let group = estate.group_at(&id).ok_or(Refusal::NotFound)?;
    let mut defaults = estate.groups[group].defaults.clone();
    let mut wrong = Vec::new();
    for (at, name) in NAMES.iter().enumerate() {
        let Some(value) = member(&body, name) else {
            continue;
        };
        match check(estate, &world.templates, (group, at), value) {
            Ok(value) => defaults[at] = value,
            Err(message) => wrong.push((format!("body.{name}"), message)),
        }
    }
    if !wrong.is_empty() {
        return Err(Refusal::ModelState(wrong));
    }
    estate.groups[group].defaults = defaults;
    estate.groups[group].change.touch(&caller.user, now);
    Ok(reply::ok(told(estate, group)))
}

fn check(
    estate: &Estate,
    templates: &Templates,
    (group, at): (usize, usize),
    value: &Value,
) -> Result<Option<String>, String> {
    let name = NAMES[at];
    let text = scalar(value).ok_or_else(|| format!("The {name} is not valid."))?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let good = if let Some(most) = MOST.get(at) {
        text.parse()
            .is_ok_and(|number: u32| (1..=*most).contains(&number))
    } else if at == NETWORK {
        estate.network(estate.center_of(group), text).is_some()
    } else if at == TEMPLATE {
        templates.find(text).is_some()
    } else {
        text.parse::<std::net::Ipv4Addr>().is_ok()
    };
    if good {
        Ok(Some(text.to_owned()))
    } else {
        Err(format!("The {name} {text} is not valid."))
    }
}

fn told(estate: &Estate, group: usize) -> String {
    let mut json = Json::default();
    json.object(|json| {
        for (at, name) in NAMES.iter().enumerate() {
            let (value, inherited) = holding(estate, group, at);
            json.key(name).object(|json| {
                match value {
                    Some(number) if at < MOST.len() => {
                        json.key("value").raw(number);
                    }
                    Some(text) => {
                        json.pair("value", text);
                    }
                    None => {}
                }
                json.key("inherited").bool(inherited);
            });
        }
    });
    json.into_string()
}

/// The value that holds for a group, and whether it comes from above.
fn holding(estate: &Estate, group: usize, at: usize) -> (Option<&str>, bool) {
    let mut above = Some(group);
    while let Some(here) = above {
        if let Some(value) = &estate.groups[here].defaults[at] {
            return (Some(value), here != group);
        }
        above = estate.groups[here].parent;
    }
    (None, false)
}
