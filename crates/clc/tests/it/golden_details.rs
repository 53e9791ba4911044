//! All that the client tells of one server, held against the recorded answer it was made of.

use crate::fake::auth;
use crate::golden_exchange::Exchange;
use serde_json::Value;
use slipway_clc::{ClcClient, ServerDetails};
use slipway_domain::ServerId;
use slipway_domain::details::{Address, Policy};
use slipway_domain::offered_actions::{OfferedAction, OfferedActions};

/// Every detail of a server, read by its id and by its UUID.
pub(crate) async fn compare_details(client: &ClcClient, exchange: &Exchange) {
    let found = client.server_details(&auth(), &ServerId::new("x")).await;
    let (found, json, source) = (found.unwrap(), exchange.json(), &exchange.source);
    let by_uuid = client.server_by_uuid(&auth(), "x").await;
    assert_eq!(by_uuid.unwrap(), found, "{source}");
    let details = &json["details"];
    assert_eq!(found.host_name, text(&details["hostName"]), "{source}");
    assert_eq!(found.is_template, json["isTemplate"] == true, "{source}");
    assert_eq!(found.kind.wire(), json["type"], "{source}");
    assert_eq!(found.storage.wire(), json["storageType"], "{source}");
    assert_eq!(found.managed_os, json["isManagedOS"] == true, "{source}");
    assert_eq!(found.managed_backup, json["isManagedBackup"] == true);
    compare_addresses(&found.addresses, &details["ipAddresses"], source);
    let secondary = &details["secondaryIPAddresses"];
    compare_addresses(&found.secondary_addresses, secondary, source);
    compare_disks(&found, details, source);
    compare_snapshots(&found, details, source);
    compare_fields(&found, details, source);
    compare_policies(&found, details, source);
    compare_change(&found, &json["changeInfo"], source);
    assert_eq!(found.server.offers, offers(&json), "{source}");
}

fn compare_addresses(found: &[Address], json: &Value, source: &str) {
    assert_eq!(found.len(), list(json).len(), "{source}");
    for (found, json) in found.iter().zip(list(json)) {
        assert_eq!(found.internal.as_deref(), json["internal"].as_str());
        assert_eq!(found.public.as_deref(), json["public"].as_str(), "{source}");
    }
}

fn compare_disks(found: &ServerDetails, details: &Value, source: &str) {
    let (disks, partitions) = (list(&details["disks"]), list(&details["partitions"]));
    assert_eq!(found.disks.len(), disks.len(), "{source}");
    for (disk, json) in found.disks.iter().zip(disks) {
        assert_eq!(disk.id, json["id"], "{source}");
        assert_eq!(Some(disk.size_gb), json["sizeGB"].as_u64(), "{source}");
        let paths: Vec<&str> = list(&json["partitionPaths"]).iter().map(text).collect();
        assert_eq!(disk.paths, paths, "{source}");
    }
    assert_eq!(found.partitions.len(), partitions.len(), "{source}");
    for (partition, json) in found.partitions.iter().zip(partitions) {
        assert_eq!(partition.path, json["path"], "{source}");
        assert_eq!(Some(partition.size_gb), json["sizeGB"].as_f64(), "{source}");
    }
}

fn compare_snapshots(found: &ServerDetails, details: &Value, source: &str) {
    let snapshots = list(&details["snapshots"]);
    assert_eq!(found.snapshots.len(), snapshots.len(), "{source}");
    for (snapshot, json) in found.snapshots.iter().zip(snapshots) {
        assert_eq!(snapshot.name, json["name"], "{source}");
        let own = text(&json["links"][0]["href"]);
        assert!(own.ends_with(&format!("/snapshots/{}", snapshot.number)));
        assert_eq!(snapshot.delete, links(json, "delete"), "{source}");
        assert_eq!(snapshot.restore, links(json, "restore"), "{source}");
    }
}

fn compare_fields(found: &ServerDetails, details: &Value, source: &str) {
    let fields = list(&details["customFields"]);
    assert_eq!(found.custom_fields.len(), fields.len(), "{source}");
    for (field, json) in found.custom_fields.iter().zip(fields) {
        assert_eq!(field.id, json["id"], "{source}");
        assert_eq!(field.name, json["name"], "{source}");
        assert_eq!(field.value, json["value"], "{source}");
        assert_eq!(field.display, json["displayValue"], "{source}");
    }
}

fn compare_policies(found: &ServerDetails, details: &Value, source: &str) {
    let alerts = list(&details["alertPolicies"]);
    assert_eq!(found.alert_policies.len(), alerts.len(), "{source}");
    for (policy, json) in found.alert_policies.iter().zip(alerts) {
        assert_eq!(Some(policy), expected(json).as_ref(), "{source}");
    }
    let anti_affinity = expected(&details["antiAffinityPolicy"]);
    assert_eq!(found.anti_affinity, anti_affinity, "{source}");
    let autoscale = expected(&details["cpuAutoscalePolicy"]);
    assert_eq!(found.cpu_autoscale, autoscale, "{source}");
}

fn compare_change(found: &ServerDetails, json: &Value, source: &str) {
    let change = &found.change;
    assert_eq!(change.created_by.as_deref(), json["createdBy"].as_str());
    assert_eq!(change.created.as_deref(), json["createdDate"].as_str());
    assert_eq!(change.modified_by.as_deref(), json["modifiedBy"].as_str());
    assert_eq!(change.modified.as_deref(), json["modifiedDate"].as_str());
    assert!(change.created_by.is_some(), "{source}");
}

fn expected(json: &Value) -> Option<Policy> {
    let id = json["id"].as_str()?.to_owned();
    let name = json["name"].as_str().unwrap_or(&id).to_owned();
    Some(Policy { id, name })
}

/// What the recorded links allow, by their relations and verbs.
fn offers(json: &Value) -> OfferedActions {
    let own = list(&json["links"])
        .iter()
        .find(|link| link["rel"] == "self");
    let verb = |verb: &str| own.is_some_and(|own| list(&own["verbs"]).iter().any(|v| v == verb));
    let snapshot = &json["details"]["snapshots"][0];
    let made = [
        (OfferedAction::Patch, verb("PATCH")),
        (
            OfferedAction::Delete,
            verb("DELETE") || links(json, "delete"),
        ),
        (OfferedAction::Credentials, links(json, "credentials")),
        (OfferedAction::Restore, links(json, "restore")),
        (OfferedAction::Snapshot, links(snapshot, "restore")),
    ];
    let made = made.into_iter().filter(|(_, made)| *made);
    made.fold(OfferedActions::NONE, |offers, (offer, _)| {
        offers.with(offer)
    })
}

fn links(json: &Value, rel: &str) -> bool {
    list(&json["links"]).iter().any(|link| link["rel"] == rel)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
