//! What a group is estimated to cost. The cloud works it out anew every few minutes, so asking
//! more often tells nothing.

use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_cloud::Auth;
use slipway_domain::bill::Bill;
use slipway_domain::{AppError, AppResult, GroupId};

fn none() -> AppError {
    AppError::not_found("An estimate for this group")
}

/// The bill, asked for at most as often as it changes. Where the cloud does not answer, the one
/// before stands in with its age.
pub(super) async fn bill(
    portal: &Portal,
    grant: &Grant,
    auth: &Auth,
    id: &GroupId,
) -> AppResult<CachedValue<Bill>> {
    let cloud = portal.cloud_of(&grant.principal)?.clone();
    let key = (Portal::cache_key(&grant.principal), id.clone());
    let before = cloud.bills.peek(&key);
    if let Some(before) = &before
        && before.age() < portal.timings().bills_fresh
    {
        return Ok(before.clone());
    }
    let bills = cloud.bills.clone();
    let read = || {
        let (portal, grant) = (portal.clone(), grant.clone());
        let (auth, id) = (auth.clone(), id.clone());
        async move {
            let reading = cloud.servers()?.bill(&auth, &id);
            with_page_timeout(&portal, &grant, none, reading).await
        }
    };
    match (bills.get(&key, Freshness::Now, read).await, before) {
        (Err(ended @ AppError::CredentialEnded), _) => Err(ended),
        (Err(error), Some(before)) => Ok(CachedValue {
            failure: Some(error),
            ..before
        }),
        (read, _) => read,
    }
}
