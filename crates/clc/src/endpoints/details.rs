//! One server with all that is told of it.

use crate::client::{ClcClient, Session};
use crate::endpoints::snapshots::Snapshot;
use crate::error::ClcError;
use crate::wire::details::{DiskLine, FieldLine, Server as Lists, SnapshotLine};
use crate::wire::server::Server as Wire;
use crate::wire::{decode, report_skipped};
use slipway_domain::ServerId;
use slipway_domain::server::Server;

/// A server with its disks, snapshots and custom fields; these are empty while it is being built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerDetails {
    /// The slim record. Its `group_path` is empty.
    pub server: Server,
    /// Its disks, in the cloud's order.
    pub disks: Vec<Disk>,
    /// Its snapshots; the cloud keeps one at most.
    pub snapshots: Vec<Snapshot>,
    /// The custom fields that have a value.
    pub custom_fields: Vec<CustomFieldValue>,
}

/// A disk of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    /// For example `0:1`.
    pub id: String,
    /// Its size, in GB.
    pub size_gb: u64,
    /// Where its partitions are mounted, as far as the cloud says.
    pub paths: Vec<String>,
}

/// The value that a server or group has for one of the account's custom fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomFieldValue {
    /// The id of the field.
    pub id: String,
    /// The name of the field.
    pub name: String,
    /// The value as it is sent.
    pub value: String,
    /// The value as it is shown.
    pub display: String,
}

impl ClcClient {
    /// The server `id` with all that is told of it.
    ///
    /// # Errors
    /// [`ClcError::NotFound`] for a server that never was or was deleted.
    pub async fn server_details(
        &self,
        session: &Session,
        id: &ServerId,
    ) -> Result<ServerDetails, ClcError> {
        let segments = ["servers", session.account.as_str(), id.as_str()];
        let call = self
            .read("server", "/v2/servers/{account}/{server}", &segments)?
            .signed(session);
        self.transport().call(call, read).await
    }
}

fn read(body: &[u8]) -> Result<ServerDetails, String> {
    let server = decode::<Wire>(body)?.into_entity(None);
    let server = server.ok_or_else(|| "it has no id".to_owned())?;
    let lists = decode::<Lists>(body)?.details.0.unwrap_or_default();
    let sent = lists.disks.0.len() + lists.snapshots.0.len() + lists.fields.0.len();
    let disks = lists.disks.objects().filter_map(DiskLine::into_entity);
    let snapshots = lists.snapshots.objects();
    let fields = lists.fields.objects();
    let found = ServerDetails {
        server,
        disks: disks.collect(),
        snapshots: snapshots.filter_map(SnapshotLine::into_entity).collect(),
        custom_fields: fields.filter_map(FieldLine::into_entity).collect(),
    };
    let read = found.disks.len() + found.snapshots.len() + found.custom_fields.len();
    report_skipped("details of a server", sent - read);
    Ok(found)
}
