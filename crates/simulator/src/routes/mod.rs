//! All routes. One file per group of endpoints gives a router of its own; a new group is a new file and a line here.

mod accounts;
mod affinity_policies;
mod alert_policies;
mod archive;
mod autoscale_policies;
mod billing;
mod caller;
mod creation;
mod credentials;
mod datacenters;
mod defaults;
mod experimental;
mod faults;
mod group_statistics;
mod groups;
mod invoices;
mod limits;
mod login;
mod maintenance;
mod network_cards;
mod operations;
mod packages;
mod public_ips;
mod query;
mod queue;
mod removal;
mod schedules;
mod server_patch;
mod servers;
mod sim;
mod snapshots;
mod statistics;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::MethodRouter;

use crate::Simulator;
use crate::compress::compress;
use crate::record::record;
use crate::reply::Refusal;

pub(crate) use login::LOGIN;
pub(crate) use sim::SIM;

/// Everything the simulator answers.
pub(crate) fn router(simulator: &Simulator) -> Router {
    Router::new()
        .merge(login::routes())
        .merge(datacenters::routes())
        .merge(accounts::routes())
        .merge(alert_policies::routes())
        .merge(affinity_policies::routes())
        .merge(autoscale_policies::routes())
        .merge(limits::routes())
        .merge(schedules::routes())
        .merge(invoices::routes())
        .merge(groups::routes())
        .merge(groups::jobs::routes())
        .merge(group_statistics::routes())
        .merge(defaults::routes())
        .merge(billing::routes())
        .merge(servers::routes())
        .merge(statistics::routes())
        .merge(creation::routes())
        .merge(credentials::routes())
        .merge(public_ips::routes())
        .merge(network_cards::routes())
        .merge(packages::routes())
        .merge(operations::routes())
        .merge(maintenance::routes())
        .merge(archive::routes())
        .merge(snapshots::routes())
        .merge(queue::routes())
        .merge(experimental::routes())
        .merge(sim::routes())
        .merge(faults::routes())
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn(compress))
        .layer(from_fn_with_state(simulator.clone(), record))
        .with_state(simulator.clone())
}

/// A route that may be asked for with a slash at its end.
fn at(path: &str, handler: MethodRouter<Simulator>) -> Router<Simulator> {
    Router::new()
        .route(path, handler.clone())
        .route(&format!("{path}/"), handler)
}
