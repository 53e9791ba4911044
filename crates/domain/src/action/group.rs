//! What is done to a group with all that is in it, in one call of the cloud.

use crate::group::{GroupKind, GroupNode};
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

impl GroupNode {
    /// Whether it is one of its data center's own groups. `depth` is the number of groups that it
    /// lies in.
    pub const fn is_fixed(&self, depth: usize) -> bool {
        match self.kind {
            GroupKind::Root => true,
            GroupKind::Archive | GroupKind::Templates => depth <= 1,
            GroupKind::Default | GroupKind::Other(_) => false,
        }
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

    /// What stands in the way of it on `group`, which lies in `depth` others; nothing where it may
    /// be ordered by those whose role allows it.
    pub fn blocked(self, group: &GroupNode, depth: usize) -> Option<GroupBlocked> {
        let archived = group.kind == GroupKind::Archive;
        let offered = match self {
            Self::Archive => group.offers.archive,
            Self::Restore => group.offers.restore,
            Self::Delete => group.offers.delete,
        };
        match self {
            _ if group.is_fixed(depth) => Some(GroupBlocked::Fixed),
            Self::Archive if archived => Some(GroupBlocked::Archived),
            Self::Restore if !archived => Some(GroupBlocked::NotArchived),
            Self::Restore if depth > 2 => Some(GroupBlocked::Within),
            _ => (!offered).then_some(GroupBlocked::NotOffered),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details::ChangeInfo;
    use crate::group::GroupOffers;
    use crate::ids::{DataCenterId, GroupId};

    fn group(kind: GroupKind, offered: bool) -> GroupNode {
        GroupNode {
            id: GroupId::new("ab"),
            name: "Web".into(),
            description: String::new(),
            path: "Web".into(),
            kind,
            parent: Some(GroupId::new("root")),
            children: Vec::new(),
            data_center: Some(DataCenterId::new("va1")),
            servers_count: 0,
            custom_fields: Vec::new(),
            change: ChangeInfo::default(),
            offers: GroupOffers {
                delete: offered,
                archive: offered,
                restore: offered,
                ..GroupOffers::default()
            },
        }
    }

    #[test]
    fn what_is_offered_follows_place_kind_and_links() {
        use GroupOperation::{Archive, Delete, Restore};
        let bars = |kind: GroupKind, depth, offered| {
            let group = group(kind, offered);
            [Archive, Restore, Delete].map(|operation| operation.blocked(&group, depth))
        };
        let fixed = [Some(GroupBlocked::Fixed); 3];
        assert_eq!(bars(GroupKind::Root, 0, true), fixed);
        assert_eq!(bars(GroupKind::Archive, 1, true), fixed);
        assert_eq!(bars(GroupKind::Templates, 1, true), fixed);
        assert_eq!(
            bars(GroupKind::Default, 1, true),
            [None, Some(GroupBlocked::NotArchived), None]
        );
        assert_eq!(
            bars(GroupKind::Archive, 2, true),
            [Some(GroupBlocked::Archived), None, None]
        );
        assert_eq!(
            bars(GroupKind::Archive, 3, true),
            [
                Some(GroupBlocked::Archived),
                Some(GroupBlocked::Within),
                None
            ]
        );
        let none = Some(GroupBlocked::NotOffered);
        assert_eq!(
            bars(GroupKind::Default, 1, false),
            [none, Some(GroupBlocked::NotArchived), none]
        );
    }
}
