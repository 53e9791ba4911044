//! All routes of the cloud. One file per group of endpoints gives a router of its own; a new group is a new file and a line here.

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
mod snapshots;
mod statistics;

use axum::Router;
use axum::routing::MethodRouter;

use crate::Simulator;

pub(crate) use login::LOGIN;

/// Everything the cloud answers.
pub(crate) fn routes() -> Router<Simulator> {
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
}

/// A route that may be asked for with a slash at its end.
pub(crate) fn at(path: &str, handler: MethodRouter<Simulator>) -> Router<Simulator> {
    Router::new()
        .route(path, handler.clone())
        .route(&format!("{path}/"), handler)
}
