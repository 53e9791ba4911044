//! Servers as the portal keeps them: the slim record of the inventory.

use crate::ids::{DataCenterId, GroupId, ServerId};
use crate::offered_actions::OfferedActions;
use serde::{Deserialize, Serialize};

/// A server's place in its life.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ServerStatus {
    /// Built and usable, whatever its power state.
    Active,
    /// Still being built.
    UnderConstruction,
    /// Switched off and moved to the archive group.
    Archived,
    /// About to be archived.
    QueuedForArchive,
    /// About to be deleted.
    QueuedForDelete,
    /// About to come back from the archive.
    QueuedForRestore,
    /// A word this portal does not know.
    Other(String),
}

impl ServerStatus {
    /// The known ones, in display order.
    pub const KNOWN: [Self; 6] = [
        Self::Active,
        Self::UnderConstruction,
        Self::Archived,
        Self::QueuedForArchive,
        Self::QueuedForDelete,
        Self::QueuedForRestore,
    ];

    /// The status a word on the wire stands for.
    pub fn parse(word: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|status| status.wire().eq_ignore_ascii_case(word))
            .unwrap_or_else(|| Self::Other(word.to_owned()))
    }

    /// The word on the wire and in URLs.
    pub fn wire(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::UnderConstruction => "underConstruction",
            Self::Archived => "archived",
            Self::QueuedForArchive => "queuedForArchive",
            Self::QueuedForDelete => "queuedForDelete",
            Self::QueuedForRestore => "queuedForRestore",
            Self::Other(word) => word,
        }
    }

    /// The words people see.
    pub fn label(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::UnderConstruction => "under construction",
            Self::Archived => "archived",
            Self::QueuedForArchive => "queued for archive",
            Self::QueuedForDelete => "queued for delete",
            Self::QueuedForRestore => "queued for restore",
            Self::Other(word) => word,
        }
    }
}

/// Whether a server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PowerState {
    /// Running.
    Started,
    /// Switched off.
    Stopped,
    /// Suspended.
    Paused,
}

impl PowerState {
    /// All of them, in display order.
    pub const ALL: [Self; 3] = [Self::Started, Self::Stopped, Self::Paused];

    /// The power state a word on the wire stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|power| power.word().eq_ignore_ascii_case(word))
    }

    /// The word on the wire, in URLs and on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Paused => "paused",
        }
    }
}

/// One server of the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// Its name, upper case as the cloud sends it.
    pub name: String,
    /// What people wrote about it.
    pub description: String,
    /// Where it stands, in a cloud that has places.
    #[serde(default)]
    pub data_center: Option<DataCenterId>,
    /// The group it belongs to.
    pub group: GroupId,
    /// Group names from below the data center's root, joined by ` / `.
    pub group_path: String,
    /// The operating system's word, the one packages list (`centOS6_64Bit`).
    pub os: String,
    /// The operating system in words (`CentOS 6 64-bit`).
    pub os_name: String,
    /// Its place in its life.
    pub status: ServerStatus,
    /// Whether it runs; absent while under construction.
    pub power: Option<PowerState>,
    /// Whether alerts are silenced for maintenance.
    pub in_maintenance: bool,
    /// Internal addresses first, then public ones.
    pub ips: Vec<String>,
    /// Number of virtual processors; 0 where unknown.
    pub cpu: u32,
    /// Memory in MB; 0 where unknown.
    pub memory_mb: u64,
    /// Storage in GB; 0 where unknown.
    pub storage_gb: u64,
    /// When it was last changed, as the cloud wrote it (ISO-8601 UTC).
    pub modified: Option<String>,
    /// Its custom fields in words, `name: value` each, for searches; empty without any.
    #[serde(default)]
    pub custom: String,
    /// What its links offered to whoever asked; nothing in records of before.
    #[serde(default)]
    pub offers: OfferedActions,
}

/// One data center of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataCenter {
    /// Its id.
    pub id: DataCenterId,
    /// Its name in words.
    pub name: String,
    /// What the cloud puts before the names that people give to servers there; empty where it
    /// leaves them as they are.
    #[serde(default)]
    pub name_prefix: String,
}
