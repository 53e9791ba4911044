//! Data centers, groups and servers on the wire.

use serde_json::{Value, json};

use crate::support::{Client, keys, link, list, rels, walk};

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
async fn data_centers_come_with_and_without_group_links() {
    let client = Client::new().await;
    let centers = client.read("/v2/datacenters/slip/").await;
    let ids: Vec<_> = list(&centers)
        .iter()
        .map(|center| center["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["ca1", "de1", "va1"]);
    let plain = [
        "self",
        "deploymentCapabilities",
        "loadBalancers",
        "computeLimits",
        "networkLimits",
        "availableOvfs",
    ];
    assert_eq!(rels(&centers[0]), plain);
    let one = client
        .read("/v2/datacenters/SLIP/CA1?GroupLinks=True")
        .await;
    assert_eq!(one["name"], "CA1 - Canada (Vancouver)");
    let group = link(&one, "group");
    assert_eq!(keys(group), ["rel", "href", "id", "name"]);
    assert_eq!(group["name"], "CA1 Hardware");
    assert_eq!(rels(&one)[6..8], ["group", "createGroup"]);
    assert_eq!(
        client.read("/v2/datacenters/SLIP?groupLinks=true").await[0],
        one
    );
}

#[tokio::test]
async fn groups_have_the_links_of_their_kind() {
    let client = Client::new().await;
    let root = client.tree("va1").await;
    let expected = [
        "createGroup",
        "createServer",
        "self",
        "defaults",
        "billing",
        "statistics",
        "upcomingScheduledActivities",
        "horizontalAutoscalePolicyMapping",
        "scheduledActivities",
    ];
    assert_eq!(rels(&root), expected);
    assert_eq!(link(&root, "self")["verbs"], json!(["GET", "PATCH"]));
    let children = list(&root["groups"]);
    let kinds: Vec<_> = children
        .iter()
        .map(|group| group["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        (kinds[0], kinds[1], kinds[kinds.len() - 1]),
        ("archive", "default", "templates")
    );
    assert_eq!(
        rels(&children[0]),
        ["self", "parentGroup", "defaults", "billing"]
    );
    assert_eq!(
        rels(&children[1])[..5],
        [
            "createGroup",
            "createServer",
            "self",
            "parentGroup",
            "defaults"
        ]
    );
    assert_eq!(
        link(&children[1], "self")["verbs"],
        json!(["GET", "PATCH", "DELETE"])
    );
    assert!(
        link(&children[1], "archiveGroupAction")
            .get("verbs")
            .is_none()
    );
    let detailed = [
        "id",
        "name",
        "description",
        "locationId",
        "type",
        "status",
        "serversCount",
        "servers",
        "groups",
        "links",
        "changeInfo",
        "customFields",
    ];
    assert_eq!(keys(&root), detailed);
}

#[tokio::test]
async fn a_plain_group_links_its_servers() {
    let client = Client::new().await;
    let mut web = Value::Null;
    walk(&client.tree("va1").await, &mut |group| {
        if group["name"] == "Web" {
            web = group.clone()
        }
    });
    let id = web["id"].as_str().unwrap().to_uppercase();
    let plain = client.read(&format!("/v2/groups/sLiP/{id}/")).await;
    assert!(plain.get("servers").is_none());
    let servers = list(&web["servers"]);
    assert_eq!(plain["serversCount"], servers.len());
    let links: Vec<_> = list(&plain["links"])
        .iter()
        .filter(|link| link["rel"] == "server")
        .collect();
    assert_eq!(links.len(), servers.len());
    assert_eq!(
        links[0],
        &json!({"rel": "server", "href": "/v2/servers/slip/va1slipweb01", "id": "VA1SLIPWEB01"})
    );
    assert_eq!(
        client
            .get("/v2/groups/SLIP/00000000000000000000000000000000")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn counts_leave_out_what_is_on_ice() {
    let client = Client::new().await;
    for center in ["va1", "de1", "ca1"] {
        walk(&client.tree(center).await, &mut |group| {
            let mut warm = 0;
            walk(group, &mut |below| {
                let on_ice = |server: &Value| {
                    matches!(
                        server["status"].as_str(),
                        Some("archived" | "queuedForRestore")
                    )
                };
                warm += list(&below["servers"])
                    .iter()
                    .filter(|server| !on_ice(server))
                    .count();
            });
            assert_eq!(group["serversCount"], warm, "{}", group["name"]);
        });
    }
}

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
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
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
