//! Public addresses and further network cards of servers.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::groups::send;
use crate::clc::support::{Client, link, list};

/// As long as giving a public address takes, and a little more.
const LONG: f64 = 240.0;
const SERVER: &str = "va1slipapp01";

fn path(server: &str, rest: &str) -> String {
    format!("/v2/servers/SLIP/{server}/{rest}")
}

async fn addresses(client: &Client) -> Vec<Value> {
    let server = client.server(SERVER).await;
    list(&server["details"]["ipAddresses"]).to_vec()
}

/// The public addresses of all servers of an account, and one of its servers.
async fn public(client: &Client, alias: &str) -> (Vec<String>, String) {
    let (mut found, mut servers) = (Vec::new(), Vec::new());
    let centers = client.read(&format!("/v2/datacenters/{alias}")).await;
    for center in list(&centers) {
        let id = center["id"].as_str().unwrap();
        let center = format!("/v2/datacenters/{alias}/{id}?groupLinks=true");
        let root = link(&client.read(&center).await, "group")["href"].clone();
        let tree = format!("{}?serverDetail=detailed", root.as_str().unwrap());
        let mut groups = vec![client.read(&tree).await];
        while let Some(group) = groups.pop() {
            groups.extend(list(&group["groups"]).iter().cloned());
            for one in list(&group["servers"]) {
                let addresses = list(&one["details"]["ipAddresses"]).iter();
                found.extend(addresses.filter_map(|own| Some(own["public"].as_str()?.to_owned())));
                if one["status"] == "active" {
                    servers.push(one["id"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    (found, servers.swap_remove(0))
}

#[tokio::test]
async fn no_two_servers_of_any_accounts_have_one_public_address() {
    let client = Client::new().await;
    let mut all = Vec::new();
    for (user, alias) in [("admin", "SLIP"), ("other", "OTHR"), ("child", "SLPB")] {
        let client = client.user(user).await;
        let (_, server) = public(&client, alias).await;
        let path = format!("/v2/servers/{alias}/{server}/publicIPAddresses");
        let body = json!({"ports": [{"protocol": "TCP", "port": 80}]});
        for _ in 0..3 {
            assert_eq!(client.post(&path, &body).await.status, 202, "{alias}");
            client.advance(LONG).await;
        }
        let (found, _) = public(&client, alias).await;
        assert!(found.len() >= 3, "{alias}");
        all.extend(found);
    }
    let times = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), times);
}

#[tokio::test]
async fn a_public_address_is_given_changed_and_taken_away() {
    let client = Client::new().await;
    let before = addresses(&client).await;
    let body = json!({"internalIPAddress": null, "Ports": [{"protocol": "tcp", "port": "80"},
        {"Protocol": "Udp", "Port": 8080, "PortTo": 8081}, {"protocol": "ICMP", "port": 0}],
        "sourceRestrictions": [{"cidr": "70.100.60.0/24"}]});
    let answer = client
        .post(&path(SERVER, "publicIPAddresses/"), &body)
        .await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    let job = answer.json()["id"].as_str().unwrap().to_owned();
    let times: Vec<f64> = (0..=93).map(|poll| f64::from(poll) * 2.5).collect();
    let states = client.states(&job, &times).await;
    let resumed = states.iter().filter(|state| *state == "resumed").count();
    assert_eq!(
        (resumed, states.last().unwrap().as_str()),
        (13, "succeeded")
    );
    let after = addresses(&client).await;
    assert_eq!(after[..before.len()], before);
    let new = &after[before.len()];
    let (public, internal) = (
        new["public"].as_str().unwrap(),
        new["internal"].as_str().unwrap(),
    );
    let server = client.server(SERVER).await;
    let links = list(&server["links"]).iter();
    let link = links.clone().find(|link| link["id"] == public).unwrap();
    assert_eq!(link["verbs"], json!(["GET", "PUT", "DELETE"]));
    let href = link["href"].as_str().unwrap();
    let told = client.read(href).await;
    assert_eq!(told["internalIPAddress"], internal);
    assert_eq!(
        told["ports"],
        json!([{"protocol": "TCP", "port": 80}, {"protocol": "UDP", "port": 8080, "portTo": 8081},
            {"protocol": "ICMP", "port": 0}])
    );
    assert_eq!(told["sourceRestrictions"], body["sourceRestrictions"]);
    let change = json!({"ports": [{"protocol": "TCP", "port": 443}]});
    assert_eq!(send(&client, Method::PUT, href, &change).await.status, 202);
    assert_eq!(client.read(href).await, told);
    client.advance(LONG).await;
    let changed = client.read(href).await;
    assert_eq!(
        (&changed["ports"], &changed["sourceRestrictions"]),
        (&change["ports"], &json!([]))
    );
    let taken = client.send(Method::DELETE, href, &[], "").await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["rel"]),
        (202, &json!("status"))
    );
    client.advance(LONG).await;
    assert_eq!(addresses(&client).await, before);
    assert_eq!(client.get(href).await.status, 404);
}

#[tokio::test]
async fn a_public_address_can_lead_to_the_one_a_server_has() {
    let client = Client::new().await;
    let before = addresses(&client).await;
    assert_eq!(before[0].get("public"), None);
    let body = json!({"internalIPAddress": before[0]["internal"], "ports": [{"protocol": "TCP", "port": 22}]});
    let post = path(SERVER, "publicIPAddresses");
    client.post(&post, &body).await;
    client.advance(LONG).await;
    let after = addresses(&client).await;
    assert_eq!(
        (after.len(), &after[0]["internal"]),
        (1, &before[0]["internal"])
    );
    let again = client.post(&post, &body).await;
    assert_eq!(again.status, 400);
    assert!(again.json()["modelState"]["body.internalIPAddress"].is_array());
    let href = path(
        SERVER,
        &format!("publicIPAddresses/{}", after[0]["public"].as_str().unwrap()),
    );
    client.send(Method::DELETE, &href, &[], "").await;
    client.advance(LONG).await;
    assert_eq!(addresses(&client).await, before);
}

#[tokio::test]
async fn a_single_port_is_said_in_many_ways_and_told_in_one() {
    let client = Client::new().await;
    for protocol in ["TCP", "udp"] {
        for port_to in [
            json!(0),
            json!("0"),
            json!(null),
            json!(""),
            json!(443),
            json!("443"),
            json!(0.0),
        ] {
            let client = Client {
                router: Client::new().await.router,
                token: client.token.clone(),
            };
            let before = addresses(&client).await.len();
            let body = json!({"ports": [{"protocol": protocol, "port": 443, "portTo": port_to}]});
            let given = client.post(&path(SERVER, "publicIPAddresses"), &body).await;
            assert_eq!(given.status, 202, "{body}: {}", given.text);
            client.advance(LONG).await;
            let new = addresses(&client).await[before].clone();
            let public = new["public"].as_str().unwrap();
            let href = path(SERVER, &format!("publicIPAddresses/{public}"));
            let told = client.read(&href).await["ports"].clone();
            let single = json!([{"protocol": protocol.to_uppercase(), "port": 443}]);
            assert_eq!(told, single, "{body}");
            let changed = send(&client, Method::PUT, &href, &body).await;
            assert_eq!(changed.status, 202, "{body}: {}", changed.text);
        }
    }
}

#[tokio::test]
async fn public_addresses_that_cannot_be_are_refused() {
    let client = Client::new().await;
    let port = json!([{"protocol": "TCP", "port": 80}]);
    for (body, field) in [
        (json!({}), "body.ports"),
        (json!({"ports": []}), "body.ports"),
        (
            json!({"ports": [{"protocol": "SCTP", "port": 80}]}),
            "body.ports",
        ),
        (json!({"ports": [{"protocol": "TCP"}]}), "body.ports"),
        (
            json!({"ports": [{"protocol": "TCP", "port": 70_000}]}),
            "body.ports",
        ),
        (
            json!({"ports": [{"protocol": "TCP", "port": 80, "portTo": 79}]}),
            "body.ports",
        ),
        (
            json!({"ports": [{"protocol": "TCP", "port": 80, "portTo": "all"}]}),
            "body.ports",
        ),
        (
            json!({"ports": [{"protocol": "TCP", "port": 80, "portTo": 80.5}]}),
            "body.ports",
        ),
        (
            json!({"ports": port, "internalIPAddress": "10.9.9.9"}),
            "body.internalIPAddress",
        ),
        (
            json!({"ports": port, "sourceRestrictions": [{"cidr": "x"}]}),
            "body.sourceRestrictions",
        ),
    ] {
        let answer = client.post(&path(SERVER, "publicIPAddresses"), &body).await;
        assert_eq!(answer.status, 400, "{body}");
        let state = &answer.json()["modelState"];
        assert!(state[field].is_array(), "{body}: {state}");
    }
    let body = json!({"ports": port});
    let operator = client.user("operator").await;
    assert_eq!(
        operator
            .post(&path(SERVER, "publicIPAddresses"), &body)
            .await
            .status,
        403
    );
    let nobody = client
        .post(&path("va1slipgone01", "publicIPAddresses"), &body)
        .await;
    assert_eq!(nobody.status, 404);
    let unknown = send(
        &client,
        Method::PUT,
        &path(SERVER, "publicIPAddresses/1.2.3.4"),
        &body,
    )
    .await;
    assert_eq!(unknown.status, 404);
    let refusing = client
        .post(&path("ca1slipref01", "publicIPAddresses"), &body)
        .await;
    assert_eq!(refusing.status, 400);
    for server in client.servers("va1").await {
        if server["status"] != "active" {
            let id = server["id"].as_str().unwrap();
            let answer = client.post(&path(id, "publicIPAddresses"), &body).await;
            assert_eq!(answer.status, 400, "{id}");
        }
    }
}

#[tokio::test]
async fn a_network_card_comes_and_goes() {
    let client = Client::new().await;
    let networks = client.read("/v2-experimental/networks/SLIP/va1").await;
    // The last one has no servers.
    let network = list(&networks).last().unwrap()["id"].as_str().unwrap();
    let host = [
        ("content-type", "application/json"),
        ("host", "sim.example:9"),
    ];
    let body = json!({"NetworkId": network.to_uppercase(), "ipAddress": null}).to_string();
    let cards = async || client.server(SERVER).await["details"]["secondaryIPAddresses"].clone();
    let before = cards().await;
    let answer = client
        .send(
            Method::POST,
            "/v2/servers/sLip/VA1SLIPAPP01/networks",
            &host,
            &body,
        )
        .await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    let told = answer.json();
    let uri = told["uri"].as_str().unwrap();
    let status = uri.strip_prefix("http://sim.example:9").unwrap();
    let operation = told["operationId"].as_str().unwrap();
    assert_eq!(
        status,
        format!("/v2-experimental/operations/sLip/status/{operation}")
    );
    assert_eq!(client.read(status).await, json!({"status": "queued"}));
    client.advance(20.0).await;
    assert_eq!(client.read(status).await, json!({"status": "running"}));
    assert_eq!(cards().await, before);
    client.advance(40.0).await;
    assert_eq!(client.read(status).await, json!({"status": "succeeded"}));
    let after = cards().await;
    assert_eq!(list(&after).len(), list(&before).len() + 1);
    let claimed = format!("/v2-experimental/networks/SLIP/va1/{network}/ipAddresses");
    let claimed = client.read(&claimed).await;
    assert_eq!(claimed[0]["server"], SERVER.to_uppercase());
    assert_eq!(claimed[0]["primary"], false);
    let twice = client
        .send(Method::POST, &path(SERVER, "networks"), &host, &body)
        .await;
    assert_eq!(twice.status, 400);
    let own = path(SERVER, &format!("networks/{network}"));
    assert_eq!(client.send(Method::DELETE, &own, &[], "").await.status, 202);
    client.advance(60.0).await;
    assert_eq!(cards().await, before);
    assert_eq!(client.send(Method::DELETE, &own, &[], "").await.status, 400);
}

#[tokio::test]
async fn network_cards_that_cannot_be_are_refused() {
    let client = Client::new().await;
    let networks = client.read("/v2-experimental/networks/SLIP/va1").await;
    let spare = list(&networks).last().unwrap();
    let elsewhere = client.read("/v2-experimental/networks/SLIP/de1").await;
    for (body, field) in [
        (json!({}), "body.networkId"),
        (json!({"networkId": "nowhere"}), "body.networkId"),
        (json!({"networkId": elsewhere[0]["id"]}), "body.networkId"),
        (
            json!({"networkId": spare["id"], "ipAddress": "10.9.9.9"}),
            "body.ipAddress",
        ),
    ] {
        let answer = client.post(&path(SERVER, "networks"), &body).await;
        assert_eq!(answer.status, 400, "{body}");
        let state = &answer.json()["modelState"];
        assert!(state[field].is_array(), "{body}: {state}");
    }
    let gateway = spare["gateway"].as_str().unwrap();
    let wanted = format!("{}77", gateway.strip_suffix('1').unwrap());
    let body = json!({"networkId": spare["id"], "ipAddress": wanted});
    let operator = client.user("operator").await;
    assert_eq!(
        operator.post(&path(SERVER, "networks"), &body).await.status,
        403
    );
    assert_eq!(
        client.post(&path(SERVER, "networks"), &body).await.status,
        202
    );
    client.advance(60.0).await;
    let server = client.server(SERVER).await;
    let cards = list(&server["details"]["secondaryIPAddresses"]);
    assert!(cards.iter().any(|card| card["internal"] == wanted.as_str()));
    assert_eq!(link(&server, "account")["id"], "slip");
}
