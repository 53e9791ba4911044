//! The call that has a server built; field names and their order are the cloud's.

use super::{PackageCall, Request, package_call};
use serde::Serialize;
use slipway_domain::AccountAlias;
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::deed::{CreateDeed, PackageDeed};
use slipway_domain::hardware::StorageKind;
use slipway_domain::new_server::Source;

/// Stands in the place of a secret.
const SECRET: &str = "***";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Creation<'a> {
    name: &'a str,
    description: &'a str,
    group_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_server_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_server_password: Option<&'static str>,
    #[serde(rename = "isManagedOS", skip_serializing_if = "Option::is_none")]
    is_managed_os: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secondary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu: Option<u32>,
    #[serde(rename = "memoryGB", skip_serializing_if = "Option::is_none")]
    memory_gb: Option<u32>,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_type: Option<&'a str>,
    custom_fields: &'a [CustomFieldChoice],
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_disks: Option<Vec<AddedDisk<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packages: Option<Vec<PackageCall<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    os_type: Option<&'a str>,
}

#[derive(Serialize)]
struct AddedDisk<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(rename = "sizeGB")]
    size_gb: u32,
    #[serde(rename = "type")]
    kind: &'static str,
}

pub(super) fn request(deed: &CreateDeed, account: &AccountAlias) -> Request {
    let packages = deed.packages();
    Request {
        method: "POST",
        path: format!("servers/{account}"),
        json: serde_json::to_string_pretty(&creation(deed, &packages)).ok(),
    }
}

fn creation<'a>(deed: &'a CreateDeed, packages: &'a [PackageDeed]) -> Creation<'a> {
    let server = &deed.server;
    let (source, source_password) = match &server.source {
        Source::Template { name } => (Some(name.as_str()), None),
        Source::Server { id, .. } => (Some(id.as_str()), Some(SECRET)),
        Source::BareMetal { .. } => (None, None),
    };
    let machine = match &server.source {
        Source::BareMetal { configuration, os } => Some((configuration, os)),
        Source::Template { .. } | Source::Server { .. } => None,
    };
    let is_virtual = machine.is_none();
    let disks = server.disks.iter().map(|disk| AddedDisk {
        path: disk.path.as_deref(),
        size_gb: disk.size_gb,
        kind: disk.path.as_ref().map_or("raw", |_| "partitioned"),
    });
    let ttl = server.ttl.map(|ttl| ttl.strftime("%Y-%m-%dT%H:%M:%SZ"));
    Creation {
        name: &server.name,
        description: &server.description,
        group_id: server.group.as_str(),
        source_server_id: source,
        source_server_password: source_password,
        is_managed_os: is_virtual.then_some(server.managed_os),
        primary_dns: server.primary_dns.as_deref(),
        secondary_dns: server.secondary_dns.as_deref(),
        network_id: server.network.as_deref(),
        ip_address: server.ip.as_deref(),
        password: deed.has_password().then_some(SECRET),
        cpu: server.cpu,
        memory_gb: server.memory_gb,
        kind: server.kind.wire(),
        storage_type: server.storage.as_ref().map(StorageKind::wire),
        custom_fields: &server.custom_fields,
        additional_disks: is_virtual.then(|| disks.collect()),
        ttl: ttl.map(|ttl| ttl.to_string()),
        packages: is_virtual.then(|| packages.iter().map(package_call).collect()),
        configuration_id: machine.map(|(configuration, _)| configuration.as_str()),
        os_type: machine.map(|(_, os)| os.as_str()),
    }
}
