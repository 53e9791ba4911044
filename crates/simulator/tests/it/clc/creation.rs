//! Servers that are built: from templates and others, with all that can be wrong with them.

use serde_json::{Value, json};
use slipway_simulator::packages;

use crate::clc::support::{Answer, Client, keys, link};

const SERVERS: &str = "/v2/servers/SLIP";

/// A group of Virginia.
async fn group(client: &Client) -> Value {
    client.server("va1slipweb01").await["groupId"].clone()
}

/// A creation that nothing is wrong with, but for `more`.
async fn wanted(client: &Client, more: &Value) -> Value {
    let mut body = json!({"name": "new", "groupId": group(client).await,
        "sourceServerId": "CENTOS-6-64-TEMPLATE", "cpu": 1, "memoryGB": 2, "type": "standard"});
    let body_of = body.as_object_mut().unwrap();
    for (key, value) in more.as_object().unwrap() {
        body_of.insert(key.clone(), value.clone());
    }
    body
}

async fn create(client: &Client, more: &Value) -> Answer {
    client.post(SERVERS, &wanted(client, more).await).await
}

/// What is wrong with a creation: the fields.
async fn complaints(client: &Client, more: &Value) -> Vec<String> {
    let answer = create(client, more).await;
    assert_eq!(answer.status, 400, "{more}: {}", answer.text);
    let told = answer.json();
    assert_eq!(told["message"], "The request is invalid.");
    let keys = keys(&told["modelState"]).into_iter();
    keys.map(str::to_owned).collect()
}

/// The server that an answer to a creation leads to.
async fn built(client: &Client, answer: &Answer) -> Value {
    let told = answer.json();
    client
        .read(link(&told, "self")["href"].as_str().unwrap())
        .await
}

