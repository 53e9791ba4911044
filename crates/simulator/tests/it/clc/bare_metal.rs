//! Machines of their own: which there are, and servers that are one.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, keys, link, list};

const SERVERS: &str = "/v2/servers/SLIP";

fn machines(center: &str) -> String {
    format!("/v2/datacenters/slip/{center}/bareMetalCapabilities/")
}

/// What can be ordered in Frankfurt: a configuration of which some are free, and none.
async fn configurations(client: &Client) -> (Value, Value) {
    let found = client.read(&machines("de1")).await;
    let of = |availability: &str| {
        let mut skus = list(&found["skus"]).iter();
        skus.find(|sku| sku["availability"] == availability)
            .unwrap()
            .clone()
    };
    (of("high"), of("none"))
}

/// A creation in Frankfurt that nothing is wrong with, but for `more`; null takes a member out.
async fn order(client: &Client, more: &Value) -> Answer {
    let group = client.server("de1slipapi01").await["groupId"].clone();
    let mut body = json!({"name": "iron", "groupId": group, "type": "baremetal",
        "configurationId": configurations(client).await.0["id"], "osType": "centOS6_64Bit"});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    client.post(SERVERS, &body).await
}

#[tokio::test]
async fn a_data_center_tells_which_machines_it_has() {
    let client = Client::new().await;
    let offer = |center: &str| format!("/v2/datacenters/slip/{center}/deploymentCapabilities");
    for (center, has) in [("de1", true), ("va1", false)] {
        let told = client.read(&offer(center)).await;
        assert_eq!(told["supportsBareMetalServers"], has, "{center}");
    }
    let found = client.read(&machines("DE1")).await;
    assert_eq!(keys(&found), ["skus", "operatingSystems"]);
    let sku = &found["skus"][0];
    let members = [
        "id",
        "hourlyRate",
        "availability",
        "memory",
        "processor",
        "storage",
    ];
    assert_eq!(keys(sku), members);
    assert_eq!(sku["hourlyRate"], 0.56);
    assert_eq!(keys(&sku["memory"][0]), ["capacityGB"]);
    let processor = ["coresPerSocket", "description", "sockets"];
    assert_eq!(keys(&sku["processor"]), processor);
    let disks = list(&sku["storage"]);
    assert_eq!(disks.len(), 2, "one entry for each disk");
    assert_eq!(keys(&disks[0]), ["capacityGB", "speedRpm", "type"]);
    let system = &found["operatingSystems"][1];
    assert_eq!(keys(system), ["type", "description", "hourlyRatePerSocket"]);
    assert_eq!(system["hourlyRatePerSocket"], 0.075);
    let none = client.read(&machines("va1")).await;
    assert_eq!(none, json!({"skus": [], "operatingSystems": []}));
    assert_eq!(client.get(&machines("xx9")).await.status, 404);
}

#[tokio::test]
async fn a_machine_is_built_and_what_does_not_apply_is_passed_over() {
    let client = Client::new().await;
    let ignored = json!({"cpu": 99, "memoryGB": "much", "sourceServerId": "NOTHING",
        "storageType": "tape", "additionalDisks": 7, "ipAddress": "192.0.2.1",
        "isManagedOS": true, "ttl": "soon", "packages": [{"packageId": "nothing"}]});
    let answer = order(&client, &ignored).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    client.advance(120.0).await;
    let told = answer.json();
    let own = link(&told, "self")["href"].as_str().unwrap();
    let server = client.read(own).await;
    assert_eq!(server["name"], "DE1SLIPIRON01");
    assert_eq!(server["status"], "active");
    assert_eq!(
        (&server["type"], &server["os"]),
        (&json!("bareMetal"), &json!("centOS6_64Bit"))
    );
    assert_eq!(server["isManagedOS"], Value::Null);
    let sku = configurations(&client).await.0;
    let details = &server["details"];
    let cores = sku["processor"]["coresPerSocket"].as_u64().unwrap()
        * sku["processor"]["sockets"].as_u64().unwrap();
    assert_eq!(details["cpu"], cores);
    let memory = sku["memory"][0]["capacityGB"].as_u64().unwrap() * 1024;
    assert_eq!(details["memoryMB"], memory);
    assert_eq!(details["diskCount"], list(&sku["storage"]).len());
    assert_eq!(
        details["processorDescription"],
        sku["processor"]["description"]
    );
    assert_eq!(details["storageDescription"], "2 x 1000 GB Hdd, 7200 rpm");
    let usual = client.server("de1slipapi01").await;
    assert_eq!(usual["details"]["processorDescription"], Value::Null);
}

#[tokio::test]
async fn what_is_wrong_with_an_order_is_named() {
    let client = Client::new().await;
    let (_, gone) = configurations(&client).await;
    let here = client.server("va1slipweb01").await["groupId"].clone();
    for (more, fields) in [
        (json!({"groupId": here}), vec!["type"]),
        (json!({"configurationId": null}), vec!["configurationId"]),
        (
            json!({"configurationId": "nothing"}),
            vec!["configurationId"],
        ),
        (
            json!({"configurationId": gone["id"]}),
            vec!["configurationId"],
        ),
        (json!({"osType": ""}), vec!["osType"]),
        (json!({"osType": "debian7_64Bit"}), vec!["osType"]),
        (
            json!({"name": "longname", "osType": null}),
            vec!["name", "osType"],
        ),
        (json!({"password": "short"}), vec!["password"]),
        (json!({"networkId": "nowhere"}), vec!["networkId"]),
    ] {
        let answer = order(&client, &more).await;
        assert_eq!(answer.status, 400, "{more}: {}", answer.text);
        let expected: Vec<String> = fields.iter().map(|field| format!("body.{field}")).collect();
        assert_eq!(keys(&answer.json()["modelState"]), expected, "{more}");
    }
    let operator = client.user("operator").await;
    assert_eq!(order(&operator, &json!({})).await.status, 403);
}

async fn patch(client: &Client, changes: &Value) -> Answer {
    let (own, kind) = (
        "/v2/servers/SLIP/de1slipiron01",
        ("content-type", "application/json"),
    );
    let body = changes.to_string();
    client.send(Method::PATCH, own, &[kind], &body).await
}

#[tokio::test]
async fn a_machine_stays_what_it_is_and_is_no_source() {
    let client = Client::new().await;
    assert_eq!(order(&client, &json!({})).await.status, 202);
    client.advance(120.0).await;
    for member in ["cpu", "memory", "disks"] {
        let change = json!([{"op": "set", "member": member, "value": 2}]);
        let answer = patch(&client, &change).await;
        assert_eq!(answer.status, 400, "{member}: {}", answer.text);
        assert!(answer.text.contains("cannot be changed"), "{}", answer.text);
    }
    let words = json!([{"op": "set", "member": "description", "value": "Mine"}]);
    assert_eq!(patch(&client, &words).await.status, 204);
    let copy =
        json!({"type": "standard", "sourceServerId": "de1slipiron01", "cpu": 1, "memoryGB": 1});
    let answer = order(&client, &copy).await;
    assert_eq!(keys(&answer.json()["modelState"]), ["body.sourceServerId"]);
}
