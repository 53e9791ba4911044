//! What a new server is to be like: its kind, its storage, who looks after it, its disks.

use super::Reading;
use crate::actions::create::form::controls;
use slipway_domain::capabilities::Template;
use slipway_domain::hardware::{NewDisk, ServerKind, StorageKind};
use slipway_domain::server_form::{DiskRules, new_disks};

/// Type and storage type. The storage of hyperscale servers is their own.
pub(super) fn kinds(
    reading: &mut Reading<'_>,
    template: Option<&Template>,
) -> (ServerKind, StorageKind) {
    let kind = ServerKind::parse(reading.form.text(controls::KIND));
    let storage = StorageKind::parse(reading.form.text(controls::STORAGE));
    match &kind {
        ServerKind::Standard => {}
        ServerKind::Hyperscale => {
            if template.is_some_and(|template| !template.hyperscale) {
                let message = "This template cannot be a hyperscale server. Choose standard, or another template.";
                reading.complain(controls::KIND, "Type", message);
            }
            return (kind, StorageKind::Hyperscale);
        }
        // A copy, or a word that nobody could choose.
        ServerKind::BareMetal | ServerKind::Other(_) => {
            reading.complain(controls::KIND, "Type", "Choose standard or hyperscale.");
        }
    }
    match &storage {
        StorageKind::Standard => {}
        StorageKind::Premium if reading.ground.capabilities.premium_storage => {}
        StorageKind::Premium => {
            let message = "This data center has no premium storage. Choose standard.";
            reading.complain(controls::STORAGE, "Storage", message);
        }
        StorageKind::Hyperscale | StorageKind::Other(_) => {
            reading.complain(controls::STORAGE, "Storage", "Choose one of those listed.");
        }
    }
    (kind, storage)
}

/// Whether the cloud's people are to look after it.
pub(super) fn managed(reading: &mut Reading<'_>, template: Option<&Template>) -> bool {
    let wanted = reading.form.ticked(controls::MANAGED);
    let source = reading.ground.options.source.as_ref();
    let able = match (template, source) {
        (Some(template), _) => template.managed_os,
        (None, Some(source)) => source.managed_os,
        // What is wrong with the template is said there.
        (None, None) => true,
    };
    if wanted && !able {
        let message = if source.is_some() {
            "The source is not managed, so its copy cannot be."
        } else {
            "This template cannot be managed. Untick it, or choose another template."
        };
        reading.complain(controls::MANAGED, "Managed operating system", message);
    }
    wanted
}

/// Disks beyond those of the template or the source.
pub(super) fn disks(reading: &mut Reading<'_>, template: Option<&Template>) -> Vec<NewDisk> {
    let source = reading.ground.options.source.as_ref();
    let rules = match source {
        Some(source) => {
            let mut templates = reading.ground.capabilities.templates.iter();
            let os = &source.server.os;
            let same = templates.find(|template| template.os.eq_ignore_ascii_case(os));
            DiskRules::of(os, same)
        }
        None => DiskRules::of(template.map_or("", |template| &template.os), template),
    };
    let own = source
        .map(|source| source.disks.as_slice())
        .unwrap_or_default();
    let paths = own.iter().flat_map(|disk| &disk.paths);
    new_disks(&reading.form.disks(), paths, &rules, &mut reading.problems)
}
