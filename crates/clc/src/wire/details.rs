//! What a server tells of itself beyond the slim record.

use crate::endpoints::details::{CustomFieldValue, Disk};
use crate::endpoints::snapshots::Snapshot;
use crate::wire::account::{Link, last_segment};
use crate::wire::{List, Loose, Text, Whole, wire};

wire! {
    /// A server, read for its details only.
    Server {
        details: Loose<Details> = "details",
    }
}

wire! {
    /// Its lists.
    Details {
        disks: List<Loose<DiskLine>> = "disks",
        snapshots: List<Loose<SnapshotLine>> = "snapshots",
        fields: List<Loose<FieldLine>> = "customFields",
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
    /// A snapshot, whose number shows in its links only.
    SnapshotLine {
        name: Text = "name",
        links: List<Loose<Link>> = "links",
    }
}

wire! {
    /// A custom field's value.
    FieldLine {
        id: Text = "id",
        name: Text = "name",
        value: Text = "value",
        display: Text = "displayValue",
    }
}

impl DiskLine {
    /// `None` without an id: nothing could be done with it.
    pub(crate) fn into_entity(self) -> Option<Disk> {
        Some(Disk {
            id: self.id.some()?,
            size_gb: self.size.0.unwrap_or(0),
            paths: self.paths.texts(),
        })
    }
}

impl SnapshotLine {
    pub(crate) fn into_entity(self) -> Option<Snapshot> {
        let links: Vec<Link> = self.links.objects().collect();
        let own = ["self", "delete"].iter().find_map(|rel| {
            let link = links.iter().find(|link| link.is(rel))?;
            last_segment(link.href.0.as_deref()?).map(str::to_owned)
        });
        Some(Snapshot {
            name: self.name.some()?,
            number: own?,
        })
    }
}

impl FieldLine {
    pub(crate) fn into_entity(self) -> Option<CustomFieldValue> {
        let value = self.value.or_empty();
        Some(CustomFieldValue {
            id: self.id.some()?,
            name: self.name.or_empty(),
            display: self.display.some().unwrap_or_else(|| value.clone()),
            value,
        })
    }
}
