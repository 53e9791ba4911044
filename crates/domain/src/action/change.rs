//! Changing the hardware of one server: what it had at review, and what it is to have.
//!
//! The cloud takes the complete list of disks and deletes, with all that is on it, each one that
//! is left out. So the plan keeps what is wished beside what was there, and whoever sends it
//! looks once more whether the disks are still those.

use crate::details::ServerDetails;
use crate::hardware::{Disk, NewDisk};
use crate::new_server::{DiskChange, ServerChange};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Another hardware for a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAction {
    /// What it had when this was reviewed.
    pub before: Hardware,
    /// What is to be different.
    pub wish: HardwareWish,
}

/// The hardware of a server that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hardware {
    /// Number of processors.
    pub cpu: u32,
    /// Memory in GB.
    pub memory_gb: u32,
    /// Its disks, in the cloud's order.
    pub disks: Vec<Disk>,
}

/// What is to be different about a server's hardware; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HardwareWish {
    /// Another number of processors.
    pub cpu: Option<u32>,
    /// Another amount of memory, in GB.
    pub memory_gb: Option<u32>,
    /// Disks that grow, by id, with their size to come in GB.
    pub grow: BTreeMap<String, u32>,
    /// Ids of disks that are deleted with all that is on them.
    pub remove: BTreeSet<String>,
    /// Disks to be added.
    pub add: Vec<NewDisk>,
}

/// One difference, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What becomes different: `CPU`, `Disk 0:2`.
    pub what: String,
    /// How it is now; nothing where it is not there yet.
    pub before: String,
    /// How it will be.
    pub after: String,
    /// Whether data are deleted with it.
    pub deletes: bool,
}

impl Hardware {
    /// What `details` tell of it.
    pub fn of(details: &ServerDetails) -> Self {
        let memory_gb = details.server.memory_mb.div_ceil(1024);
        Self {
            cpu: details.server.cpu,
            memory_gb: u32::try_from(memory_gb).unwrap_or(u32::MAX),
            disks: details.disks.clone(),
        }
    }
}

impl HardwareWish {
    /// Whether nothing would be different.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of it is still to do for a server with the hardware `now`; `None` where its disks do
    /// not allow it any more.
    pub fn left_for(&self, now: &Hardware) -> Option<Self> {
        let size = |id: &String| now.disks.iter().find(|d| d.id == *id).map(|d| d.size_gb);
        let mut grow = BTreeMap::new();
        for (id, wanted) in &self.grow {
            if size(id)? < u64::from(*wanted) {
                grow.insert(id.clone(), *wanted);
            }
        }
        let gone = self.remove.iter().any(|id| size(id).is_none());
        (!gone).then(|| Self {
            cpu: self.cpu.filter(|cpu| *cpu != now.cpu),
            memory_gb: self.memory_gb.filter(|memory| *memory != now.memory_gb),
            grow,
            remove: self.remove.clone(),
            add: self.add.clone(),
        })
    }

    /// Whether the list of disks is sent.
    pub fn touches_disks(&self) -> bool {
        !(self.grow.is_empty() && self.remove.is_empty() && self.add.is_empty())
    }
}

impl ChangeAction {
    /// What it does, for lists of runs.
    pub const TITLE: &'static str = "Change hardware";

    /// Whether data are deleted.
    pub fn deletes(&self) -> bool {
        !self.wish.remove.is_empty()
    }

    /// What the cloud is told.
    pub fn changes(&self) -> Vec<ServerChange> {
        let wish = &self.wish;
        let cpu = wish.cpu.map(ServerChange::Cpu);
        let memory = wish.memory_gb.map(ServerChange::MemoryGb);
        let disks = wish
            .touches_disks()
            .then(|| ServerChange::Disks(self.disks()));
        cpu.into_iter().chain(memory).chain(disks).collect()
    }

    /// The complete list.
    fn disks(&self) -> Vec<DiskChange> {
        let wish = &self.wish;
        let stay = |disk: &&Disk| !wish.remove.contains(&disk.id);
        let kept = self.before.disks.iter().filter(stay);
        let kept = kept.map(|disk| {
            let present = u32::try_from(disk.size_gb).unwrap_or(u32::MAX);
            DiskChange::Keep {
                id: disk.id.clone(),
                size_gb: wish.grow.get(&disk.id).copied().unwrap_or(present),
            }
        });
        let added = wish.add.iter().cloned().map(DiskChange::Add);
        kept.chain(added).collect()
    }

