//! What is done to a group with all that is in it, in one call of the cloud.

use crate::operation::TargetGroup;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A group and what is done to it. The plan's targets are the group itself and the servers in it and
/// below it: the one job of the call speaks for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAction {
    /// What is done.
    pub operation: GroupOperation,
    /// To which group.
    pub group: TargetGroup,
    /// Its name: a path alone does not tell where the last name begins.
    pub name: String,
    /// The groups below it, which go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<TargetGroup>,
    /// Where it is restored to; with [`GroupOperation::Restore`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetGroup>,
}

/// What can be done to a group as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupOperation {
    /// Stop its servers and keep only their storage.
    Archive,
    /// Bring it back from the archive.
    Restore,
    /// Delete it for good.
    Delete,
}

/// Why something is not offered for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBlocked {
    /// It is a data center's own: its root, its archive, its templates.
    Fixed,
    /// It is in the archive already.
    Archived,
    /// It is not in the archive.
    NotArchived,
    /// It is in the archive, but within a group that was archived as a whole.
    Within,
    /// The cloud gives no link for it, so this account's role may not.
    NotOffered,
}

impl fmt::Display for GroupBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "It is one of the data center's own groups, which stay as they are.",
            Self::Archived => "It is in the archive already.",
            Self::NotArchived => "It is not in the archive.",
            Self::Within => "It was archived with the group above it and comes back with that one.",
            Self::NotOffered => "The cloud does not offer it to your account role.",
        })
    }
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
