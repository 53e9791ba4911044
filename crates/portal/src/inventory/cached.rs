//! The inventory as a use-case gets it: what was read before, as far as that is fresh enough.

use super::Inventory;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_cloud::CloudError;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, ServerId};
use std::sync::Arc;
use std::time::Duration;

/// A list that is not older than this is not read anew for a server that is not in it.
const SETTLED: Duration = Duration::from_secs(1);
/// What a cloud without this account's servers does not know.
pub(super) const LIST: &str = "This account's list of data centers in the cloud";

/// The grant's inventory.
///
/// # Errors
/// What the cloud answers, unless an earlier inventory can stand in.
pub async fn inventory(
    portal: &Portal,
    grant: &Grant,
    freshness: Freshness,
) -> AppResult<CachedValue<Inventory>> {
    grant.principal.require(Right::Read)?;
    let cloud = portal.cloud_of(&grant.principal)?.clone();
    let key = Portal::cache_key(&grant.principal);
    let inventories = Arc::clone(&cloud.inventories);
    if freshness == Freshness::Recent
        && let Some(fresh) = inventories.peek_fresh(&key)
    {
        // The cloud is not asked, so nobody's token is opened.
        return Ok(fresh);
    }
    let auth = portal.auth(grant).await?;
    let before = inventories.peek(&key);
    let read = || {
        let (portal, grant) = (portal.clone(), grant.clone());
        async move {
            match cloud.inventory()?.inventory(&auth, None).await {
                Ok(read) => prepared(read, before.as_ref()),
                Err(CloudError::NotFound) => Err(AppError::not_found(LIST)),
                Err(error) => Err(portal.upstream_error(&grant, error).await),
            }
        }
    };
    inventories.get(&key, freshness, read).await
}

/// The grant's inventory, read anew where a recent one holds not all of `servers`: a server that
/// was just built is on its page before it is in a list that was read before.
///
/// # Errors
/// As [`inventory`].
pub async fn holding(
    portal: &Portal,
    grant: &Grant,
    servers: &[ServerId],
) -> AppResult<CachedValue<Inventory>> {
    let recent = inventory(portal, grant, Freshness::Recent).await?;
    let holds = |id| recent.value.by_id(id).is_some();
    if recent.age() < SETTLED || servers.iter().all(holds) {
        return Ok(recent);
    }
    match inventory(portal, grant, Freshness::Now).await {
        Err(error) if error != AppError::CredentialEnded => {
            tracing::info!(%error, "servers that are not in the list could not be looked for");
            Ok(recent)
        }
        now => now,
    }
}

/// What was read, as far as any data center answered: with none there is nothing to prepare.
fn prepared(
    read: slipway_cloud::Inventory,
    before: Option<&CachedValue<Inventory>>,
) -> AppResult<Inventory> {
    match read.problems.first() {
        Some((_, error)) if read.problems.len() == read.data_centers.len() => {
            Err(error.clone().into())
        }
        _ => Ok(Inventory::new(read, before)),
    }
}