    /// Every difference, for people.
    pub fn differences(&self) -> Vec<Difference> {
        let (before, wish) = (&self.before, &self.wish);
        let plain = |what: &str, before: String, after: String| Difference {
            what: what.to_owned(),
            before,
            after,
            deletes: false,
        };
        let gb = |size: u32| format!("{size} GB");
        let cpu = wish
            .cpu
            .map(|cpu| plain("CPU", before.cpu.to_string(), cpu.to_string()));
        let memory = wish
            .memory_gb
            .map(|memory| plain("Memory", gb(before.memory_gb), gb(memory)));
        let disks = before.disks.iter().filter_map(|disk| self.difference(disk));
        let added = wish.add.iter().map(|disk| {
            let after = match &disk.path {
                Some(path) => format!("{} GB, mounted at {path}", disk.size_gb),
                None => format!("{} GB, raw", disk.size_gb),
            };
            plain("New disk", String::new(), after)
        });
        let few = cpu.into_iter().chain(memory);
        few.chain(disks).chain(added).collect()
    }

    /// What becomes of one disk, where it does not stay as it is.
    fn difference(&self, disk: &Disk) -> Option<Difference> {
        let deletes = self.wish.remove.contains(&disk.id);
        let grown = self
            .wish
            .grow
            .get(&disk.id)
            .map(|size| format!("{size} GB"));
        let after = if deletes {
            "deleted, with all that is on it".to_owned()
        } else {
            grown?
        };
        let mounted = match disk.paths.as_slice() {
            [] => String::new(),
            paths => format!(", mounted at {}", paths.join(", ")),
        };
        Some(Difference {
            what: format!("Disk {}", disk.id),
            before: format!("{} GB{mounted}", disk.size_gb),
            after,
            deletes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(wish: HardwareWish) -> ChangeAction {
        let disk = |id: &str, size_gb, path: &str| Disk {
            id: id.to_owned(),
            size_gb,
            paths: vec![path.to_owned()],
        };
        let before = Hardware {
            cpu: 2,
            memory_gb: 4,
            disks: vec![disk("0:0", 16, "/"), disk("0:1", 50, "/data")],
        };
        ChangeAction { before, wish }
    }

    #[test]
    fn disks_that_are_not_touched_are_not_sent() {
        let wish = HardwareWish {
            cpu: Some(4),
            ..HardwareWish::default()
        };
        assert!(!wish.is_empty() && HardwareWish::default().is_empty());
        let action = action(wish);
        assert_eq!(action.changes(), [ServerChange::Cpu(4)]);
        assert!(!action.deletes());
    }

    #[test]
    fn the_list_of_disks_names_every_one_that_stays() {
        let wish = HardwareWish {
            grow: [("0:1".to_owned(), 80)].into(),
            add: vec![NewDisk {
                path: None,
                size_gb: 10,
            }],
            ..HardwareWish::default()
        };
        let keep = |id: &str, size_gb| DiskChange::Keep {
            id: id.to_owned(),
            size_gb,
        };
        let add = DiskChange::Add(NewDisk {
            path: None,
            size_gb: 10,
        });
        let changes = action(wish).changes();
        assert_eq!(
            changes,
            [ServerChange::Disks(vec![
                keep("0:0", 16),
                keep("0:1", 80),
                add
            ])]
        );
    }

    #[test]
    fn what_is_there_already_is_not_wished_again() {
        let wish = HardwareWish {
            cpu: Some(2),
            memory_gb: Some(8),
            grow: [("0:0".to_owned(), 16), ("0:1".to_owned(), 80)].into(),
            ..HardwareWish::default()
        };
        let now = action(HardwareWish::default()).before;
        let left = wish.left_for(&now);
        let expected = HardwareWish {
            memory_gb: Some(8),
            grow: [("0:1".to_owned(), 80)].into(),
            ..HardwareWish::default()
        };
        assert_eq!(left, Some(expected));
        let gone = HardwareWish {
            remove: ["0:9".to_owned()].into(),
            ..HardwareWish::default()
        };
        assert_eq!(gone.left_for(&now), None);
    }

    #[test]
    fn a_removed_disk_is_left_out_and_said_to_be_deleted() {
        let wish = HardwareWish {
            remove: ["0:1".to_owned()].into(),
            ..HardwareWish::default()
        };
        let action = action(wish);
        assert!(action.deletes());
        let [ServerChange::Disks(disks)] = &action.changes()[..] else {
            panic!("one list of disks")
        };
        assert_eq!(disks.len(), 1);
        let differences = action.differences();
        assert_eq!(differences.len(), 1);
        assert_eq!(differences[0].before, "50 GB, mounted at /data");
        assert_eq!(differences[0].after, "deleted, with all that is on it");
        assert!(differences[0].deletes);
    }
}
