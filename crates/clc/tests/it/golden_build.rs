//! Recorded answers to what is asked when servers are built and changed: capabilities, custom
//! fields, creations and changes; and statistics.

use crate::fake::auth;
use crate::golden_exchange::Exchange;
use serde_json::{Value, json};
use slipway_clc::ClcClient;
use slipway_domain::custom_field::CustomFieldKind;
use slipway_domain::hardware::{ServerKind, StorageKind};
use slipway_domain::new_server::{NewServer, ServerChange, Source};
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{DataCenterId, GroupId, ServerId};

/// The networks and templates of a data center.
pub(crate) async fn compare_capabilities(client: &ClcClient, exchange: &Exchange) -> &'static str {
    let id = DataCenterId::new("x");
    let found = client.deployment_capabilities(&auth(), &id).await;
    if exchange.status == 404 {
        assert_eq!(found.unwrap_err().word(), "not_found");
        return "data center, unknown";
    }
    let (found, json, source) = (found.unwrap(), exchange.json(), &exchange.source);
    assert_eq!(json!(found.enabled), json["dataCenterEnabled"], "{source}");
    let premium = &json["supportsPremiumStorage"];
    assert_eq!(json!(found.premium_storage), *premium, "{source}");
    let networks = list(&json["deployableNetworks"]);
    assert_eq!(found.networks.len(), networks.len(), "{source}");
    for (network, json) in found.networks.iter().zip(networks) {
        assert_eq!(network.id, json["networkId"], "{source}");
        assert_eq!(network.name, json["name"], "{source}");
    }
    let templates = list(&json["templates"]);
    assert_eq!(found.templates.len(), templates.len(), "{source}");
    for (template, json) in found.templates.iter().zip(templates) {
        let able = |word: &str| list(&json["capabilities"]).contains(&json!(word));
        assert_eq!(template.name, json["name"], "{source}");
        assert_eq!(template.os, json["osType"], "{source}");
        assert_eq!(template.description, json["description"], "{source}");
        assert_eq!(json!(template.storage_gb), json["storageSizeGB"]);
        assert_eq!(template.managed_os, able("managedOS"), "{source}");
        assert_eq!(template.hyperscale, able("hyperscale"), "{source}");
        assert_eq!(template.drive_letters, json["drivePathLength"] == 1);
        let reserved = list(&json["reservedDrivePaths"]);
        let reserved: Vec<&Value> = reserved.iter().filter(|path| *path != "").collect();
        assert_eq!(json!(template.reserved_paths), json!(reserved), "{source}");
    }
    "capabilities"
}

/// The fields of an account.
pub(crate) async fn compare_custom_fields(client: &ClcClient, exchange: &Exchange) -> &'static str {
    let found = client.custom_fields(&auth()).await.unwrap();
    let json = exchange.json();
    assert_eq!(found.len(), list(&json).len(), "{}", exchange.source);
    for (field, json) in found.iter().zip(list(&json)) {
        assert_eq!(field.id, json["id"]);
        assert_eq!(field.name, json["name"]);
        assert_eq!(json!(field.required), json["isRequired"]);
        let option = field.kind == CustomFieldKind::Option;
        assert_eq!(option, json["type"] == "option");
        let options = field.options.iter();
        let options = options.map(|o| json!({"name": o.key, "value": o.label}));
        assert_eq!(json["options"], options.collect::<Value>());
    }
    "custom fields"
}

/// The job and the UUID of a new server.
pub(crate) async fn compare_creation(client: &ClcClient, exchange: &Exchange) -> &'static str {
    let created = client.create_server(&auth(), &some_server()).await;
    let (created, json, source) = (created.unwrap(), exchange.json(), &exchange.source);
    let link = |rel: &str| {
        let mut links = list(&json["links"]).iter();
        links.find(|link| link["rel"] == rel).unwrap()
    };
    assert_eq!(created.uuid, link("self")["id"], "{source}");
    assert_eq!(created.job.href, link("status")["href"], "{source}");
    assert_eq!(created.job.id, link("status")["id"], "{source}");
    "creation"
}

/// The job of a change, or none.
pub(crate) async fn compare_change(client: &ClcClient, exchange: &Exchange) -> &'static str {
    let (auth, server) = (auth(), ServerId::new("x"));
    let immediate = [ServerChange::Description("x".to_owned())];
    let job = client.change_server(&auth, &server, &immediate).await;
    let job = job.unwrap();
    let slow = [ServerChange::Cpu(1)];
    let again = client.change_server(&auth, &server, &slow).await;
    if exchange.status == 204 {
        assert_eq!(job, None, "{}", exchange.source);
        // What takes a job was taken for something else then.
        assert_eq!(again.unwrap_err().word(), "outcome_unknown");
        return "change, at once";
    }
    assert_eq!(again.unwrap(), job);
    let (job, json) = (job.unwrap(), exchange.json());
    assert_eq!(job.href, json["href"], "{}", exchange.source);
    assert_eq!(job.id, json["id"], "{}", exchange.source);
    "change, by a job"
}

/// All measurements. The answer for a group is like that for a server, with more of them.
pub(crate) async fn compare_statistics(client: &ClcClient, exchange: &Exchange) -> &'static str {
    let (auth, server) = (auth(), ServerId::new("x"));
    let found = client.server_statistics(&auth, &server, Sampling::Latest);
    let (found, json, source) = (found.await.unwrap(), exchange.json(), &exchange.source);
    let sent = list(&json).iter().flat_map(|one| {
        let mut stats: Vec<&Value> = list(&one["stats"]).iter().collect();
        stats.sort_by_key(|stat| stat["timestamp"].as_str());
        stats
    });
    let sent: Vec<&Value> = sent.collect();
    assert_eq!(found.len(), sent.len(), "{source}");
    for (sample, json) in found.iter().zip(sent) {
        compare_sample(sample, json, source);
    }
    "statistics"
}

fn compare_sample(sample: &Sample, json: &Value, source: &str) {
    assert_eq!(sample.at, json["timestamp"], "{source}");
    for (found, key) in [
        (sample.cpu_percent, "cpuPercent"),
        (sample.memory_percent, "memoryPercent"),
        (sample.network_in, "networkReceivedKBps"),
        (sample.network_out, "networkTransmittedKBps"),
    ] {
        assert_eq!(found, json[key].as_f64(), "{source}: {key}");
    }
    let disks = list(&json["guestDiskUsage"]);
    assert_eq!(sample.file_systems.len(), disks.len(), "{source}");
    for (found, json) in sample.file_systems.iter().zip(disks) {
        assert_eq!(found.path, json["path"], "{source}");
        assert_eq!(json!(found.capacity_mb), json["capacityMB"], "{source}");
        assert_eq!(json!(found.consumed_mb), json["consumedMB"], "{source}");
    }
}

/// A server to be built, of which only what is needed is said.
pub(crate) fn some_server() -> NewServer {
    NewServer {
        name: "new".to_owned(),
        description: String::new(),
        group: GroupId::new("g"),
        source: Source::Template {
            name: "CENTOS-6-64-TEMPLATE".to_owned(),
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
        password: None,
        disks: Vec::new(),
        custom_fields: Vec::new(),
        ttl: None,
        packages: Vec::new(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
