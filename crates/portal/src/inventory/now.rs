//! What a confirming post judges on: read after the press, never what was kept.

use super::Inventory;
use super::cached::LIST;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::CloudError;
use slipway_domain::plan::{PlanBody, PlannedTarget};
use slipway_domain::principal::Right;
use slipway_domain::server::Server;
use slipway_domain::{AppError, AppResult, DataCenterId};
use std::collections::{BTreeMap, BTreeSet};

/// The servers of the data centers that a plan runs, as they are at this moment. The others
/// are not asked: one that does not answer must not hold up what it has no part in.
///
/// # Errors
/// What the cloud answers; also where one of these data centers cannot be read just now, as what
/// was known of it before is no ground to act on.
pub(crate) async fn of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
) -> AppResult<Inventory> {
    grant.principal.require(Right::Read)?;
    let auth = portal.auth(grant).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let planned = body.targets.iter().chain(&body.left_out);
    // What stands in no place is looked for among all that there is.
    let centers: Option<BTreeSet<DataCenterId>> =
        planned.map(|target| target.data_center.clone()).collect();
    let reading = cloud.inventory()?.inventory(&auth, centers.as_ref());
    match reading.await {
        Ok(read) => match read.problems.first() {
            None => Ok(Inventory::new(read, None)),
            Some((_, error)) => Err(error.clone().into()),
        },
        Err(CloudError::NotFound) => Err(AppError::not_found(LIST)),
        Err(error) => Err(portal.upstream_error(grant, error).await),
    }
}

/// What is said of a planned server that was there at the review.
const GONE: &str = "It is no longer among this account's servers.";

impl Inventory {
    /// Of planned servers those that are still there, each once, and those to leave out because
    /// they are gone.
    pub(crate) fn still_there(
        &self,
        planned: &[PlannedTarget],
    ) -> (Vec<&Server>, Vec<PlannedTarget>) {
        let (mut known, mut gone) = (BTreeMap::new(), Vec::new());
        for server in planned {
            match server.target.server().and_then(|id| self.by_id(id)) {
                Some(found) => _ = known.insert(&found.id, found),
                None => gone.push(PlannedTarget {
                    notes: vec![GONE.to_owned()],
                    ..server.clone()
                }),
            }
        }
        (known.into_values().collect(), gone)
    }
}
