//! What people know the parts of a new server by, and whether they are all still there.

use super::options::FormOptions;
use slipway_domain::PackageId;
use slipway_domain::action::KnownAs;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::custom_field::{CustomField, CustomFieldChoice, CustomFieldKind};
use slipway_domain::hardware::StorageKind;
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::package::Package;

/// The words for `server`.
///
/// # Errors
/// What of it is not offered (any more), in one sentence.
pub(super) fn known_as(
    server: &NewServer,
    options: &FormOptions,
    capabilities: &Capabilities,
    fields: &[CustomField],
    packages: &[Package],
) -> Result<KnownAs, String> {
    let center = options.center.as_str().to_uppercase();
    if !capabilities.enabled {
        return Err(format!("{center} takes no new servers now."));
    }
    if server.storage == Some(StorageKind::Premium) && !capabilities.premium_storage {
        return Err(format!("{center} has no premium storage any more."));
    }
    let mut groups = options.groups.iter();
    let group = groups.find(|(id, _)| *id == server.group);
    let Some((_, group)) = group else {
        return Err("The group does not take servers any more, or is gone.".to_owned());
    };
    let (source, os) = source(server, options, capabilities)?;
    Ok(KnownAs {
        source,
        os,
        network: network(server, capabilities)?,
        group: group.clone(),
        fields: server
            .custom_fields
            .iter()
            .map(|choice| field(choice, fields))
            .collect::<Result<_, _>>()?,
        packages: self::packages(server, packages)?,
    })
}

/// What it is made from, and the operating system of a machine of its own.
fn source(
    server: &NewServer,
    options: &FormOptions,
    capabilities: &Capabilities,
) -> Result<(String, Option<String>), String> {
    match &server.source {
        Source::Template { name } => {
            let mut templates = capabilities.templates.iter();
            let found = templates.find(|template| template.name == *name);
            let found =
                found.ok_or_else(|| format!("The template {name} is not offered any more."));
            found.map(|template| (template.description.clone(), None))
        }
        Source::Server { id, .. } => {
            let source = options.source.as_ref();
            let source = source.ok_or_else(|| format!("The server {id} is not there any more."));
            source.map(|source| (source.server.name.clone(), None))
        }
        Source::BareMetal { configuration, os } => {
            let (machine, system) = options.machine(configuration, os)?;
            let words = format!("{}: {}", machine.processor, machine.label());
            Ok((words, Some(system.label())))
        }
    }
}

fn network(server: &NewServer, capabilities: &Capabilities) -> Result<Option<String>, String> {
    let Some(id) = &server.network else {
        return Ok(None);
    };
    let mut networks = capabilities.networks.iter();
    match networks.find(|network| network.id == *id) {
        Some(network) => Ok(Some(network.name.clone())),
        None => Err("The network is not offered any more.".to_owned()),
    }
}

fn field(choice: &CustomFieldChoice, fields: &[CustomField]) -> Result<(String, String), String> {
    let known = fields.iter().find(|field| field.id == choice.id);
    let Some(known) = known else {
        return Err("A custom field that is set is not one of the account's any more.".to_owned());
    };
    let mut options = known.options.iter();
    let shown = match known.kind {
        CustomFieldKind::Checkbox if choice.value == "true" => "yes",
        CustomFieldKind::Checkbox => "no",
        _ => match options.find(|option| option.key == choice.value) {
            Some(option) => &option.label,
            None => &choice.value,
        },
    };
    Ok((known.name.clone(), shown.to_owned()))
}

fn packages(server: &NewServer, packages: &[Package]) -> Result<Vec<Package>, String> {
    let manifest = |id: &PackageId| -> Result<Package, String> {
        let found = packages.iter().find(|package| package.id == *id);
        let found = found.ok_or("A package to run after the build is not there any more.")?;
        found.readable().map_err(|error| error.to_string())?;
        Ok(found.clone())
    };
    let built = server.packages.iter();
    built.map(|package| manifest(&package.id)).collect()
}
