//! Networks of a data center: listed, one with its addresses, claimed, renamed and released.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::{get, post};

use super::{Trouble, accepted};
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::effect::JobSpec;
use crate::clc::estate::{Estate, NetworkChange};
use crate::clc::experimental::About;
use crate::clc::render::{self, Addresses};
use crate::clc::routes::at;
use crate::clc::routes::caller::Caller;
use crate::clc::routes::query::value;
use crate::clc::world::World;
use crate::random::Random;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let one = "/v2-experimental/networks/{alias}/{center}/{network}";
    at("/v2-experimental/networks/{alias}/{center}", get(list))
        .merge(at(
            "/v2-experimental/networks/{alias}/{center}/claim",
            post(claim),
        ))
        .merge(at(one, get(read).put(rename)))
        .merge(at(&format!("{one}/ipAddresses"), get(addresses)))
        .merge(at(&format!("{one}/release"), post(release)))
}

async fn list(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let center = estate.center_at(&center).ok_or(Trouble::NotThere)?;
    Ok(reply::ok(render::networks(estate, center, caller.rights)))
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Trouble> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let at = find(estate, &center, &id)?;
    let wanted = Addresses::named(value(&uri, "ipAddresses").as_deref().unwrap_or("none"));
    let network = &estate.networks[at];
    Ok(reply::ok(render::network(
        estate,
        network,
        caller.rights,
        wanted,
    )))
}

async fn addresses(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Trouble> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let at = find(estate, &center, &id)?;
    let wanted = Addresses::named(value(&uri, "type").as_deref().unwrap_or("claimed"));
    let network = &estate.networks[at];
    Ok(reply::ok(render::addresses(estate, network, wanted)))
}

async fn claim(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((alias, center)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let world: &mut World = &mut world;
    let estate = &world.estates[caller.estate];
    let center = estate.center_at(&center).ok_or(Trouble::NotThere)?;
    let name = estate.centers[center].id.clone();
    let id = Random::about(
        world.seed,
        &["claim", &name, &world.operations.count().to_string()],
    )
    .hex_id();
    let change = NetworkChange::Claim {
        center,
        id: id.clone(),
    };
    let spec = JobSpec {
        estate: caller.estate,
        servers: Vec::new(),
        timeline: world.timelines.operation("claimNetwork"),
        fails: false,
        effect: Effect::Network(change),
        by: caller.user.clone(),
    };
    let job = world.jobs.queue(&name, spec, now);
    let who = (caller.estate, caller.user);
    let operation = world.operations.name(who, job, About::Network { id }, now);
    Ok(accepted("", &alias, &operation))
}

async fn rename(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
    Input(body): Input,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = find(estate, &center, &id)?;
    let name = member(&body, "name").and_then(scalar);
    let name = name.filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| Refusal::field("body.name", "The name field is required."))?;
    let network = &mut estate.networks[at];
    network.name = name;
    if let Some(text) = member(&body, "description").and_then(scalar) {
        network.description = text;
    }
    Ok(reply::no_content())
}

/// Gives a network back, which must have no servers.
async fn release(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = find(estate, &center, &id)?;
    if !estate.taken(&estate.networks[at]).is_empty() {
        let message = "The network cannot be released while servers are on it.";
        return Err(Refusal::Message(message).into());
    }
    estate.networks.remove(at);
    Ok(reply::no_content())
}

/// The position of a network of a data center.
fn find(estate: &Estate, center: &str, id: &str) -> Result<usize, Trouble> {
    let center = estate.center_at(center).ok_or(Trouble::NotThere)?;
    let mut networks = estate.networks.iter();
    networks
        .position(|network| network.center == center && network.id.eq_ignore_ascii_case(id))
        .ok_or(Trouble::NotThere)
}
