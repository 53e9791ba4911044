//! A server that is to be built, and changes to one that is there.
//!
//! Secrets are never serialised: what is read back has none, and whoever keeps it keeps them
//! sealed elsewhere.

use crate::custom_field::CustomFieldChoice;
use crate::hardware::{NewDisk, ServerKind, StorageKind};
use crate::ids::{GroupId, PackageId, ServerId};
use crate::package::ParameterOption;
use crate::parameters::{Checked, FieldNotice};
use crate::secret::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A server that is to be built from a template, or as a copy of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewServer {
    /// The part of its name that a person chooses: letters, digits and dashes, with the account's
    /// alias 10 characters at most. The cloud may put something before it and a number behind it.
    pub name: String,
    /// What people write about it.
    pub description: String,
    /// The group it is to belong to, which decides its data center.
    pub group: GroupId,
    /// What it is made from.
    pub source: Source,
    /// Number of processors; `None` for a machine of its own, which has those it has.
    pub cpu: Option<u32>,
    /// Memory in GB; `None` for a machine of its own.
    pub memory_gb: Option<u32>,
    /// What kind of machine it is to be.
    pub kind: ServerKind,
    /// What its disks are to lie on; `None` for a machine of its own.
    pub storage: Option<StorageKind>,
    /// Whether the cloud's people are to look after its operating system.
    pub managed_os: bool,
    /// The id of its network; `None` leaves it to the cloud.
    pub network: Option<String>,
    /// Its address; `None` takes a free one.
    pub ip: Option<String>,
    /// The name server it asks first; `None` for the group's or the data center's.
    pub primary_dns: Option<String>,
    /// The name server it asks next.
    pub secondary_dns: Option<String>,
    /// Its root password; `None` lets the cloud make one up (or keep that of the source).
    #[serde(skip)]
    pub password: Option<Secret>,
    /// Disks beyond those of its source.
    pub disks: Vec<NewDisk>,
    /// Values of custom fields.
    pub custom_fields: Vec<CustomFieldChoice>,
    /// When the cloud is to delete it again.
    pub ttl: Option<Timestamp>,
    /// What is to run on it once it is built, in this order.
    pub packages: Vec<BuildPackage>,
}

/// What a server is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// A template, by its name.
    Template {
        /// Its name.
        name: String,
    },
    /// Another server, of which it becomes a copy.
    Server {
        /// Which one.
        id: ServerId,
        /// The root password of that server; the cloud requires it.
        #[serde(skip)]
        password: Option<Secret>,
    },
    /// A machine of its own. The cloud passes over its processors, memory, storage, disks,
    /// address, management, end and packages.
    BareMetal {
        /// The id of its configuration.
        configuration: String,
        /// The word of its operating system.
        os: String,
    },
}

/// A package that runs on a server once it is built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildPackage {
    /// Which one.
    pub id: PackageId,
    /// Values of its variables.
    pub values: BTreeMap<String, String>,
    /// Values that must not be seen; these win where both have a variable.
    #[serde(skip)]
    pub secrets: BTreeMap<String, Secret>,
    /// The options that were chosen, by variable, as [`PackageAction`](crate::action::PackageAction)
    /// keeps them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub chosen: BTreeMap<String, Vec<ParameterOption>>,
    /// What was worth reading about the values when they were checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<FieldNotice>,
}

impl BuildPackage {
    /// A package with the values of a form that passed.
    pub fn of(id: PackageId, checked: Checked) -> Self {
        Self {
            id,
            values: checked.values,
            secrets: checked.secrets,
            chosen: checked.chosen,
            notices: checked.notices,
        }
    }
}

/// A change of a server that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerChange {
    /// Another number of processors.
    Cpu(u32),
    /// Another amount of memory, in GB.
    MemoryGb(u32),
    /// The complete list of disks: one that is not listed is deleted with all that is on it.
    Disks(Vec<DiskChange>),
    /// Another root password.
    Password {
        /// The present one.
        current: Secret,
        /// The one to come.
        new: Secret,
    },
    /// Another description.
    Description(String),
    /// Another group, of the same data center.
    Group(GroupId),
    /// The complete list of values of custom fields.
    CustomFields(Vec<CustomFieldChoice>),
}

impl ServerChange {
    /// Whether the cloud makes it at once; all others take a job.
    pub const fn is_immediate(&self) -> bool {
        matches!(
            self,
            Self::Description(_) | Self::Group(_) | Self::CustomFields(_)
        )
    }
}

/// A disk in the complete list of a server's disks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DiskChange {
    /// One that is there and stays, or grows; none can shrink.
    Keep {
        /// Which one (`0:1`).
        id: String,
        /// Its size, in GB.
        size_gb: u32,
    },
    /// One to be added.
    Add(NewDisk),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_a_server_changes_at_once_and_what_it_is_made_of_takes_a_job() {
        for (change, at_once) in [
            (ServerChange::Description(String::new()), true),
            (ServerChange::Group(GroupId::new("g")), true),
            (ServerChange::CustomFields(Vec::new()), true),
            (ServerChange::Cpu(1), false),
            (ServerChange::MemoryGb(1), false),
            (ServerChange::Disks(Vec::new()), false),
        ] {
            assert_eq!(change.is_immediate(), at_once, "{change:?}");
        }
    }

    #[test]
    fn what_is_written_down_holds_no_secret() {
        let secrets = BTreeMap::from([("key".to_owned(), Secret::new("Canary-1"))]);
        let server = NewServer {
            name: "web".to_owned(),
            description: String::new(),
            group: GroupId::new("g"),
            source: Source::Server {
                id: ServerId::new("va1slipweb01"),
                password: Some(Secret::new("Canary-2")),
            },
            cpu: Some(1),
            memory_gb: Some(2),
            kind: ServerKind::Standard,
            storage: Some(StorageKind::Standard),
            managed_os: false,
            network: None,
            ip: None,
            primary_dns: None,
            secondary_dns: None,
            password: Some(Secret::new("Canary-3")),
            disks: vec![],
            custom_fields: vec![],
            ttl: None,
            packages: vec![BuildPackage {
                id: PackageId::new("p"),
                values: BTreeMap::new(),
                secrets,
                chosen: BTreeMap::new(),
                notices: Vec::new(),
            }],
        };
        let written = serde_json::to_string(&server).unwrap_or_default();
        assert!(written.contains("va1slipweb01"));
        assert!(!written.contains("Canary"), "{written}");
        assert!(!format!("{server:?}").contains("Canary"));
        let read: Result<NewServer, _> = serde_json::from_str(&written);
        let read = read.ok();
        assert_eq!(read.map(|read| (read.name, read.password)), {
            Some((server.name, None))
        });
    }
}
