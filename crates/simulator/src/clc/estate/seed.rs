//! The shape of the demo data in `data/clc/`: what a fleet is grown from.

use serde::Deserialize;

use super::{PowerState, Status};
use crate::data::parse;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EstateSeed {
    pub(crate) alias: String,
    /// The account above it, whose people may do here what they may do there.
    pub(crate) parent: Option<String>,
    /// Overrides the number of servers asked for; used by the account that must stay tiny.
    pub(crate) servers: Option<usize>,
    pub(crate) business: Business,
    pub(crate) data_centers: Vec<CenterSeed>,
}

/// Whose account it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Business {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) state_province: String,
    pub(crate) postal_code: String,
    pub(crate) telephone: String,
    pub(crate) country: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CenterSeed {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The first three numbers of its private network.
    pub(crate) network: [u8; 3],
    /// Said where it is false.
    pub(crate) enabled: Option<bool>,
    /// Said where it is false.
    pub(crate) premium_storage: Option<bool>,
    /// Whether it has machines of their own.
    #[serde(default)]
    pub(crate) bare_metal: bool,
    pub(crate) groups: Vec<GroupSeed>,
    #[serde(default)]
    pub(crate) marks: Vec<Mark>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GroupSeed {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[serde(default)]
    pub(crate) tiers: Vec<Tier>,
    #[serde(default)]
    pub(crate) groups: Vec<GroupSeed>,
}

/// Servers of one kind in a group.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own in the data"
)]
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Tier {
    /// The part of the name between account and number.
    pub(crate) short: String,
    /// A key of the list of operating systems.
    pub(crate) os: String,
    /// How many of its kind stand in one round of the data center.
    pub(crate) share: usize,
    pub(crate) limit: Option<usize>,
    pub(crate) cpu: u32,
    #[serde(rename = "memoryGB")]
    pub(crate) memory_gb: u32,
    #[serde(rename = "dataDiskGB")]
    pub(crate) data_disk_gb: Option<u32>,
    pub(crate) storage_type: Option<String>,
    /// Its servers have a second network card, on this network.
    pub(crate) second_network: Option<[u8; 3]>,
    #[serde(default)]
    pub(crate) public: bool,
    #[serde(default, rename = "managedOS")]
    pub(crate) managed_os: bool,
    /// Names of policies that its servers are under.
    pub(crate) alert_policy: Option<String>,
    pub(crate) anti_affinity: Option<String>,
    pub(crate) cpu_autoscale: Option<String>,
    /// Has a value for the first custom field that is a choice.
    #[serde(default)]
    pub(crate) tagged: bool,
    #[serde(default)]
    pub(crate) snapshot: bool,
    /// Why its servers are never queued, one message after the other.
    #[serde(default)]
    pub(crate) refuses: Vec<String>,
    pub(crate) descriptions: Vec<String>,
}

/// A server of a data center, by its position there, that is not simply running.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Mark {
    pub(crate) server: usize,
    pub(crate) status: Option<Status>,
    pub(crate) power_state: Option<PowerState>,
    #[serde(default)]
    pub(crate) in_maintenance_mode: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct OperatingSystem {
    pub(crate) key: String,
    /// The friendly name.
    pub(crate) os_type: String,
    /// The name that packages list.
    pub(crate) os: String,
    pub(crate) family: Family,
    #[serde(rename = "systemDiskGB")]
    pub(crate) system_disk_gb: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Family {
    Linux,
    Windows,
}

/// The fleets of all accounts.
pub(crate) fn estates() -> Vec<EstateSeed> {
    [
        include_str!("../../../data/clc/fleet-slip.json"),
        include_str!("../../../data/clc/fleet-slpb.json"),
        include_str!("../../../data/clc/fleet-othr.json"),
    ]
    .map(parse)
    .into()
}

pub(crate) fn operating_systems() -> Vec<OperatingSystem> {
    parse(include_str!("../../../data/clc/operating-systems.json"))
}
