//! Data centers and groups on the wire.

use serde_json::{Value, json};

use crate::clc::support::{Client, keys, link, list, rels, walk};

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
            web = group.clone();
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
