//! What is done to a group with all that is in it, in one call of the cloud.

use crate::operation::TargetGroup;
use serde::{Deserialize, Serialize};

/// A group and what is done to it. The plan's servers are those in it and below it, and the group
/// itself under its own id: the one job of the call speaks for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDeed {
    /// What is done.
    pub operation: GroupOperation,
    /// To which group.
    pub group: TargetGroup,
    /// Where it is restored to; with [`GroupOperation::Restore`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetGroup>,
}

/// What can be done to a group as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupOperation {
    /// Stop its servers and keep only their storage.
    Archive,
    /// Bring it back from the archive.
    Restore,
    /// Delete it for good.
    Delete,
}

impl GroupOperation {
    /// All of them, in display order.
    pub const ALL: [Self; 3] = [Self::Archive, Self::Restore, Self::Delete];

    /// The word in forms and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Delete => "delete",
        }
    }

    /// The operation a word in a form stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// What it does, on buttons and in lists of runs.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Archive => "Archive group",
            Self::Restore => "Restore group",
            Self::Delete => "Delete group",
        }
    }

    /// One plain sentence: what happens.
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Archive => {
                "Stops every server in the group and below it and keeps only their storage, in the archive group; they can be restored later."
            }
            Self::Restore => {
                "Brings the group with its servers back from the archive into the chosen group."
            }
            Self::Delete => {
                "Deletes the group, the groups below it and every server in them with its disks and snapshots, for good: nothing brings them back."
            }
        }
    }
}
