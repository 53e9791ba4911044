//! Groups of servers: a tree per data center, what may be done with each of them, and what new
//! servers in them begin with.

use crate::custom_field::{CustomFieldChoice, CustomFieldValue};
use crate::details::ChangeInfo;
use crate::ids::{DataCenterId, GroupId};
use serde::{Deserialize, Serialize};

/// What a group is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GroupKind {
    /// The top of a data center, which holds all its other groups.
    Root,
    /// Servers.
    Default,
    /// Archived servers.
    Archive,
    /// Templates.
    Templates,
    /// A word this portal does not know.
    Other(String),
}

impl GroupKind {
    /// The kind a word stands for, in any case. The cloud has no word of its own for a root.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "default" => Self::Default,
            "archive" => Self::Archive,
            "templates" => Self::Templates,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// Whether servers can stand in it, and groups be made in it.
    pub const fn takes_servers(&self) -> bool {
        matches!(self, Self::Root | Self::Default)
    }
}

/// What the cloud offers the person who read a group to do with it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an offer of its own and they come in any combination"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupOffers {
    /// Make a group in it.
    pub create_group: bool,
    /// Make a server in it.
    pub create_server: bool,
    /// Change its name, description, custom fields or place.
    pub change: bool,
    /// Delete it with all that is in it.
    pub delete: bool,
    /// Archive its servers.
    pub archive: bool,
    /// Bring it back from the archive.
    pub restore: bool,
    /// Set what new servers in it begin with.
    pub set_defaults: bool,
}

/// One group of a data center's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupNode {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// What people wrote about it.
    pub description: String,
    /// The names from below the data center's root, joined by ` / `; empty for the root.
    pub path: String,
    /// What it is for.
    pub kind: GroupKind,
    /// The group it is in; `None` for the root.
    pub parent: Option<GroupId>,
    /// The groups in it, in the cloud's order.
    pub children: Vec<GroupId>,
    /// The data center it belongs to, in a cloud that has places.
    pub data_center: Option<DataCenterId>,
    /// How many servers stand in it and below it, as the cloud counts: archived ones do not.
    pub servers_count: u64,
    /// The custom fields that have a value.
    pub custom_fields: Vec<CustomFieldValue>,
    /// Whence it is.
    pub change: ChangeInfo,
    /// What may be done with it.
    pub offers: GroupOffers,
}

/// A group to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGroup {
    /// Its name.
    pub name: String,
    /// What is written about it; may be empty.
    pub description: String,
    /// The group it is to be in.
    pub parent: GroupId,
    /// Values of custom fields.
    pub custom_fields: Vec<CustomFieldChoice>,
}

/// One thing to change about a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupChange {
    /// Its name.
    Name(String),
    /// What is written about it.
    Description(String),
    /// The group it is in.
    Parent(GroupId),
    /// The values of all its custom fields: those left out are emptied.
    CustomFields(Vec<CustomFieldChoice>),
}

/// One of the values that new servers in a group begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultValue {
    /// The value; `None` where nothing is set anywhere.
    pub value: Option<String>,
    /// Whether it comes from a group above.
    pub inherited: bool,
}

/// What new servers in a group begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDefaults {
    /// Number of processors.
    pub cpu: DefaultValue,
    /// Memory in GB.
    pub memory_gb: DefaultValue,
    /// The id of a network.
    pub network: DefaultValue,
    /// The first name server.
    pub primary_dns: DefaultValue,
    /// The second name server.
    pub secondary_dns: DefaultValue,
    /// The name of a template.
    pub template: DefaultValue,
}

/// Defaults to set for a group; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewDefaults {
    /// Number of processors.
    pub cpu: Option<u32>,
    /// Memory in GB.
    pub memory_gb: Option<u32>,
    /// The id of a network.
    pub network: Option<String>,
    /// The first name server.
    pub primary_dns: Option<String>,
    /// The second name server.
    pub secondary_dns: Option<String>,
    /// The name of a template.
    pub template: Option<String>,
}

impl NewDefaults {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The group `id` and all below it, each after its parent, out of any number of trees.
pub fn subtree<'a>(groups: &'a [GroupNode], id: &GroupId) -> Vec<&'a GroupNode> {
    let mut found: Vec<&GroupNode> = Vec::new();
    for group in groups {
        let below = group
            .parent
            .as_ref()
            .is_some_and(|parent| found.iter().any(|other| other.id == *parent));
        if group.id == *id || below {
            found.push(group);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str, parent: Option<&str>) -> GroupNode {
        GroupNode {
            id: GroupId::new(id),
            name: id.to_owned(),
            description: String::new(),
            path: String::new(),
            kind: GroupKind::Default,
            parent: parent.map(GroupId::new),
            children: Vec::new(),
            data_center: Some(DataCenterId::new("va1")),
            servers_count: 0,
            custom_fields: Vec::new(),
            change: ChangeInfo::default(),
            offers: GroupOffers::default(),
        }
    }

    #[test]
    fn only_roots_and_plain_groups_take_servers() {
        for (word, kind, takes) in [
            ("default", GroupKind::Default, true),
            ("Archive", GroupKind::Archive, false),
            ("TEMPLATES", GroupKind::Templates, false),
            ("attic", GroupKind::Other("attic".to_owned()), false),
        ] {
            assert_eq!(GroupKind::parse(word), kind);
            assert_eq!(kind.takes_servers(), takes, "{word}");
        }
        assert!(GroupKind::Root.takes_servers());
    }

    #[test]
    fn defaults_are_empty_until_one_is_set() {
        let set = [
            NewDefaults {
                cpu: Some(1),
                ..NewDefaults::default()
            },
            NewDefaults {
                template: Some("DEBIAN".to_owned()),
                ..NewDefaults::default()
            },
        ];
        assert!(NewDefaults::default().is_empty());
        assert!(set.iter().all(|new| !new.is_empty()));
    }

    #[test]
    fn a_subtree_holds_all_below_and_nothing_beside() {
        let all = [
            node("root", None),
            node("web", Some("root")),
            node("blue", Some("web")),
            node("db", Some("root")),
            node("deep", Some("blue")),
        ];
        let ids = |id: &str| -> Vec<String> {
            let found = subtree(&all, &GroupId::new(id));
            found.iter().map(|group| group.id.to_string()).collect()
        };
        assert_eq!(ids("WEB"), ["web", "blue", "deep"]);
        assert_eq!(ids("root").len(), 5);
        assert!(ids("nowhere").is_empty());
    }
}
