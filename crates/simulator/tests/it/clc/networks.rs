//! Networks and firewall policies: listed, had, changed and given back.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::groups::send;
use crate::clc::support::{Client, link, list};

const VA1: &str = "/v2-experimental/networks/SLIP/va1";

/// The networks of a data center that have no servers.
async fn empty(client: &Client) -> Vec<Value> {
    let mut found = Vec::new();
    for network in list(&client.read(VA1).await) {
        let href = link(network, "ipAddresses")["href"].as_str().unwrap();
        if client.read(href).await == json!([]) {
            found.push(network.clone());
        }
    }
    found
}

fn id(entity: &Value) -> &str {
    entity["id"].as_str().unwrap()
}

#[tokio::test]
async fn servers_stand_on_the_networks_of_their_data_center() {
    let client = Client::new().await;
    let networks = client.read(&format!("{VA1}/")).await;
    let prefixes = list(&networks).iter().map(|network| {
        let cidr = network["cidr"].as_str().unwrap();
        cidr.strip_suffix("0/24").unwrap().to_owned()
    });
    let prefixes: BTreeSet<String> = prefixes.collect();
    assert_eq!(prefixes.len(), list(&networks).len());
    for server in client.servers("va1").await {
        let details = &server["details"];
        let all = ["ipAddresses", "secondaryIPAddresses"].map(|key| list(&details[key]));
        for address in all.concat() {
            let internal = address["internal"].as_str().unwrap();
            let known = prefixes
                .iter()
                .any(|prefix| internal.starts_with(prefix.as_str()));
            assert!(known, "{internal}");
        }
    }
    assert_eq!(empty(&client).await.len(), 1);
}

#[tokio::test]
async fn a_network_tells_who_has_which_address() {
    let client = Client::new().await;
    let server = client.server("va1slipweb01").await;
    let address = &server["details"]["ipAddresses"][0];
    let networks = client.read(VA1).await;
    let holds = |network: &&Value| {
        let gateway = network["gateway"].as_str().unwrap();
        let prefix = gateway.strip_suffix('1').unwrap();
        address["internal"].as_str().unwrap().starts_with(prefix)
    };
    let network = list(&networks).iter().find(holds).unwrap();
    let path = format!("{VA1}/{}", id(network).to_uppercase());
    assert_eq!(client.read(&path).await, *network);
    let told = client.read(&format!("{path}?IPADDRESSES=Claimed")).await;
    let claimed = list(&told["ipAddresses"]);
    let own = claimed
        .iter()
        .find(|entry| entry["address"] == address["internal"])
        .unwrap();
    assert_eq!(own["server"], "VA1SLIPWEB01");
    let kind = if address["public"].is_string() {
        "publicMapped"
    } else {
        "private"
    };
    assert_eq!(
        (&own["primary"], &own["type"], &own["claimed"]),
        (&json!(true), &json!(kind), &json!(true))
    );
    let all = client.read(&format!("{path}/ipAddresses?type=all")).await;
    let free = client.read(&format!("{path}/ipAddresses/?type=free")).await;
    assert_eq!(list(&all).len(), list(&free).len() + claimed.len());
    assert!(!list(&free).is_empty());
    assert!(
        list(&free)
            .iter()
            .all(|entry| entry.get("server").is_none())
    );
}

#[tokio::test]
async fn a_network_is_claimed_renamed_and_released() {
    let client = Client::new().await;
    let before = list(&client.read(VA1).await).len();
    let answer = client.post(&format!("{VA1}/claim"), &Value::Null).await;
    assert_eq!(answer.status, 202);
    let uri = answer.json()["uri"].as_str().unwrap().to_owned();
    assert!(uri.starts_with("/v2-experimental/operations/SLIP/status/"));
    let mut states = Vec::new();
    for _ in 0..150 {
        let told = client.read(&uri).await;
        let state = told["status"].as_str().unwrap().to_owned();
        if state == "succeeded" {
            break;
        }
        assert_eq!(told["summary"].get("links"), None);
        assert_eq!(list(&client.read(VA1).await).len(), before);
        states.push(state);
        client.advance(2.5).await;
    }
    assert_eq!(states.iter().filter(|state| *state == "queued").count(), 4);
    assert_eq!(
        states.iter().filter(|state| *state == "running").count(),
        145
    );
    let told = client.read(&uri).await;
    assert_eq!(
        (&told["requestType"], &told["source"]["userName"]),
        (&json!("blueprintOperation"), &json!("admin.slip"))
    );
    let href = told["summary"]["links"][0]["href"].as_str().unwrap();
    let network = client.read(href).await;
    assert!(empty(&client).await.contains(&network));
    let twin = client.post(&format!("{VA1}/claim/"), &json!({})).await;
    assert_ne!(twin.json()["operationId"], answer.json()["operationId"]);
    let name = json!({"Name": "mine", "description": "for tests"});
    let renamed = send(&client, Method::PUT, href, &name).await;
    assert_eq!((renamed.status.as_u16(), renamed.text.as_str()), (204, ""));
    let found = client.read(href).await;
    assert_eq!(
        (&found["name"], &found["description"]),
        (&json!("mine"), &json!("for tests"))
    );
    assert_eq!(
        send(&client, Method::PUT, href, &json!({})).await.status,
        400
    );
    let released = client.post(&format!("{href}/release"), &json!({})).await;
    assert_eq!(released.status, 204);
    let gone = client.get(href).await;
    assert_eq!(gone.status, 404);
    assert_eq!(
        gone.json()["message"],
        "The requested resource does not exist."
    );
}

