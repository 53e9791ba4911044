//! What a server tells of itself beyond the slim record.

use crate::wire::account::{Link, last_segment};
use crate::wire::server::{Address, FieldLine, Server as Slim};
use crate::wire::{Flag, List, Loose, Real, Text, Whole, wire};
use slipway_domain::details::{
    Address as AddressEntity, ChangeInfo, Policy, ServerDetails, Snapshot,
};
use slipway_domain::hardware::{Disk, Partition, ServerKind, StorageKind};

wire! {
    /// A server, read for what the slim record leaves out.
    Server {
        is_template: Flag = "isTemplate",
        kind: Text = "type",
        storage: Text = "storageType",
        managed_os: Flag = "isManagedOS",
        managed_backup: Flag = "isManagedBackup",
        details: Loose<Details> = "details",
        change: Loose<ChangeLine> = "changeInfo",
    }
}

wire! {
    /// What is known of a built server.
    Details {
        host_name: Text = "hostName",
        addresses: List<Loose<Address>> = "ipAddresses",
        secondary: List<Loose<Address>> = "secondaryIPAddresses",
        disks: List<Loose<DiskLine>> = "disks",
        partitions: List<Loose<PartitionLine>> = "partitions",
        snapshots: List<Loose<SnapshotLine>> = "snapshots",
        fields: List<Loose<FieldLine>> = "customFields",
        alert_policies: List<Loose<PolicyLine>> = "alertPolicies",
        anti_affinity: Loose<PolicyLine> = "antiAffinityPolicy",
        cpu_autoscale: Loose<PolicyLine> = "cpuAutoscalePolicy",
        processor: Text = "processorDescription",
        storage: Text = "storageDescription",
    }
}

wire! {
    /// A disk.
    DiskLine {
        id: Text = "id",
        size: Whole = "sizeGB",
        paths: List<Text> = "partitionPaths",
    }
}

wire! {
    /// A partition.
    PartitionLine {
        path: Text = "path",
        size: Real = "sizeGB",
    }
}

wire! {
    /// A snapshot, whose number shows in its links only.
    SnapshotLine {
        name: Text = "name",
        links: List<Loose<Link>> = "links",
    }
}

wire! {
    /// A policy that a server is under.
    PolicyLine {
        id: Text = "id",
        name: Text = "name",
    }
}

wire! {
    /// Who made and changed it when.
    ChangeLine {
        created_by: Text = "createdBy",
        created: Text = "createdDate",
        modified_by: Text = "modifiedBy",
        modified: Text = "modifiedDate",
    }
}

impl Server {
    /// The server in full, and how many entries of its lists were unusable and left out; `None`
    /// if the slim record has no id.
    pub(crate) fn into_entity(self, slim: Slim) -> Option<(ServerDetails, usize)> {
        let details = self.details.0.unwrap_or_default();
        let sent = details.entries();
        let found = ServerDetails {
            server: slim.into_entity(None)?,
            host_name: details.host_name.or_empty(),
            is_template: self.is_template.0.unwrap_or(false),
            kind: ServerKind::parse(&self.kind.or_empty()),
            storage: StorageKind::parse(&self.storage.or_empty()),
            managed_os: self.managed_os.0.unwrap_or(false),
            managed_backup: self.managed_backup.0.unwrap_or(false),
            addresses: collect(details.addresses, address),
            secondary_addresses: collect(details.secondary, address),
            disks: collect(details.disks, DiskLine::into_entity),
            partitions: collect(details.partitions, PartitionLine::into_entity),
            snapshots: collect(details.snapshots, SnapshotLine::into_entity),
            custom_fields: collect(details.fields, FieldLine::into_entity),
            alert_policies: collect(details.alert_policies, PolicyLine::into_entity),
            anti_affinity: details.anti_affinity.0.and_then(PolicyLine::into_entity),
            cpu_autoscale: details.cpu_autoscale.0.and_then(PolicyLine::into_entity),
            processor_words: details.processor.some(),
            storage_words: details.storage.some(),
            change: self.change.0.unwrap_or_default().into_entity(),
        };
        let read = found.addresses.len()
            + found.secondary_addresses.len()
            + found.disks.len()
            + found.partitions.len()
            + found.snapshots.len()
            + found.custom_fields.len()
            + found.alert_policies.len();
        Some((found, sent - read))
    }
}

impl Details {
    /// How many entries its lists have.
    fn entries(&self) -> usize {
        self.addresses.0.len()
            + self.secondary.0.len()
            + self.disks.0.len()
            + self.partitions.0.len()
            + self.snapshots.0.len()
            + self.fields.0.len()
            + self.alert_policies.0.len()
    }
}

fn collect<W, E>(list: List<Loose<W>>, entity: fn(W) -> Option<E>) -> Vec<E> {
    list.objects().filter_map(entity).collect()
}

/// `None` without any address.
fn address(line: Address) -> Option<AddressEntity> {
    let found = AddressEntity {
        internal: line.internal.some(),
        public: line.public.some(),
    };
    (found.internal.is_some() || found.public.is_some()).then_some(found)
}

impl DiskLine {
    /// `None` without an id: nothing could be done with it.
    fn into_entity(self) -> Option<Disk> {
        Some(Disk {
            id: self.id.some()?,
            size_gb: self.size.0.unwrap_or(0),
            paths: self.paths.texts(),
        })
    }
}

impl PartitionLine {
    fn into_entity(self) -> Option<Partition> {
        Some(Partition {
            path: self.path.some()?,
            size_gb: self.size.0.unwrap_or(0.0),
        })
    }
}

impl SnapshotLine {
    fn into_entity(self) -> Option<Snapshot> {
        let links: Vec<Link> = self.links.objects().collect();
        let link = |rel: &str| links.iter().find(|link| link.is(rel));
        let own = ["self", "delete"].iter().find_map(|rel| {
            let href = link(rel)?.href.0.as_deref()?;
            last_segment(href).map(str::to_owned)
        });
        Some(Snapshot {
            name: self.name.some()?,
            number: own?,
            restore: link("restore").is_some(),
            delete: link("delete").is_some(),
        })
    }
}

impl PolicyLine {
    fn into_entity(self) -> Option<Policy> {
        let id = self.id.some()?;
        Some(Policy {
            name: self.name.some().unwrap_or_else(|| id.clone()),
            id,
        })
    }
}

impl ChangeLine {
    pub(crate) fn into_entity(self) -> ChangeInfo {
        ChangeInfo {
            created_by: self.created_by.some(),
            created: self.created.some(),
            modified_by: self.modified_by.some(),
            modified: self.modified.some(),
        }
    }
}
