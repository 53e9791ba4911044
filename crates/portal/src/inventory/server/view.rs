//! What the page of a server shows.

use super::{groups_of, inventory_in_time, known, unknown, with_page_timeout};
use crate::inventory::Inventory;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::CachedValue;
use jiff::SignedDuration;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::details::ServerDetails;
use slipway_domain::operation::{Blocked, Operation};
use slipway_domain::principal::Right;
use slipway_domain::server::Server;
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{AppError, AppResult, GroupId, ServerId};
use slipway_store::ServerRun;
use std::collections::BTreeMap;
use std::time::Duration;

/// Runs that are listed.
const RUNS: u64 = 10;
/// Hours of measurements.
const HOURS: u32 = 24;

/// All that is told of a server.
pub struct ServerView {
    /// Its slim record with the path of its group.
    pub server: Server,
    /// The rest, or why it is missing.
    pub known: Known,
    /// How busy it was, hour by hour, oldest first.
    pub statistics: AppResult<Vec<Sample>>,
    /// The newest runs that touched it.
    pub runs: Vec<ServerRun>,
    /// Groups of its data center that servers can stand in, by path.
    pub groups: Vec<(GroupId, String)>,
    /// The operations that its cloud has.
    pub operations: &'static [Operation],
    /// What stands in the way of them; nothing of those that may be ordered.
    pub blocked: BTreeMap<Operation, Blocked>,
    /// Whether its cloud has packages.
    pub has_packages: bool,
    /// What stands in the way of running one on it.
    pub no_package: Option<Blocked>,
    /// What stands in the way of changing it.
    pub no_change: Option<Blocked>,
    /// What stands in the way of making one like it.
    pub no_copy: Option<Blocked>,
    /// What stands in the way of seeing how to sign in to it.
    pub no_credentials: Option<Blocked>,
}

/// What is known beyond the slim record.
pub enum Known {
    /// Everything, read just now.
    Now(Box<ServerDetails>),
    /// Nothing: the slim record is this old, and this is why there is no newer one.
    Before {
        /// How old the record is.
        age: Duration,
        /// Why nothing newer is known.
        error: AppError,
    },
}

/// Reads what the page shows.
///
/// # Errors
/// `NotFound`, `CredentialEnded`, `Internal`, or what the cloud answers where nothing is known of
/// the server from before.
pub async fn view(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<ServerView> {
    grant.principal.require(Right::Read)?;
    known(id)?;
    let auth = portal.auth(grant).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let servers = cloud.servers()?;
    let details = with_page_timeout(portal, grant, unknown, servers.details(&auth, id));
    let (details, statistics, inventory, runs) = tokio::join!(
        details,
        statistics(portal, grant, &auth, id),
        inventory_in_time(portal, grant),
        runs(portal, grant, id),
    );
    let inventory = inventory.as_ref();
    let (server, known) = match details {
        Ok(details) => (details.server.clone(), Known::Now(Box::new(details))),
        Err(error) => stand_in(inventory, id, error)?,
    };
    let groups =
        inventory.map(|inventory| groups_of(&inventory.value, server.data_center.as_ref()));
    let rules = cloud.rules();
    let operations = rules.operations();
    let blocked = operations.iter();
    let blocked = blocked.filter_map(|one| Some((*one, rules.operation(*one, &server)?)));
    Ok(ServerView {
        operations,
        blocked: blocked.collect(),
        has_packages: cloud.lists_packages(),
        no_package: rules.package(&server),
        no_change: rules.change(&server),
        no_copy: rules.copy(&server),
        no_credentials: rules.credentials(&server),
        groups: groups.unwrap_or_default(),
        server: with_path(server, inventory),
        known,
        statistics,
        runs: runs?,
    })
}

/// The record of the inventory, where the cloud only does not answer just now.
fn stand_in(
    inventory: Option<&CachedValue<Inventory>>,
    id: &ServerId,
    error: AppError,
) -> AppResult<(Server, Known)> {
    let passes = matches!(
        error,
        AppError::CloudUnavailable | AppError::Busy { .. } | AppError::NotUnderstood
    );
    let found = inventory.and_then(|inventory| {
        let server = inventory.value.by_id(id)?;
        Some((server.clone(), inventory.age()))
    });
    match found {
        Some((server, age)) if passes => Ok((server, Known::Before { age, error })),
        _ => Err(error),
    }
}

/// The cloud tells a server's group by its id only.
pub(crate) fn with_path(mut server: Server, inventory: Option<&CachedValue<Inventory>>) -> Server {
    let group = inventory.and_then(|inventory| inventory.value.tree.find(&server.group));
    if let Some(group) = group {
        server.group_path.clone_from(&group.node.path);
    }
    server
}

/// Measurements of the last day. The newest of them is the latest that is shown.
async fn statistics(
    portal: &Portal,
    grant: &Grant,
    auth: &Auth,
    id: &ServerId,
) -> AppResult<Vec<Sample>> {
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let sampling = Sampling::Hourly {
        start: portal.now() - SignedDuration::from_hours(i64::from(HOURS)),
        hours: HOURS,
    };
    let reading = async {
        match servers.statistics(auth, id, sampling).await {
            // Nothing was measured of a server that is being built or is archived.
            Err(CloudError::NotFound) => Ok(Vec::new()),
            other => other,
        }
    };
    with_page_timeout(portal, grant, unknown, reading).await
}

/// The runs that touched a server which the cloud does not know, any more as a rule; nothing where
/// none did.
///
/// # Errors
/// `NotFound` where no server can be called so, `Internal`.
pub async fn left_runs(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<Vec<ServerRun>> {
    grant.principal.require(Right::Read)?;
    known(id)?;
    runs(portal, grant, id).await
}

async fn runs(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<Vec<ServerRun>> {
    let principal = &grant.principal;
    let (cloud, account) = (&principal.cloud, &principal.account);
    let runs = &portal.store().runs;
    Ok(runs.of_server(cloud, account, id, RUNS).await?)
}
