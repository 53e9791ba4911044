//! Snapshots: taken of many servers at once, deleted and reverted to one by one.

use crate::client::{ClcClient, Session};
use crate::endpoints::operations::{JobLink, Queued, distinct};
use crate::error::ClcError;
use reqwest::Method;
use serde::Serialize;
use slipway_domain::ServerId;
use slipway_domain::details::Snapshot;

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
struct Order<'a> {
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
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn create_snapshots(
        &self,
        session: &Session,
        days: SnapshotDays,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, ClcError> {
        let servers = distinct(servers)?;
        let call = self
            .operation("create_snapshot", "createSnapshot", session)?
            .json(&Order {
                snapshot_expiration_days: days.0,
                server_ids: servers.iter().map(ServerId::as_str).collect(),
            })?;
        self.operate(call, &servers).await
    }

    /// Deletes a snapshot.
    ///
    /// # Errors
    /// [`ClcError::NotFound`] if the server has no such snapshot (any more). Never repeated by
    /// itself.
    pub async fn delete_snapshot(
        &self,
        session: &Session,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<JobLink, ClcError> {
        let names = (
            "delete_snapshot",
            "/v2/servers/{account}/{server}/snapshots/{number}",
        );
        let segments = path(session, server, snapshot);
        let call = self.write(Method::DELETE, names, &segments)?;
        self.queue_one(call.signed(session)).await
    }

    /// Puts a server back into the state of a snapshot.
    ///
    /// # Errors
    /// As [`Self::delete_snapshot`].
    pub async fn revert_to_snapshot(
        &self,
        session: &Session,
        server: &ServerId,
        snapshot: &Snapshot,
    ) -> Result<JobLink, ClcError> {
        let names = (
            "revert_to_snapshot",
            "/v2/servers/{account}/{server}/snapshots/{number}/restore",
        );
        let segments = [&path(session, server, snapshot)[..], &["restore"]].concat();
        let call = self.write(Method::POST, names, &segments)?.signed(session);
        self.queue_one(call.json(&Nothing {})?).await
    }
}

fn path<'a>(session: &'a Session, server: &'a ServerId, snapshot: &'a Snapshot) -> [&'a str; 5] {
    let (account, server) = (session.account.as_str(), server.as_str());
    ["servers", account, server, "snapshots", &snapshot.number]
}
