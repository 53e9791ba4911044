//! One server with all that the cloud tells of it.

use crate::custom_field::CustomFieldValue;
use crate::hardware::{Disk, Partition, ServerKind, StorageKind};
use crate::server::Server;
use serde::{Deserialize, Serialize};

/// A server in full. Addresses, disks and all other lists are empty while it is being built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServerDetails {
    /// The slim record. Its `group_path` is empty.
    pub server: Server,
    /// The name its operating system gives itself; empty where the cloud does not know.
    pub host_name: String,
    /// Whether it is a template, from which others are made.
    pub is_template: bool,
    /// What kind of machine it is.
    pub kind: ServerKind,
    /// What its disks lie on.
    pub storage: StorageKind,
    /// Whether the cloud's people look after its operating system.
    pub managed_os: bool,
    /// Whether the cloud's people back it up.
    pub managed_backup: bool,
    /// Its addresses, each internal one with the public one that leads to it.
    pub addresses: Vec<Address>,
    /// Those of further network cards.
    pub secondary_addresses: Vec<Address>,
    /// Its disks, in the cloud's order.
    pub disks: Vec<Disk>,
    /// What its operating system sees of them.
    pub partitions: Vec<Partition>,
    /// Its snapshots; the cloud keeps one at most.
    pub snapshots: Vec<Snapshot>,
    /// The custom fields that have a value.
    pub custom_fields: Vec<CustomFieldValue>,
    /// The policies that raise alarms about it.
    pub alert_policies: Vec<Policy>,
    /// The policy that keeps it apart from others.
    pub anti_affinity: Option<Policy>,
    /// The policy that changes its number of processors; the cloud does not tell its name.
    pub cpu_autoscale: Option<Policy>,
    /// Processors in words; of bare metal only.
    pub processor_words: Option<String>,
    /// Storage in words; of bare metal only.
    pub storage_words: Option<String>,
    /// Who made and who last changed it, and when.
    pub change: ChangeInfo,
}

/// An address of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Within the account's network.
    pub internal: Option<String>,
    /// From the Internet.
    pub public: Option<String>,
}

/// A snapshot of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Snapshot {
    /// When it was taken, as the cloud writes it (`2015-06-18.09:10:48`).
    pub name: String,
    /// What names it in calls.
    pub number: String,
    /// Whether going back to it is offered.
    pub restore: bool,
    /// Whether deleting it is offered.
    pub delete: bool,
}

/// A policy that a server is under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// Its name; the id where the cloud tells none.
    pub name: String,
}

/// Who made and who last changed a thing; times as the cloud wrote them (ISO-8601 UTC).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChangeInfo {
    /// Who made it.
    pub created_by: Option<String>,
    /// When.
    pub created: Option<String>,
    /// Who last changed it; `None` where the cloud itself did.
    pub modified_by: Option<String>,
    /// When.
    pub modified: Option<String>,
}
