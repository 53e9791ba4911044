//! What can be done to servers besides running packages, by whom, and with what consequence. In which
//! state of a server, the driver of its cloud says (`slipway_cloud::Rules`).

mod words;

use crate::ids::GroupId;
use crate::principal::Right;
use crate::server::{PowerState, ServerStatus};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Days that a snapshot is kept: the fewest and the most.
pub const SNAPSHOT_DAYS: std::ops::RangeInclusive<u8> = 1..=10;

/// One thing to do to servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// Switch on.
    PowerOn,
    /// Ask the operating system to shut down.
    ShutDown,
    /// Ask the operating system to restart.
    Reboot,
    /// Suspend.
    Pause,
    /// Cut the power.
    PowerOff,
    /// Cut the power and switch on again.
    Reset,
    /// Silence alerts.
    StartMaintenance,
    /// Let alerts count again.
    StopMaintenance,
    /// Keep the state of the disks for some days.
    CreateSnapshot,
    /// Put the disks back to the snapshot.
    RestoreSnapshot,
    /// Throw the snapshot away.
    DeleteSnapshot,
    /// Stop it and keep only its storage.
    Archive,
    /// Bring it back from the archive.
    Restore,
    /// Delete it for good.
    Delete,
}

impl Operation {
    /// All of them, in display order: gentle before forced, lasting harm last.
    pub const ALL: [Self; 14] = [
        Self::PowerOn,
        Self::ShutDown,
        Self::Reboot,
        Self::Pause,
        Self::PowerOff,
        Self::Reset,
        Self::StartMaintenance,
        Self::StopMaintenance,
        Self::CreateSnapshot,
        Self::RestoreSnapshot,
        Self::DeleteSnapshot,
        Self::Archive,
        Self::Restore,
        Self::Delete,
    ];

    /// The operation a word in a form or an address stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// What whoever orders it has to be allowed.
    pub const fn right(self) -> Right {
        match self {
            Self::PowerOn
            | Self::ShutDown
            | Self::Reboot
            | Self::Pause
            | Self::PowerOff
            | Self::Reset
            | Self::StartMaintenance
            | Self::StopMaintenance => Right::Operate,
            Self::CreateSnapshot
            | Self::RestoreSnapshot
            | Self::DeleteSnapshot
            | Self::Archive
            | Self::Restore
            | Self::Delete => Right::Manage,
        }
    }

    /// Whether something may be lost that nothing brings back.
    pub const fn is_harmful(self) -> bool {
        matches!(
            self,
            Self::PowerOff | Self::Reset | Self::RestoreSnapshot | Self::Archive | Self::Delete
        )
    }

    /// Whether one call of the cloud takes several servers.
    pub const fn takes_many(self) -> bool {
        !matches!(
            self,
            Self::RestoreSnapshot | Self::DeleteSnapshot | Self::Restore | Self::Delete
        )
    }
}

/// An operation with what it needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationAction {
    /// What is done.
    pub operation: Operation,
    /// For how many days a snapshot is kept; with [`Operation::CreateSnapshot`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u8>,
    /// Where a server is restored to; with [`Operation::Restore`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<TargetGroup>,
}

/// A group as a plan names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetGroup {
    /// Its id.
    pub id: GroupId,
    /// Its path in words when planned.
    pub path: String,
}

impl TargetGroup {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit(" / ").next().unwrap_or_default()
    }
}

/// Why an operation is not offered for a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
    /// It is in another place of its life; says which.
    Status(ServerStatus),
    /// It is in another power state.
    Power(PowerState),
    /// Its power state is not known.
    PowerUnknown,
    /// It is already in that state; says which in words.
    Already(&'static str),
    /// It has no snapshot.
    NoSnapshot,
    /// The cloud gives no link for it, so this account's role may not.
    NotOffered,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "It is {}.", status.label()),
            Self::Power(power) => write!(f, "It is {}.", power.word()),
            Self::PowerUnknown => f.write_str("Whether it runs is not known."),
            Self::Already(state) => write!(f, "It is {state} already."),
            Self::NoSnapshot => f.write_str("It has no snapshot."),
            Self::NotOffered => f.write_str("The cloud does not offer it to your account role."),
        }
    }
}

#[cfg(test)]
mod tests;
