//! Servers, alone and inside their groups.

use crate::wire::offers::{OfferLink, of_server};
use crate::wire::{Flag, List, Loose, Text, Whole, wire};
use slipway_domain::custom_field::CustomFieldValue;
use slipway_domain::offered_actions::{OfferedAction, OfferedActions};
use slipway_domain::server::{PowerState, Server as Entity, ServerStatus};
use slipway_domain::{DataCenterId, GroupId, ServerId};

wire! {
    /// A server. `details` is absent while it is being built.
    Server {
        id: Text = "id",
        name: Text = "name",
        description: Text = "description",
        group: Text = "groupId",
        location: Text = "locationId",
        os_name: Text = "osType",
        os: Text = "os",
        status: Text = "status",
        details: Loose<Details> = "details",
        change: Loose<ChangeInfo> = "changeInfo",
        links: List<Loose<OfferLink>> = "links",
    }
}

wire! {
    /// What is known of a built server; archived ones keep only power state and storage.
    Details {
        addresses: List<Loose<Address>> = "ipAddresses",
        secondary: List<Loose<Address>> = "secondaryIPAddresses",
        cpu: Whole = "cpu",
        memory_mb: Whole = "memoryMB",
        storage_gb: Whole = "storageGB",
        power: Text = "powerState",
        in_maintenance: Flag = "inMaintenanceMode",
        snapshots: List<Loose<SnapshotLinks>> = "snapshots",
        fields: List<Loose<FieldLine>> = "customFields",
    }
}

wire! {
    /// A snapshot, read for what its links offer only.
    SnapshotLinks {
        links: List<Loose<OfferLink>> = "links",
    }
}

wire! {
    /// An internal address, with its public one where there is one.
    Address {
        internal: Text = "internal",
        public: Text = "public",
    }
}

wire! {
    /// Who changed it when.
    ChangeInfo {
        modified: Text = "modifiedDate",
    }
}

/// Where a server was found, for what it does not say itself.
pub(crate) struct Location<'a> {
    pub(crate) data_center: &'a DataCenterId,
    pub(crate) group: &'a GroupId,
    pub(crate) path: &'a str,
}

impl Server {
    /// The slim record; `None` without an id, because nothing could be done with it. Without a
    /// `place` the path of its group is unknown and stays empty.
    pub(crate) fn into_entity(self, place: Option<&Location<'_>>) -> Option<Entity> {
        let id = ServerId::new(self.id.some()?);
        let details = self.details.0.unwrap_or_default();
        let location = self.location.some().map(DataCenterId::new);
        let group = self.group.some().map(GroupId::new);
        let name = self.name.some();
        Some(Entity {
            name: name.unwrap_or_else(|| id.as_str().to_uppercase()),
            id,
            description: self.description.or_empty(),
            data_center: location.or_else(|| place.map(|place| place.data_center.clone())),
            group: group
                .or_else(|| place.map(|place| place.group.clone()))
                .unwrap_or_else(|| GroupId::new("")),
            group_path: place.map(|place| place.path.to_owned()).unwrap_or_default(),
            os: self.os.or_empty(),
            os_name: self.os_name.or_empty(),
            status: ServerStatus::parse(self.status.some().as_deref().unwrap_or("unknown")),
            power: details.power.0.as_deref().and_then(PowerState::parse),
            in_maintenance: details.in_maintenance.0.unwrap_or(false),
            ips: ips(details.addresses, details.secondary),
            cpu: details
                .cpu
                .0
                .and_then(|cpu| cpu.try_into().ok())
                .unwrap_or(0),
            memory_mb: details.memory_mb.0.unwrap_or(0),
            storage_gb: details.storage_gb.0.unwrap_or(0),
            modified: self.change.0.and_then(|change| change.modified.some()),
            custom: in_words(details.fields),
            offers: with_snapshots(of_server(self.links), details.snapshots),
        })
    }
}

/// Custom fields that have a value, each with its name.
fn in_words(fields: List<Loose<FieldLine>>) -> String {
    let fields = fields.objects().filter_map(FieldLine::into_entity);
    let words = fields.map(|field| format!("{}: {}", field.name, field.display));
    words.collect::<Vec<_>>().join("; ")
}

/// A snapshot can be gone back to where it has the link for that.
fn with_snapshots(offers: OfferedActions, snapshots: List<Loose<SnapshotLinks>>) -> OfferedActions {
    let mut links = snapshots
        .objects()
        .flat_map(|snapshot| snapshot.links.objects());
    if links.any(|link| link.is_action("restore", "POST")) {
        offers.with(OfferedAction::Snapshot)
    } else {
        offers
    }
}

/// Internal addresses, those of further networks after the main ones, then public ones.
fn ips(main: List<Loose<Address>>, secondary: List<Loose<Address>>) -> Vec<String> {
    let (mut internal, mut public) = (Vec::new(), Vec::new());
    for address in main.objects().chain(secondary.objects()) {
        internal.extend(address.internal.some());
        public.extend(address.public.some());
    }
    let mut all: Vec<String> = Vec::with_capacity(internal.len() + public.len());
    for ip in internal.into_iter().chain(public) {
        if !all.contains(&ip) {
            all.push(ip);
        }
    }
    all
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
