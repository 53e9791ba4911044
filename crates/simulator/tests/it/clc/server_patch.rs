//! Changes of a server: what is done at once, what takes a job, and what is refused.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, keys, link, list};

const SERVER: &str = "/v2/servers/SLIP/VA1SLIPDB01";

async fn patch(client: &Client, body: &Value) -> Answer {
    let kind = ("content-type", "application/json");
    let body = body.to_string();
    client.send(Method::PATCH, SERVER, &[kind], &body).await
}

fn set(member: &str, value: &Value) -> Value {
    json!({"op": "set", "member": member, "value": value})
}

async fn details(client: &Client) -> Value {
    client.server("va1slipdb01").await["details"].clone()
}

#[tokio::test]
async fn words_are_changed_at_once() {
    let client = Client::new().await;
    let before = client.server("va1slipdb01").await;
    let group = client.server("va1slipweb01").await["groupId"].clone();
    let fields = client.read("/v2/accounts/SLIP/customFields").await;
    let values = json!([{"id": fields[0]["id"], "value": "Mara"},
        {"Id": fields[2]["id"], "VALUE": true, "unknown": null}]);
    let body = json!([set("description", &json!("Renamed")),
        {"OP": "SET", "Member": "GroupId", "VALUE": group, "more": 7},
        set("customFields", &values)]);
    let answer = patch(&client, &body).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    let server = client.server("va1slipdb01").await;
    assert_eq!(server["description"], "Renamed");
    assert_eq!(server["groupId"], group);
    let shown = list(&server["details"]["customFields"]).iter();
    let shown: Vec<_> = shown.map(|field| field["displayValue"].clone()).collect();
    assert_eq!(shown, ["Mara", "true"]);
    assert_eq!(server["changeInfo"]["modifiedBy"], "admin.slip");
    let tree = client.tree("va1").await.to_string();
    assert_eq!(tree.matches("\"name\":\"VA1SLIPDB01\"").count(), 1);
    assert_ne!(before["groupId"], group);
}

#[tokio::test]
async fn hardware_is_changed_when_its_job_has_ended() {
    let client = Client::new().await;
    let before = details(&client).await;
    let mut disks: Vec<Value> = list(&before["disks"])[..3]
        .iter()
        .map(|disk| json!({"diskId": disk["id"], "sizeGB": disk["sizeGB"]}))
        .collect();
    disks.push(json!({"path": "/logs", "sizeGB": 7, "type": "partitioned"}));
    let body = json!([
        set("cpu", &json!("4")),
        set("memory", &json!(64)),
        set("disks", &json!(disks)),
        set("description", &json!("At once"))
    ]);
    let answer = patch(&client, &body).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    assert_eq!(keys(&answer.json()), ["rel", "href", "id"]);
    let server = client.server("va1slipdb01").await;
    assert_eq!(server["description"], "At once");
    assert_eq!(server["details"], before);
    client.advance(60.0).await;
    let job = answer.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.status(&job).await, "succeeded");
    let after = details(&client).await;
    assert_eq!(
        (&after["cpu"], &after["memoryMB"]),
        (&json!(4), &json!(65_536))
    );
    // The disk that was not listed is gone; the new one has a number of its own.
    let ids: Vec<_> = list(&after["disks"])
        .iter()
        .map(|d| d["id"].clone())
        .collect();
    assert_eq!(ids, ["0:0", "0:1", "0:2", "0:4"]);
    assert!(after["partitions"].to_string().contains("/logs"));
    assert!(!after["partitions"].to_string().contains("/data"));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let client = Client::new().await;
    let known = async || {
        let known = client.read(&format!("{SERVER}/credentials")).await;
        known["password"].as_str().unwrap().to_owned()
    };
    let change = |current: &str, new: &str| {
        json!([set(
            "password",
            &json!({"current": current, "password": new})
        )])
    };
    let first = known().await;
    for (current, new) in [("wrong", "New-Password-1"), (first.as_str(), "weak")] {
        let refused = patch(&client, &change(current, new)).await;
        assert_eq!(refused.status, 400);
        assert_eq!(keys(&refused.json()["modelState"]), ["body.password"]);
        assert!(!refused.text.contains(current) && !refused.text.contains(new));
    }
    let answer = patch(&client, &change(&first, "New-Password-1")).await;
    assert_eq!(answer.status, 202);
    assert_eq!(known().await, first);
    client.advance(60.0).await;
    assert_eq!(known().await, "New-Password-1");
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_of_it_done() {
    let client = Client::new().await;
    let before = client.server("va1slipdb01").await;
    let far = client.server("de1slipapi01").await["groupId"].clone();
    let fields = client.read("/v2/accounts/SLIP/customFields").await;
    let odd = json!([{"id": fields[1]["id"], "value": "Premium"}]);
    let small = json!([{"diskId": "0:0", "sizeGB": 1}, {"diskId": "0:1", "sizeGB": 2},
        {"diskId": "0:2", "sizeGB": 1}]);
    for (member, value) in [
        ("cpu", json!(0)),
        ("cpu", json!("many")),
        ("memory", json!(129)),
        ("disks", small),
        ("disks", json!([])),
        ("groupId", json!("nowhere")),
        ("groupId", far),
        ("customFields", odd),
        ("customFields", json!(null)),
        ("colour", json!("blue")),
    ] {
        let body = json!([set("description", &json!("Half")), set(member, &value)]);
        let answer = patch(&client, &body).await;
        assert_eq!(answer.status, 400, "{member}: {}", answer.text);
        let state = &answer.json()["modelState"];
        assert_eq!(keys(state), [format!("body.{member}")]);
    }
    for body in [
        json!([]),
        json!({}),
        json!([{"op": "remove", "member": "cpu"}]),
    ] {
        assert_eq!(patch(&client, &body).await.status, 400, "{body}");
    }
    assert_eq!(client.server("va1slipdb01").await, before);
    for user in ["operator", "viewer"] {
        let user = client.user(user).await;
        let body = json!([set("description", &json!("Mine"))]);
        assert_eq!(patch(&user, &body).await.status, 403);
        let seen = user.server("va1slipdb01").await;
        assert_eq!(link(&seen, "self")["verbs"], json!(["GET"]));
        assert_eq!(link(&seen, "credentials"), &Value::Null);
    }
}

#[tokio::test]
async fn an_archived_server_can_be_described_and_nothing_else() {
    let client = Client::new().await;
    client.operation("archive", &["va1slipdb01"]).await;
    client.advance(60.0).await;
    let before = client.server("va1slipdb01").await;
    assert_eq!(before["status"], "archived");
    let group = client.server("va1slipweb01").await["groupId"].clone();
    for (member, value) in [("cpu", json!(2)), ("groupId", group)] {
        let answer = patch(&client, &json!([set(member, &value)])).await;
        assert_eq!(answer.status, 400, "{member}");
        assert_eq!(keys(&answer.json()["modelState"]), [""]);
    }
    assert_eq!(client.server("va1slipdb01").await, before);
    let words = json!([set("description", &json!("On ice"))]);
    assert_eq!(patch(&client, &words).await.status, 204);
    assert_eq!(client.server("va1slipdb01").await["description"], "On ice");
}
