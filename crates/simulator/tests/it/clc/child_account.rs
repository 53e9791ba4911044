//! An account with a child: who reaches which of the two, on every kind of address.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, job, link, list};

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    client.send(method, path, &json, &body).await
}

/// Addresses of every kind, as method and path with the account left open. They name nothing that exists, so that nobody
/// changes anything: whoever gets as far is told so.
const ADDRESSES: &[(&str, &str)] = &[
    ("GET", "/v2/accounts/{}"),
    ("GET", "/v2/accounts/{}/customFields"),
    ("GET", "/v2/datacenters/{}"),
    ("GET", "/v2/datacenters/{}/VA1?groupLinks=true"),
    ("GET", "/v2/datacenters/{}/VA1/deploymentCapabilities"),
    ("GET", "/v2/datacenters/{}/VA1/bareMetalCapabilities"),
    ("GET", "/v2/vmImport/{}/VA1/available"),
    ("GET", "/v2/packages/{}"),
    ("GET", "/v2/groups/{}/none"),
    ("PATCH", "/v2/groups/{}/none"),
    ("DELETE", "/v2/groups/{}/none"),
    ("POST", "/v2/groups/{}"),
    ("POST", "/v2/groups/{}/none/archive"),
    ("POST", "/v2/groups/{}/none/restore"),
    ("GET", "/v2/groups/{}/none/defaults"),
    ("POST", "/v2/groups/{}/none/defaults"),
    ("GET", "/v2/groups/{}/none/billing"),
    ("GET", "/v2/groups/{}/none/statistics"),
    ("GET", "/v2/servers/{}/none"),
    ("GET", "/v2/servers/{}/none?uuid=True"),
    ("PATCH", "/v2/servers/{}/none"),
    ("DELETE", "/v2/servers/{}/none"),
    ("POST", "/v2/servers/{}"),
    ("POST", "/v2/servers/{}/none/restore"),
    ("GET", "/v2/servers/{}/none/credentials"),
    ("GET", "/v2/servers/{}/none/statistics"),
    ("DELETE", "/v2/servers/{}/none/snapshots/1"),
    ("POST", "/v2/servers/{}/none/snapshots/1/restore"),
    ("POST", "/v2/servers/{}/none/publicIPAddresses"),
    ("GET", "/v2/servers/{}/none/publicIPAddresses/198.18.0.1"),
    ("POST", "/v2/servers/{}/none/networks"),
    ("DELETE", "/v2/servers/{}/none/networks/none"),
    ("POST", "/v2/operations/{}/servers/powerOn"),
    ("POST", "/v2/operations/{}/servers/archive"),
    ("POST", "/v2/operations/{}/servers/createSnapshot"),
    ("POST", "/v2/operations/{}/servers/setMaintenance"),
    ("POST", "/v2/operations/{}/servers/executePackage"),
    ("GET", "/v2/operations/{}/status/va1-1"),
    ("GET", "/v2-experimental/operations/{}/status/none"),
    ("GET", "/v2-experimental/networks/{}/VA1"),
    ("GET", "/v2-experimental/networks/{}/VA1/none"),
    ("GET", "/v2-experimental/networks/{}/VA1/none/ipAddresses"),
    ("PUT", "/v2-experimental/networks/{}/VA1/none"),
    ("POST", "/v2-experimental/networks/{}/VA1/none/release"),
    ("GET", "/v2-experimental/firewallPolicies/{}/VA1"),
    ("POST", "/v2-experimental/firewallPolicies/{}/VA1"),
    ("GET", "/v2-experimental/firewallPolicies/{}/VA1/none"),
    ("PUT", "/v2-experimental/firewallPolicies/{}/VA1/none"),
    ("DELETE", "/v2-experimental/firewallPolicies/{}/VA1/none"),
];

