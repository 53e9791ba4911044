//! What can be built where, and the fields that an account added.

use serde_json::json;

use crate::clc::support::{Client, keys, list};

#[tokio::test]
async fn a_data_center_tells_what_can_be_built_there() {
    let client = Client::new().await;
    let path = |center: &str| format!("/v2/datacenters/slip/{center}/deploymentCapabilities/");
    let found = client.read(&path("VA1")).await;
    assert_eq!(found["supportsPremiumStorage"], true);
    let networks = list(&found["deployableNetworks"]);
    assert!(networks.len() >= 2, "{found}");
    assert_eq!(
        keys(&networks[0]),
        ["name", "networkId", "type", "accountID"]
    );
    let named = |name: &str| {
        let mut all = list(&found["templates"]).iter();
        all.find(|template| template["name"] == name)
            .unwrap()
            .clone()
    };
    let linux = named("CENTOS-6-64-TEMPLATE");
    assert_eq!(linux["osType"], "centOS6_64Bit");
    assert_eq!(linux["drivePathLength"], json!(null));
    let windows = named("WIN2012R2DTC-64");
    assert_eq!(windows["drivePathLength"], 1);
    assert_eq!(windows["reservedDrivePaths"], json!(["a", "b", "c", "d"]));
    let poor = client.read(&path("ca1")).await;
    assert_eq!(poor["supportsPremiumStorage"], false);
    assert_eq!(client.get(&path("xx9")).await.status, 404);
    let other = client.user("other").await;
    assert_eq!(other.get(&path("va1")).await.status, 403);
    let theirs = other.read("/v2/datacenters/OTHR/ca1/deploymentCapabilities");
    assert_eq!(theirs.await["dataCenterEnabled"], false);
}

#[tokio::test]
async fn an_account_has_fields_of_its_own() {
    let client = Client::new().await;
    let fields = client.read("/v2/accounts/slip/customFields").await;
    let kinds: Vec<_> = list(&fields).iter().map(|f| f["type"].clone()).collect();
    assert_eq!(kinds, ["text", "option", "checkbox"]);
    let other = client.user("other").await;
    let none = other.read("/v2/accounts/OTHR/customFields/").await;
    assert_eq!(none, json!([]));
    let database = client.server("va1slipdb01").await;
    let value = &database["details"]["customFields"][0];
    assert_eq!(value["id"], fields[1]["id"]);
    assert_eq!(value["displayValue"], "Premium");
}
