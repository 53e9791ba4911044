//! What an account owns: data centers, groups and servers, and how to find them by the ids a request may use.

mod build;
mod change;
pub(crate) mod cost;
mod create;
mod firewall;
mod group_change;
mod groups;
mod network;
mod network_change;
mod policies;
pub(crate) mod seed;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use crate::clc::bare_metal::Machine;
use crate::clc::custom_fields::CustomField;
use crate::clc::disks::Disk;
use crate::clock::{Millis, iso};
pub(crate) use build::build;
pub(crate) use firewall::FirewallPolicy;
pub(crate) use network::{Address, Network, Ports, PublicIp, Taken};
pub(crate) use network_change::NetworkChange;
pub(crate) use policies::{
    AffinityPolicy, AlertPolicy, AutoscalePolicy, Mappings, Policies, Trigger,
};
use seed::{Business, OperatingSystem};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Status {
    Active,
    UnderConstruction,
    Archived,
    QueuedForDelete,
    QueuedForRestore,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::UnderConstruction => "underConstruction",
            Self::Archived => "archived",
            Self::QueuedForDelete => "queuedForDelete",
            Self::QueuedForRestore => "queuedForRestore",
        }
    }

    /// Servers on ice lie in the Archive group and are not counted.
    pub(crate) fn on_ice(self) -> bool {
        matches!(self, Self::Archived | Self::QueuedForRestore)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PowerState {
    Started,
    Stopped,
    Paused,
}

impl PowerState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Paused => "paused",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupKind {
    Root,
    Default,
    /// The one that holds what is archived.
    Archive,
    /// One that was archived, and all below it.
    Archived,
    Templates,
}

impl GroupKind {
    /// Whether servers and groups can be made in it.
    pub(crate) fn grows(self) -> bool {
        matches!(self, Self::Root | Self::Default)
    }
}

/// Who made and last changed a thing; dates as they are written.
#[derive(Debug, Clone)]
pub(crate) struct ChangeInfo {
    pub(crate) created_by: String,
    pub(crate) created: String,
    pub(crate) modified_by: Option<String>,
    pub(crate) modified: String,
}

impl ChangeInfo {
    /// Made by someone just now.
    pub(crate) fn new(by: &str, now: Millis) -> Self {
        Self {
            created_by: by.to_owned(),
            created: iso(now),
            modified_by: Some(by.to_owned()),
            modified: iso(now),
        }
    }

    /// Changed by someone just now.
    pub(crate) fn touch(&mut self, by: &str, now: Millis) {
        self.modified_by = Some(by.to_owned());
        self.modified = iso(now);
    }
}

#[derive(Debug)]
pub(crate) struct Center {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Where its root stands in [`Estate::groups`].
    pub(crate) root: usize,
    /// Whether anything can be built there.
    pub(crate) enabled: bool,
    pub(crate) premium_storage: bool,
    /// Whether it has machines of their own.
    pub(crate) bare_metal: bool,
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    /// Upper case.
    pub(crate) location: String,
    pub(crate) kind: GroupKind,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) servers: Vec<usize>,
    /// Ids of the account's fields with their values.
    pub(crate) custom_fields: Vec<(String, String)>,
    /// What new servers in it begin with, in the order of their names in `routes/defaults.rs`.
    pub(crate) defaults: [Option<String>; 6],
    pub(crate) change: ChangeInfo,
    /// It was deleted.
    pub(crate) gone: bool,
}

