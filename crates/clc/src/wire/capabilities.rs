//! What can be built in a data center.

use crate::wire::{Flag, List, Loose, Text, Whole, wire};
use slipway_domain::capabilities::{Capabilities as Entity, NetworkChoice, Template};

wire! {
    /// A data center's capabilities.
    Capabilities {
        enabled: Flag = "dataCenterEnabled",
        premium_storage: Flag = "supportsPremiumStorage",
        bare_metal: Flag = "supportsBareMetalServers",
        networks: List<Loose<NetworkLine>> = "deployableNetworks",
        templates: List<Loose<TemplateLine>> = "templates",
    }
}

wire! {
    /// A network.
    NetworkLine {
        id: Text = "networkId",
        name: Text = "name",
    }
}

wire! {
    /// A template. The path's length is told of those whose disks have letters.
    TemplateLine {
        name: Text = "name",
        os: Text = "osType",
        description: Text = "description",
        storage: Whole = "storageSizeGB",
        capabilities: List<Text> = "capabilities",
        reserved: List<Text> = "reservedDrivePaths",
        path_length: Whole = "drivePathLength",
    }
}

impl Capabilities {
    /// The entity, and how many entries were unusable and left out.
    pub(crate) fn into_entity(self) -> (Entity, usize) {
        let sent = self.networks.0.len() + self.templates.0.len();
        let networks = self.networks.objects();
        let templates = self.templates.objects();
        let found = Entity {
            // A cloud that does not say so offers what it lists.
            enabled: self.enabled.0.unwrap_or(true),
            premium_storage: self.premium_storage.0.unwrap_or(false),
            bare_metal: self.bare_metal.0.unwrap_or(false),
            networks: networks.filter_map(NetworkLine::into_entity).collect(),
            templates: templates.filter_map(TemplateLine::into_entity).collect(),
        };
        let read = found.networks.len() + found.templates.len();
        (found, sent - read)
    }
}

impl NetworkLine {
    fn into_entity(self) -> Option<NetworkChoice> {
        let id = self.id.some()?;
        Some(NetworkChoice {
            name: self.name.some().unwrap_or_else(|| id.clone()),
            id,
        })
    }
}

impl TemplateLine {
    fn into_entity(self) -> Option<Template> {
        let name = self.name.some()?;
        let able: Vec<String> = self.capabilities.texts();
        let able = |word: &str| able.iter().any(|own| own.eq_ignore_ascii_case(word));
        Some(Template {
            os: self.os.or_empty(),
            description: self.description.some().unwrap_or_else(|| name.clone()),
            name,
            storage_gb: self.storage.0.unwrap_or(0),
            managed_os: able("managedOS"),
            hyperscale: able("hyperscale"),
            reserved_paths: self.reserved.texts(),
            drive_letters: self.path_length.0 == Some(1),
        })
    }
}
