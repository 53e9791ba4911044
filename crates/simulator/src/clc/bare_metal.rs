//! Machines of their own: which there are, what runs on them, and what becomes of one that is
//! ordered. Nothing was recorded of them; this is what the documentation shows.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Number;

use crate::clc::disks::Disk;
use crate::clc::estate::seed::{Family, OperatingSystem};
use crate::data::parse;

/// Every data center that has machines has the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Machines {
    pub(crate) configurations: Vec<Configuration>,
    pub(crate) systems: Vec<System>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Configuration {
    pub(crate) id: String,
    pub(crate) hourly_rate: Number,
    /// `high`, `low` or `none`.
    pub(crate) availability: String,
    #[serde(rename = "memoryGB")]
    pub(crate) memory_gb: u32,
    pub(crate) processor: Processor,
    pub(crate) disks: Disks,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Processor {
    pub(crate) cores_per_socket: u32,
    pub(crate) description: String,
    pub(crate) sockets: u32,
}

/// All of one configuration are alike.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Disks {
    pub(crate) count: u32,
    #[serde(rename = "capacityGB")]
    pub(crate) capacity_gb: u32,
    pub(crate) speed_rpm: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct System {
    #[serde(rename = "type")]
    pub(crate) os: String,
    pub(crate) description: String,
    pub(crate) hourly_rate_per_socket: Number,
}

/// What is told of a server that is a machine of its own.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    pub(crate) processor: String,
    pub(crate) storage: String,
}

impl Machines {
    pub(crate) fn load() -> Self {
        parse(include_str!("../../data/clc/bare-metal.json"))
    }

    /// A configuration by its id, in any case.
    pub(crate) fn configuration(&self, id: &str) -> Option<&Configuration> {
        let mut all = self.configurations.iter();
        all.find(|one| one.id.eq_ignore_ascii_case(id))
    }

    /// A system by its word, in any case.
    pub(crate) fn system(&self, os: &str) -> Option<&System> {
        let mut all = self.systems.iter();
        all.find(|one| one.os.eq_ignore_ascii_case(os))
    }
}

impl Configuration {
    pub(crate) fn is_free(&self) -> bool {
        self.availability != "none"
    }

    pub(crate) fn cores(&self) -> u32 {
        self.processor.sockets * self.processor.cores_per_socket
    }

    /// The disks of a server that is one.
    pub(crate) fn built_in(&self) -> Vec<Disk> {
        let disk = |number| Disk {
            number,
            size_gb: self.disks.capacity_gb,
            path: None,
        };
        (0..self.disks.count).map(disk).collect()
    }

    pub(crate) fn machine(&self) -> Machine {
        let Disks {
            count,
            capacity_gb,
            speed_rpm,
        } = self.disks;
        Machine {
            processor: self.processor.description.clone(),
            storage: format!("{count} x {capacity_gb} GB Hdd, {speed_rpm} rpm"),
        }
    }

    /// The system of a server that is one; it lies on the first disk.
    pub(crate) fn system(&self, system: &System) -> Arc<OperatingSystem> {
        Arc::new(OperatingSystem {
            key: self.id.clone(),
            os_type: system.description.clone(),
            os: system.os.clone(),
            family: if system.os.starts_with("windows") {
                Family::Windows
            } else {
                Family::Linux
            },
            system_disk_gb: self.disks.capacity_gb,
        })
    }
}