#[derive(Debug)]
pub(crate) struct Server {
    /// Its position in the fleet of the account, which some sentinels go by.
    pub(crate) index: usize,
    /// Lower case, for example `va1slipweb01`.
    pub(crate) id: String,
    pub(crate) uuid: String,
    pub(crate) description: String,
    pub(crate) center: usize,
    pub(crate) group: usize,
    pub(crate) os: Arc<OperatingSystem>,
    pub(crate) managed_os: bool,
    pub(crate) status: Status,
    pub(crate) power: PowerState,
    pub(crate) in_maintenance: bool,
    /// On its first network card; one at least, once it is built.
    pub(crate) addresses: Vec<Address>,
    /// On further network cards, one each.
    pub(crate) secondary: Vec<String>,
    pub(crate) host_name: String,
    /// Of its root user, easy to recognise wherever it should not be.
    pub(crate) password: String,
    pub(crate) cpu: u32,
    pub(crate) memory_mb: u32,
    pub(crate) disks: Vec<Disk>,
    /// `standard`, `hyperscale` or `bareMetal`.
    pub(crate) kind: String,
    /// What it is, if it is one of its own.
    pub(crate) machine: Option<Machine>,
    pub(crate) storage_type: String,
    pub(crate) snapshot: Option<Snapshot>,
    /// How many it ever had: each gets the next number.
    pub(crate) snapshots_taken: u32,
    /// Ids of the account's fields with their values.
    pub(crate) custom_fields: Vec<(String, String)>,
    pub(crate) policies: Mappings,
    /// Why no operation on it is ever queued.
    pub(crate) refuses: Option<String>,
    pub(crate) change: ChangeInfo,
}

/// A server has one at most.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// When it was taken, for example `2015-06-18.09:10:48`.
    pub(crate) name: String,
    /// Shows in its links only.
    pub(crate) number: u32,
}

#[derive(Debug)]
pub(crate) struct Estate {
    /// Its place among all accounts.
    pub(crate) number: usize,
    /// Lower case, as links carry it.
    pub(crate) alias: String,
    /// The alias of the account above it, lower case too.
    pub(crate) parent: Option<String>,
    pub(crate) business: Business,
    pub(crate) centers: Vec<Center>,
    pub(crate) groups: Vec<Group>,
    pub(crate) servers: Vec<Server>,
    pub(crate) networks: Vec<Network>,
    pub(crate) firewall: Vec<FirewallPolicy>,
    /// How many it ever had.
    pub(crate) firewall_made: u32,
    pub(crate) custom_fields: Vec<CustomField>,
    pub(crate) policies: Policies,
    by_id: HashMap<String, usize>,
    by_uuid: HashMap<String, usize>,
    /// When which snapshot of which server ends.
    expiries: BinaryHeap<Reverse<(Millis, usize, u32)>>,
}

impl Estate {
    /// A server by its name-like id, in any case.
    pub(crate) fn server(&self, id: &str) -> Option<&Server> {
        self.by_id
            .get(&id.to_ascii_lowercase())
            .map(|&at| &self.servers[at])
    }

    /// A server by its UUID, in any case.
    pub(crate) fn server_by_uuid(&self, uuid: &str) -> Option<&Server> {
        self.by_uuid
            .get(&uuid.to_ascii_lowercase())
            .map(|&at| &self.servers[at])
    }

    /// A server by either of its ids, as addresses below it may carry them.
    pub(crate) fn server_either(&self, id: &str) -> Option<&Server> {
        self.server(id).or_else(|| self.server_by_uuid(id))
    }

    pub(crate) fn group(&self, id: &str) -> Option<&Group> {
        self.group_at(id).map(|at| &self.groups[at])
    }

    pub(crate) fn center(&self, id: &str) -> Option<&Center> {
        self.center_at(id).map(|at| &self.centers[at])
    }

    /// Where a data center stands, by its id in any case.
    pub(crate) fn center_at(&self, id: &str) -> Option<usize> {
        let mut centers = self.centers.iter();
        centers.position(|center| center.id.eq_ignore_ascii_case(id))
    }

    /// How many servers stand in a group and below it, without those on ice.
    pub(crate) fn servers_count(&self, group: &Group) -> usize {
        let own = group
            .servers
            .iter()
            .filter(|&&at| !self.servers[at].status.on_ice())
            .count();
        own + group
            .children
            .iter()
            .map(|&at| self.servers_count(&self.groups[at]))
            .sum::<usize>()
    }
}