fn job_of(answer: &Answer) -> String {
    link(&answer.json(), "status")["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_server_is_built_while_its_job_runs() {
    let client = Client::new().await;
    let more = json!({"NAME": null, "name": "NEW", "Description": "Mine", "ttl": null,
        "unknown": 7, "additionalDisks": [{"path": "/data", "sizeGB": "10", "type": "partitioned"}],
        "ipAddress": "10.135.43.200", "MemoryGb": null});
    let answer = create(&client, &more).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    assert_eq!(keys(&answer.json()), ["server", "isQueued", "links"]);
    assert_eq!(answer.json()["server"], "new");
    let server = built(&client, &answer).await;
    assert_eq!(server["name"], "VA1SLIPNEW01");
    assert_eq!(server["status"], "underConstruction");
    assert_eq!(server["details"], Value::Null);
    client.advance(100.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "executing");
    client.advance(10.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "succeeded");
    let server = client.server("va1slipnew01").await;
    assert_eq!(server["status"], "active");
    assert_eq!(server["description"], "Mine");
    assert_eq!(server["os"], "centOS6_64Bit");
    assert_eq!(server["osType"], "CentOS 6 64-bit");
    let details = &server["details"];
    assert_eq!(
        details["ipAddresses"],
        json!([{"internal": "10.135.43.200"}])
    );
    assert_eq!(
        (&details["cpu"], &details["memoryMB"]),
        (&json!(1), &json!(2048))
    );
    assert_eq!(details["storageGB"], 27);
    assert_eq!(details["partitions"][3]["path"], "/data");
    let known = client
        .read("/v2/servers/SLIP/va1slipnew01/credentials")
        .await;
    assert!(known["password"].as_str().unwrap().starts_with("Sim-Root-"));
}

#[tokio::test]
async fn names_count_upwards_and_are_never_used_twice() {
    let client = Client::new().await;
    let mut names = Vec::new();
    for _ in 0..2 {
        let answer = create(&client, &json!({"name": "wEb"})).await;
        names.push(built(&client, &answer).await["name"].clone());
    }
    client.advance(120.0).await;
    let last = names[1].as_str().unwrap().to_owned();
    let path = format!("{SERVERS}/{last}");
    let gone = client
        .send(axum::http::Method::DELETE, &path, &[], "")
        .await;
    assert_eq!(gone.status, 202);
    client.advance(120.0).await;
    assert_eq!(client.get(&path).await.status, 404);
    let answer = create(&client, &json!({"name": "web"})).await;
    let next = built(&client, &answer).await["name"].clone();
    let number = |name: &Value| name.as_str().unwrap()[10..].parse::<u32>().unwrap();
    assert_eq!(number(&names[1]), number(&names[0]) + 1);
    assert_eq!(number(&next), number(&names[1]) + 1);
}

#[tokio::test]
async fn a_managed_server_is_worked_on_after_its_job() {
    let client = Client::new().await;
    let more = json!({"sourceServerId": "RHEL-6-64-TEMPLATE", "isManagedOS": "True"});
    let answer = create(&client, &more).await;
    client.advance(110.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "succeeded");
    let server = built(&client, &answer).await;
    assert_eq!(server["status"], "underConstruction");
    assert_eq!(server["isManagedOS"], true);
    client.advance(120.0).await;
    assert_eq!(built(&client, &answer).await["status"], "active");
}

#[tokio::test]
async fn packages_run_after_the_build_and_do_not_undo_it() {
    let client = Client::new().await;
    let package = json!([{"packageId": packages::ALWAYS_FAILS, "parameters": {}}]);
    let answer = create(&client, &json!({"packages": package})).await;
    client.advance(110.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "executing");
    assert_eq!(built(&client, &answer).await["status"], "active");
    client.advance(60.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "failed");
    assert_eq!(built(&client, &answer).await["status"], "active");
    let never = json!({"name": "nv", "sourceServerId": "NEVER-BUILDS-TEMPLATE"});
    let answer = create(&client, &never).await;
    client.advance(600.0).await;
    assert_eq!(client.status(&job_of(&answer)).await, "failed");
    let server = built(&client, &answer).await;
    assert_eq!(server["status"], "underConstruction");
}

#[tokio::test]
async fn a_copy_needs_the_password_of_its_source_and_has_it_too() {
    let client = Client::new().await;
    let source = client.server("va1slipdb01").await;
    let password = |id: &str| format!("{SERVERS}/{id}/credentials");
    let known = client.read(&password("va1slipdb01")).await["password"].clone();
    let more = json!({"name": "copy", "sourceServerId": "VA1SLIPDB01"});
    assert_eq!(
        complaints(&client, &more).await,
        ["body.sourceServerPassword"]
    );
    let mut wrong = more.clone();
    wrong["sourceServerPassword"] = json!("Wrong-Canary-1");
    assert_eq!(
        complaints(&client, &wrong).await,
        ["body.sourceServerPassword"]
    );
    let mut right = more;
    right["SourceServerPassword"] = known.clone();
    let answer = create(&client, &right).await;
    client.advance(120.0).await;
    let copy = built(&client, &answer).await;
    assert_eq!(copy["os"], source["os"]);
    assert_eq!(copy["details"]["disks"], source["details"]["disks"]);
    let id = copy["id"].as_str().unwrap();
    assert_eq!(client.read(&password(id)).await["password"], known);
}

#[tokio::test]
async fn every_field_that_is_wrong_is_named() {
    let client = Client::new().await;
    let answer = client.post(SERVERS, &json!({})).await;
    assert_eq!(answer.status, 400);
    let required = ["name", "groupId", "sourceServerId", "cpu", "memoryGB"];
    let state = answer.json()["modelState"].clone();
    assert_eq!(keys(&state), required.map(|key| format!("body.{key}")));
    assert_eq!(state["body.name"], json!(["The name field is required."]));
    let archive = client.tree("va1").await["groups"][0]["id"].clone();
    let disks = json!([{"path": "/etc", "sizeGB": 1, "type": "partitioned"}]);
    let nothing = json!([{"packageId": "nothing"}]);
    let fields = json!([{"id": "nothing", "value": "1"}]);
    for (more, field) in [
        (json!({"name": "longname"}), "name"),
        (json!({"name": "a b"}), "name"),
        (json!({"groupId": "nowhere"}), "groupId"),
        (json!({"groupId": archive}), "groupId"),
        (json!({"sourceServerId": "NOTHING"}), "sourceServerId"),
        (json!({"sourceServerId": "de1slipapi01"}), "sourceServerId"),
        (json!({"cpu": 17}), "cpu"),
        (json!({"memoryGB": "0"}), "memoryGB"),
        (json!({"type": "bareMetal"}), "type"),
        (
            json!({"sourceServerId": "DEBIAN-6-64-TEMPLATE", "type": "hyperscale"}),
            "type",
        ),
        (json!({"storageType": "tape"}), "storageType"),
        (json!({"storageType": "hyperscale"}), "storageType"),
        (
            json!({"sourceServerId": "DEBIAN-7-64-TEMPLATE", "isManagedOS": true}),
            "isManagedOS",
        ),
        (json!({"password": "short"}), "password"),
        (json!({"networkId": "nowhere"}), "networkId"),
        (json!({"ipAddress": "10.135.43.10"}), "ipAddress"),
        (json!({"ipAddress": "192.0.2.1"}), "ipAddress"),
        (json!({"primaryDns": "eight"}), "primaryDns"),
        (json!({"ttl": "2015-01-01T00:00:00Z"}), "ttl"),
        (json!({"ttl": "soon"}), "ttl"),
        (json!({"additionalDisks": disks}), "additionalDisks"),
        (json!({"customFields": fields}), "customFields"),
        (json!({"packages": nothing}), "packages[0].packageId"),
    ] {
        assert_eq!(complaints(&client, &more).await, [format!("body.{field}")]);
    }
    let package = json!([{"packageId": packages::SHOWCASE}]);
    let missing = complaints(&client, &json!({"packages": package})).await;
    assert_eq!(
        missing,
        ["body.packages[0].parameters.SLIP.Showcase.AdminPassword"]
    );
}

#[tokio::test]
async fn where_a_server_stands_decides_what_it_can_be() {
    let client = Client::new().await;
    let center = client.tree("ca1").await;
    let premium = json!({"groupId": center["id"], "storageType": "premium"});
    assert_eq!(complaints(&client, &premium).await, ["body.storageType"]);
    let other = client.user("other").await;
    let center = other.read("/v2/datacenters/OTHR/ca1?groupLinks=true").await;
    let mut body = wanted(&client, &json!({})).await;
    body["groupId"] = link(&center, "group")["id"].clone();
    let answer = other.post("/v2/servers/OTHR", &body).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.contains("not enabled"), "{}", answer.text);
}