#[tokio::test]
async fn a_token_works_on_its_own_account_and_those_below_it() {
    let admin = Client::new().await;
    let (child, other) = (admin.user("child").await, admin.user("other").await);
    let table: [(&Client, &str, bool); 9] = [
        (&admin, "SLIP", true),
        (&admin, "SLPB", true),
        (&admin, "slpb", true),
        (&admin, "OTHR", false),
        (&child, "SLPB", true),
        (&child, "SLIP", false),
        (&child, "OTHR", false),
        (&other, "SLPB", false),
        (&other, "NONE", false),
    ];
    for (method, path) in ADDRESSES {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        for (client, alias, reaches) in table {
            let path = path.replace("{}", alias);
            let answer = send(client, method.clone(), &path, &Value::Null).await;
            assert_eq!(
                answer.status != 403,
                reaches,
                "{method} {path}: {} {}",
                answer.status,
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn roles_of_the_parent_count_in_the_child() {
    let admin = Client::new().await;
    let (operator, viewer) = (admin.user("operator").await, admin.user("viewer").await);
    let body = json!(["VA1SLPBSHOP01"]);
    let reboot = "/v2/operations/SLPB/servers/reboot";
    assert_eq!(viewer.post(reboot, &body).await.status, 403);
    assert_eq!(operator.post(reboot, &body).await.status, 200);
    let path = "/v2/servers/slpb/va1slpbshop01";
    assert_eq!(viewer.read(path).await["name"], "VA1SLPBSHOP01");
    let credentials = format!("{path}/credentials");
    assert_eq!(operator.get(&credentials).await.status, 403);
    assert_eq!(admin.get(&credentials).await.status, 200);
    let rename = json!([{"op": "set", "member": "description", "value": "By the parent"}]);
    let changed = send(&admin, Method::PATCH, path, &rename).await;
    assert_eq!(changed.status, 204);
    let own = admin.user("child").await.read(path).await;
    assert_eq!(own["description"], "By the parent");
    assert_eq!(own["changeInfo"]["modifiedBy"], "admin.slip");
}

#[tokio::test]
async fn things_are_found_under_the_account_that_has_them() {
    let admin = Client::new().await;
    let child = admin.user("child").await;
    let server = "va1slpbshop01";
    assert_eq!(
        admin.get("/v2/servers/SLIP/va1slpbshop01").await.status,
        404
    );
    assert_eq!(admin.get("/v2/servers/SLPB/va1slipweb01").await.status, 404);
    let queued = admin
        .post("/v2/operations/SLPB/servers/shutDown", &json!([server]))
        .await;
    let job = job(&queued);
    let status = |alias: &str| format!("/v2/operations/{alias}/status/{job}");
    assert_eq!(admin.read(&status("SLPB")).await["status"], "notStarted");
    assert_eq!(child.read(&status("slpb")).await["status"], "notStarted");
    assert_eq!(admin.get(&status("SLIP")).await.status, 404);
    let unknown = admin
        .post("/v2/operations/SLIP/servers/reboot", &json!([server]))
        .await;
    assert_eq!(unknown.status, 400, "{}", unknown.text);
    let mut links = Vec::new();
    for alias in ["SLIP", "SLPB"] {
        let center = admin
            .read(&format!("/v2/datacenters/{alias}/VA1?groupLinks=true"))
            .await;
        links.push(link(&center, "group")["href"].as_str().unwrap().to_owned());
        let lower = alias.to_ascii_lowercase();
        for link in list(&center["links"]) {
            let href = link["href"].as_str().unwrap();
            assert!(href.contains(&format!("/{lower}")), "{href}");
        }
    }
    let elsewhere = links[1].replace("/slpb/", "/slip/");
    assert_eq!(child.get(&links[1]).await.status, 200);
    assert_eq!(admin.get(&elsewhere).await.status, 404);
}

#[tokio::test]
async fn a_claimed_network_belongs_to_the_account_of_the_path() {
    let admin = Client::new().await;
    let claim = "/v2-experimental/networks/SLPB/DE1/claim";
    let claimed = admin.post(claim, &json!({})).await;
    assert_eq!(claimed.status, 202, "{}", claimed.text);
    let uri = claimed.json()["uri"].as_str().unwrap().to_owned();
    admin.advance(400.0).await;
    assert_eq!(admin.read(&uri).await["status"], "succeeded");
    assert_eq!(admin.get(&uri.replace("SLPB", "SLIP")).await.status, 404);
    let networks = |alias: &str| format!("/v2-experimental/networks/{alias}/DE1");
    // Links name the account, so that whole entries always differ.
    let ids = |networks: &Value| -> Vec<Value> {
        let ids = list(networks).iter().map(|one| one["id"].clone());
        ids.collect()
    };
    let own = ids(&admin.read(&networks("SLPB")).await);
    let parents = ids(&admin.read(&networks("SLIP")).await);
    assert!(!own.is_empty() && !parents.is_empty());
    assert!(own.iter().all(|one| !parents.contains(one)));
}

#[tokio::test]
async fn both_ends_of_a_firewall_policy_are_accounts_that_the_token_reaches() {
    let admin = Client::new().await;
    let (child, other) = (admin.user("child").await, admin.user("other").await);
    let table = [
        (&admin, "SLIP", "SLPB", 201),
        (&admin, "SLPB", "slip", 201),
        (&admin, "SLIP", "OTHR", 403),
        (&admin, "SLIP", "NONE", 403),
        (&child, "SLPB", "SLPB", 201),
        (&child, "SLPB", "SLIP", 403),
        (&other, "OTHR", "SLPB", 403),
    ];
    for (client, source, destination, status) in table {
        let path = format!("/v2-experimental/firewallPolicies/{source}/VA1");
        let body = json!({"destinationAccount": destination, "source": ["10.0.0.0/24"],
            "destination": ["10.1.0.0/24"], "ports": ["any"]});
        let made = client.post(&path, &body).await;
        assert_eq!(made.status, status, "{source} {destination}: {}", made.text);
        if status == 201 {
            let href = link(&made.json(), "self")["href"].clone();
            let path = href.as_str().unwrap().split_once("/v2-").unwrap().1;
            let path = format!("/v2-{path}");
            let account = client.read(&path).await["destinationAccount"].clone();
            assert_eq!(account, destination.to_ascii_lowercase());
            let foreign = json!({"destinationAccount": "OTHR"});
            let changed = send(client, Method::PUT, &path, &foreign).await;
            assert_eq!(changed.status, 403);
        }
    }
}
