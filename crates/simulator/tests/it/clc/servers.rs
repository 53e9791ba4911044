//! Servers on the wire, in every status.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clc::support::{Client, keys, link, rels};

const ACTIVE: [&str; 13] = [
    "self",
    "group",
    "account",
    "billing",
    "publicIPAddresses",
    "credentials",
    "statistics",
    "upcomingScheduledActivities",
    "scheduledActivities",
    "capabilities",
    "alertPolicyMappings",
    "antiAffinityPolicyMapping",
    "cpuAutoscalePolicyMapping",
];
const COLD: [&str; 4] = ["self", "group", "account", "billing"];

#[tokio::test]
async fn an_active_server_is_told_in_full() {
    let client = Client::new().await;
    let server = client.server("VA1SlipWeb01").await;
    let expected = [
        "id",
        "name",
        "displayName",
        "description",
        "groupId",
        "isTemplate",
        "locationId",
        "osType",
        "os",
        "status",
        "details",
        "type",
        "storageType",
        "changeInfo",
        "links",
    ];
    assert_eq!(keys(&server), expected);
    assert_eq!(
        (&server["id"], &server["name"]),
        (&json!("va1slipweb01"), &json!("VA1SLIPWEB01"))
    );
    assert_eq!(
        (&server["osType"], &server["os"]),
        (&json!("Ubuntu 14 64-bit"), &json!("ubuntu14_64Bit"))
    );
    let details = [
        "ipAddresses",
        "secondaryIPAddresses",
        "alertPolicies",
        "cpu",
        "diskCount",
        "hostName",
        "inMaintenanceMode",
        "memoryMB",
        "powerState",
        "storageGB",
        "disks",
        "partitions",
        "snapshots",
        "customFields",
    ];
    assert_eq!(keys(&server["details"]), details);
    assert_eq!(
        server["details"]["ipAddresses"][0]["internal"],
        "10.135.43.10"
    );
    assert!(
        server["details"]["partitions"]
            .to_string()
            .contains(r#""sizeGB":0.0,"path":"(swap)""#)
    );
    assert_eq!(rels(&server)[..13], ACTIVE);
    assert_eq!(rels(&server)[13..], ["publicIPAddress"]);
}

#[tokio::test]
async fn a_server_is_found_by_its_uuid() {
    let client = Client::new().await;
    let server = client.server("de1slipweb01").await;
    let href = link(&server, "scheduledActivities")["href"]
        .as_str()
        .unwrap();
    let uuid = href.split('/').nth(4).unwrap().to_uppercase();
    assert_eq!(
        client
            .read(&format!("/v2/servers/SLIP/{uuid}?UUID=True"))
            .await,
        server
    );
    assert_eq!(
        client.get(&format!("/v2/servers/SLIP/{uuid}")).await.status,
        404
    );
    assert_eq!(
        client
            .get("/v2/servers/SLIP/de1slipweb01?uuid=true")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn every_status_has_its_own_details_and_links() {
    let client = Client::new().await;
    let mut seen = BTreeMap::<String, usize>::new();
    for center in ["va1", "de1", "ca1"] {
        for embedded in client.servers(center).await {
            let alone = client.server(embedded["id"].as_str().unwrap()).await;
            let status = embedded["status"].as_str().unwrap().to_owned();
            check_details(&status, &embedded, &alone);
            *seen.entry(status).or_default() += 1;
        }
    }
    let expected = [
        ("active", 52),
        ("archived", 3),
        ("queuedForDelete", 1),
        ("queuedForRestore", 1),
        ("underConstruction", 2),
    ];
    let total: usize = seen.values().sum();
    assert_eq!(total, 60, "{seen:?}");
    for (status, count) in expected {
        assert!(seen[status] >= count.min(1), "{seen:?}");
    }
}

fn check_details(status: &str, embedded: &Value, alone: &Value) {
    match status {
        "active" => {
            assert_eq!(embedded, alone);
            assert_eq!(rels(alone)[..13], ACTIVE);
        }
        "archived" | "queuedForRestore" => {
            assert_eq!(keys(&embedded["details"]), ["powerState", "storageGB"]);
            let details = &alone["details"];
            assert_eq!(
                (
                    &details["cpu"],
                    &details["memoryMB"],
                    &details["powerState"]
                ),
                (&json!(0), &json!(0), &json!("stopped"))
            );
            let links = rels(alone);
            assert_eq!(links[..4], COLD);
            assert_eq!(links[4..].len(), if status == "archived" { 2 } else { 0 });
        }
        _ => {
            assert!(alone.get("details").is_none() && embedded.get("details").is_none());
            assert_eq!(rels(alone), COLD);
        }
    }
}
