//! Snapshots: taken of many servers at once, deleted and reverted to one by one.

use crate::client::ClcClient;
use crate::endpoints::operations::distinct;
use crate::endpoints::verdicts::Queued;
use crate::wire::operation::JobLink;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::ServerId;
use slipway_domain::details::Snapshot;
use slipway_upstream::Call;

/// For how many days a snapshot is kept: 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotDays(u8);

impl SnapshotDays {
    /// As long as the cloud keeps one.
    pub const MOST: Self = Self(10);

    /// So many days; `None` if the cloud does not keep one for so long.
    pub fn new(days: u8) -> Option<Self> {
        (1..=Self::MOST.0).contains(&days).then_some(Self(days))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewSnapshots<'a> {
    snapshot_expiration_days: u8,
    server_ids: Vec<&'a str>,
}

/// The cloud wants an object, even an empty one.
#[derive(Serialize)]
struct Nothing {}

impl ClcClient {
    /// Takes a snapshot of each of `servers`. One entry per distinct server comes back, in the
    /// order asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn create_snapshots(
        &self,
        auth: &Auth,
        days: SnapshotDays,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, CloudError> {
        let servers = distinct(servers)?;
        let call = self.snapshots_call(auth, days, &servers)?;
        self.operate(call, &servers).await
    }

    pub(crate) fn snapshots_call<'a>(
        &self,
        auth: &'a Auth,
        days: SnapshotDays,
        servers: &[ServerId],
    ) -> Result<Call<'a>, CloudError> {
        self.operation("create_snapshot", "createSnapshot", auth)?
            .json(&NewSnapshots {
                snapshot_expiration_days: days.0,
                server_ids: servers.iter().map(ServerId::as_str).collect(),
            })
    }

    /// Deletes a snapshot.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] if the server has no such snapshot (any more). Never repeated by
    /// itself.
    pub async fn delete_snapshot(
        &self,
        auth: &Auth,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.delete_snapshot_call(auth, server, snapshot)?)
            .await
    }

    pub(crate) fn delete_snapshot_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<Call<'a>, CloudError> {
        let names = (
            "delete_snapshot",
            "/v2/servers/{account}/{server}/snapshots/{number}",
        );
        let segments = path(auth, server, snapshot);
        Ok(self.write(Method::DELETE, names, &segments)?.signed(auth))
    }

    /// Puts a server back into the state of a snapshot.
    ///
    /// # Errors
    /// As [`Self::delete_snapshot`].
    pub async fn revert_to_snapshot(
        &self,
        auth: &Auth,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.revert_call(auth, server, snapshot)?)
            .await
    }

    pub(crate) fn revert_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<Call<'a>, CloudError> {
        let names = (
            "revert_to_snapshot",
            "/v2/servers/{account}/{server}/snapshots/{number}/restore",
        );
        let segments = [&path(auth, server, snapshot)[..], &["restore"]].concat();
        let call = self.write(Method::POST, names, &segments)?.signed(auth);
        call.json(&Nothing {})
    }
}

fn path<'a>(auth: &'a Auth, server: &'a ServerId, snapshot: &'a Snapshot) -> [&'a str; 5] {
    let (account, server) = (auth.account.as_str(), server.as_str());
    ["servers", account, server, "snapshots", &snapshot.number]
}
