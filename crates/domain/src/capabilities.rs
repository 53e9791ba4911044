//! What can be built in a data center: its networks and templates.

use serde::{Deserialize, Serialize};

/// What a data center offers to those who build servers there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// Whether anything can be built at all.
    pub enabled: bool,
    /// Whether it has premium storage.
    pub premium_storage: bool,
    /// Whether it has machines of their own.
    pub bare_metal: bool,
    /// The networks that a server can be put on.
    pub networks: Vec<NetworkChoice>,
    /// What servers can be made from.
    pub templates: Vec<Template>,
}

/// A network that a server can be put on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NetworkChoice {
    /// Its id, which a new server names.
    pub id: String,
    /// Its internal name (`vlan_237_10.110.37`), which packages are given.
    pub name: String,
}

/// What a server can be made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// Its name, which a new server names as its source.
    pub name: String,
    /// The operating system's word, the one packages list (`centOS6_64Bit`).
    pub os: String,
    /// It in words.
    pub description: String,
    /// How large its disks are, in GB.
    pub storage_gb: u64,
    /// Whether the cloud's people can look after its operating system.
    pub managed_os: bool,
    /// Whether a hyperscale server can be made from it.
    pub hyperscale: bool,
    /// Paths at which no disk can be mounted: directories, or drive letters.
    pub reserved_paths: Vec<String>,
    /// Whether disks are mounted under drive letters.
    pub drive_letters: bool,
}