#[tokio::test]
async fn a_server_with_a_time_to_live_goes_by_itself() {
    let client = Client::new().await;
    let now = client.read("/_sim/clock").await["now"].clone();
    let now: jiff::Timestamp = now.as_str().unwrap().parse().unwrap();
    let ttl = now + jiff::SignedDuration::from_hours(1);
    let answer = create(&client, &json!({"ttl": ttl.to_string()})).await;
    client.advance(3_500.0).await;
    assert_eq!(built(&client, &answer).await["status"], "active");
    client.advance(200.0).await;
    let told = answer.json();
    let own = link(&told, "self")["href"].as_str().unwrap();
    assert_eq!(client.get(own).await.status, 404);
}

#[tokio::test]
async fn only_administrators_build_and_forms_are_taken() {
    let client = Client::new().await;
    let group = group(&client).await;
    let form = format!(
        "Name=frm&GroupId={}&SourceServerId=ubuntu-14-64-template&CPU=2&MemoryGB=4",
        group.as_str().unwrap()
    );
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    for user in ["operator", "viewer"] {
        let user = client.user(user).await;
        let sent = user.send(axum::http::Method::POST, SERVERS, &kind, &form);
        assert_eq!(sent.await.status, 403);
    }
    let path = "/v2/servers/Slip/";
    let sent = client
        .send(axum::http::Method::POST, path, &kind, &form)
        .await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    // The alias comes back as it was sent, here only.
    let told = sent.json();
    let own = link(&told, "self")["href"].as_str().unwrap().to_owned();
    assert!(own.starts_with("/v2/servers/Slip/") && own.ends_with("?uuid=True"));
    let uuid = link(&told, "self")["id"].as_str().unwrap().to_uppercase();
    let found = client.read(&format!("{SERVERS}/{uuid}/?UUID=tRUE")).await;
    assert_eq!(found["name"], "VA1SLIPFRM01");
    assert_eq!(client.get(&format!("{SERVERS}/{uuid}")).await.status, 404);
}
