//! Further network cards of a server. They are followed in the vocabulary of the experimental interface.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{delete, post};

use super::at;
use super::caller::Caller;
use super::experimental::{accepted, origin};
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::estate::{Estate, NetworkChange, Server, Status};
use crate::clc::experimental::About;
use crate::clc::single::Single;
use crate::reply::Refusal;

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2/servers/{alias}/{server}/networks";
    at(all, post(add)).merge(at(&format!("{all}/{{network}}"), delete(remove)))
}

async fn add(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((alias, id)): Path<(String, String)>,
    headers: HeaderMap,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let place = (alias.as_str(), origin(&headers));
    let text = |name: &str| member(&body, name).and_then(scalar);
    queue(&simulator, caller, place, &id, |estate, server| {
        let key = "body.networkId";
        let id = text("networkId");
        let id = id.ok_or_else(|| Refusal::field(key, "The networkId field is required."))?;
        let network = estate.network(server.center, &id);
        let network = network
            .ok_or_else(|| Refusal::field(key, &format!("The network {id} is not valid.")))?;
        if server.internal().any(|address| network.holds(address)) {
            return Err(Refusal::field(
                key,
                "The server is on this network already.",
            ));
        }
        let address = text("ipAddress").filter(|address| !address.is_empty());
        let good = |wanted: &String| network.holds(wanted) && estate.is_free(wanted);
        if let Some(wanted) = address.as_ref().filter(|wanted| !good(wanted)) {
            let message = format!("The address {wanted} is not valid.");
            return Err(Refusal::field("body.ipAddress", &message));
        }
        Ok(NetworkChange::AddCard {
            network: network.id.clone(),
            address,
        })
    })
}

async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((alias, id, network)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let place = (alias.as_str(), origin(&headers));
    queue(&simulator, caller, place, &id, |estate, server| {
        let network = estate.network(server.center, &network);
        let network = network.ok_or(Refusal::NotFound)?;
        match estate.card(server.index, network) {
            Some(_) => Ok(NetworkChange::DropCard(network.id.clone())),
            None => Err(Refusal::field(
                "",
                "The server has no card on this network.",
            )),
        }
    })
}

/// Queues what is to be done to an active server, and answers with where to ask after it.
fn queue(
    simulator: &Simulator,
    caller: Caller,
    (alias, origin): (&str, String),
    id: &str,
    wanted: impl FnOnce(&Estate, &Server) -> Result<NetworkChange, Refusal>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let who = (caller.estate, caller.user.clone());
    let single = Single::find(&world, caller.estate, caller.user, id)?;
    let server = single.server(&world);
    let change = wanted(single.estate(&world), server)?;
    if server.status != Status::Active {
        return Err(Refusal::field("", "The server must be in Active state."));
    }
    let job = single.queue(&mut world, "networkCard", Effect::Network(change), now);
    let operation = world.operations.name(who, job, About::Card, now);
    Ok(accepted(&origin, alias, &operation))
}