#[tokio::test]
async fn a_network_with_servers_stays() {
    let client = Client::new().await;
    let networks = client.read(VA1).await;
    let unused = empty(&client).await;
    let used = list(&networks)
        .iter()
        .find(|network| !unused.contains(network))
        .unwrap();
    let path = format!("{VA1}/{}/release", id(used));
    assert_eq!(client.post(&path, &json!({})).await.status, 400);
    assert_eq!(client.read(VA1).await, networks);
}

#[tokio::test]
async fn networks_are_for_everyone_to_see_and_for_administrators_to_change() {
    let client = Client::new().await;
    let path = format!("{VA1}/{}", id(&empty(&client).await[0]));
    let operator = client.user("operator").await;
    let found = operator.read(&path).await;
    assert_eq!(link(&found, "self")["verbs"], json!(["GET"]));
    assert_eq!(link(&found, "release"), &Value::Null);
    let body = json!({"name": "x"});
    for (method, path) in [
        (Method::POST, format!("{VA1}/claim")),
        (Method::PUT, path.clone()),
        (Method::POST, format!("{path}/release")),
        (
            Method::POST,
            "/v2-experimental/firewallPolicies/SLIP/va1".to_owned(),
        ),
    ] {
        let answer = send(&operator, method, &path, &body).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    let other = client.user("other").await;
    assert_eq!(other.get(&path).await.status, 403);
    let own = path.replace("SLIP", "OTHR");
    assert_eq!(other.get(&own).await.status, 404);
    let nowhere = client
        .get("/v2-experimental/operations/SLIP/status/va1-1")
        .await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn a_firewall_policy_is_made_changed_and_deleted() {
    let client = Client::new().await;
    let all = "/v2-experimental/firewallPolicies/slip/VA1";
    let body = json!({"DestinationAccount": "SLIP", "source": ["10.0.0.0/24", "10.0.0.0/24"],
        "destination": ["10.1.0.0/24"], "ports": ["tcp/1-600", "icmp"], "enabled": null});
    let host = [
        ("content-type", "application/json"),
        ("host", "sim.example:9"),
    ];
    let answer = client
        .send(Method::POST, all, &host, &body.to_string())
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let href = link(&answer.json(), "self")["href"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(answer.headers["location"], href.as_str());
    let path = href.strip_prefix("http://sim.example:9").unwrap();
    let made = client.read(path).await;
    assert_eq!(
        (&made["enabled"], &made["status"]),
        (&json!(true), &json!("active"))
    );
    assert_eq!(
        (&made["destinationAccount"], &made["source"]),
        (&json!("slip"), &body["source"])
    );
    let change = json!({"enabled": false, "destinationAccount": null, "ports": ["udp/8080"]});
    let changed = send(&client, Method::PUT, path, &change).await;
    assert_eq!((changed.status.as_u16(), changed.text.as_str()), (204, ""));
    let found = client.read(path).await;
    assert_eq!(
        (&found["enabled"], &found["ports"]),
        (&json!(false), &json!(["udp/8080"]))
    );
    assert_eq!(
        (&found["destinationAccount"], &found["source"]),
        (&json!("slip"), &body["source"])
    );
    assert_eq!(
        list(&client.read(&format!("{all}?destinationAccount=slip")).await),
        [found]
    );
    assert_eq!(
        client.read(&format!("{all}?destinationAccount=othr")).await,
        json!([])
    );
    assert_eq!(client.send(Method::DELETE, path, &[], "").await.status, 204);
    assert_eq!(client.get(path).await.status, 404);
    assert_eq!(client.read(all).await, json!([]));
    let wrong =
        json!({"source": [], "destination": ["x"], "ports": ["tcp/9-1"], "enabled": "maybe"});
    let refused = client.post(all, &wrong).await;
    assert_eq!(refused.status, 400);
    for field in ["source", "destination", "ports", "enabled"] {
        let state = &refused.json()["modelState"];
        assert!(
            state[format!("body.{field}")].is_array(),
            "{field}: {state}"
        );
    }
}

#[tokio::test]
async fn a_policy_that_names_no_account_stays_within_its_own() {
    let client = Client::new().await;
    for (alias, account) in [
        ("SLIP", json!(null)),
        ("slip", json!("")),
        ("SLPB", json!(null)),
        ("SLIP", json!("sLiP")),
    ] {
        let all = format!("/v2-experimental/firewallPolicies/{alias}/VA1");
        let mut body = json!({"source": ["10.0.0.0/24"], "destination": ["10.1.0.0/24"],
            "ports": ["tcp/80"], "destinationAccount": account});
        for named in [true, false] {
            if !named {
                body.as_object_mut().unwrap().remove("destinationAccount");
            }
            let answer = client.post(&all, &body).await;
            assert_eq!(answer.status, 201, "{alias} {body}: {}", answer.text);
            let listed = client.read(&all).await;
            let made = list(&listed).last().unwrap();
            assert_eq!(made["destinationAccount"], alias.to_ascii_lowercase());
        }
    }
}
