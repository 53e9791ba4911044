//! One server: all that is told of it.
//!
//! A page asks the cloud twice at most and waits a few seconds at most; what does not come in
//! time is left out or stands there as it was last known, with its age.

mod view;

pub use slipway_store::ServerRun;
pub(crate) use view::with_path;
pub use view::{Known, ServerView, left_runs, view};

use crate::inventory::{self, Inventory};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_cloud::CloudError;
use slipway_domain::group::GroupKind;
use slipway_domain::natural::natural;
use slipway_domain::{AppError, AppResult, DataCenterId, GroupId, ServerId};
use std::future::Future;

/// The most characters that an id of a server can have; the cloud's have half as many.
const LONGEST_ID: usize = 64;

/// The id in an address, where it can be one.
pub(crate) fn known(id: &ServerId) -> AppResult<()> {
    let text = id.as_str();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_id = !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(fits);
    is_id.then_some(()).ok_or_else(unknown)
}

pub(crate) fn unknown() -> AppError {
    AppError::not_found("Server")
}

/// A reading of the cloud, for as long as a page waits. An unknown thing is `missing`.
pub(crate) async fn with_page_timeout<T>(
    portal: &Portal,
    grant: &Grant,
    missing: fn() -> AppError,
    reading: impl Future<Output = Result<T, CloudError>>,
) -> AppResult<T> {
    match tokio::time::timeout(portal.timings().page_waits, reading).await {
        Err(_late) => Err(AppError::CloudUnavailable),
        Ok(Ok(value)) => Ok(value),
        Ok(Err(CloudError::NotFound)) => Err(missing()),
        Ok(Err(error)) => Err(portal.upstream_error(grant, error).await),
    }
}

/// The inventory, where it is there in time. It is read on for the next page where it is not.
pub(crate) async fn inventory_in_time(
    portal: &Portal,
    grant: &Grant,
) -> Option<CachedValue<Inventory>> {
    let (own, whose) = (portal.clone(), grant.clone());
    let reading =
        tokio::spawn(async move { inventory::inventory(&own, &whose, Freshness::Recent).await });
    let read = tokio::time::timeout(portal.timings().page_waits, reading).await;
    read.ok()?.ok()?.ok()
}

/// Groups of a data center that servers can stand in, by path.
pub(crate) fn groups_of(
    inventory: &Inventory,
    data_center: Option<&DataCenterId>,
) -> Vec<(GroupId, String)> {
    let groups = inventory.tree.of_center(data_center);
    let groups = groups.filter(|group| group.kind == GroupKind::Default);
    let mut groups: Vec<_> = groups
        .map(|group| (group.id.clone(), group.path.clone()))
        .collect();
    groups.sort_by(|a, b| natural(&a.1, &b.1));
    groups
}
