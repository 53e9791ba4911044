//! Maintenance, archive and snapshots: what is taken, when it shows, and who may.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, entry, link, list};

/// Longer than any of these jobs takes.
const LONG: f64 = 60.0;

async fn maintained(client: &Client, id: &str) -> Value {
    client.server(id).await["details"]["inMaintenanceMode"].clone()
}

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    client.send(method, path, &json, &body.to_string()).await
}

#[tokio::test]
async fn maintenance_is_set_for_all_or_for_each() {
    let client = Client::new().await;
    let (one, two) = ("va1slipweb01", "va1slipweb02");
    let answer = client.operation("startMaintenance", &[one, two]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(maintained(&client, one).await, false);
    client.advance(LONG).await;
    assert_eq!(maintained(&client, one).await, true);
    let again = client.operation("startMaintenance", &[one]).await;
    assert_eq!(again.status, 400);
    assert_eq!(
        again.json()[0]["errorMessage"],
        "The server already in desired state."
    );
    let mixed = json!({"Servers": [
        {"id": one, "inMaintenanceMode": "False"},
        {"ID": "VA1SLIPAPP01", "InMaintenanceMode": true},
    ]});
    let path = "/v2/operations/SLIP/servers/setMaintenance";
    let answer = client.post(path, &mixed).await;
    assert_eq!(list(&answer.json()).len(), 2, "{}", answer.text);
    client.operation("stopMaintenance", &[two]).await;
    client.advance(LONG).await;
    assert_eq!(maintained(&client, one).await, false);
    assert_eq!(maintained(&client, two).await, false);
    assert_eq!(maintained(&client, "va1slipapp01").await, true);
    for wrong in [
        json!({}),
        json!({"servers": [{"id": one}]}),
        json!({"servers": [{"id": one, "inMaintenanceMode": "perhaps"}]}),
    ] {
        assert_eq!(client.post(path, &wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_server_goes_to_the_archive_and_comes_back() {
    let client = Client::new().await;
    let id = "va1slipweb01";
    let home = client.server(id).await["groupId"].clone();
    assert_eq!(client.operation("archive", &[id]).await.status, 200);
    client.operation("powerOff", &[id]).await;
    assert_eq!(client.server(id).await["status"], "active");
    client.advance(LONG).await;
    let archived = client.server(id).await;
    assert_eq!(archived["status"], "archived");
    assert_ne!(archived["groupId"], home);
    assert_eq!(archived["changeInfo"]["modifiedBy"], "admin.slip");
    let href = link(&archived, "restore")["href"].as_str().unwrap();
    let archive = json!({"targetGroupId": archived["groupId"]});
    for wrong in [json!({}), json!({"targetGroupId": "x"}), archive] {
        let answer = client.post(href, &wrong).await;
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.json()["modelState"]["body.targetGroupId"].is_array());
    }
    let back = json!({"TargetGroupId": home});
    let answer = client.post(href, &back).await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json()["rel"], "status");
    assert_eq!(client.server(id).await["status"], "queuedForRestore");
    assert_eq!(client.post(href, &back).await.status, 400);
    client.advance(LONG).await;
    let restored = client.server(id).await;
    assert_eq!(
        (&restored["status"], &restored["groupId"]),
        (&json!("active"), &home)
    );
    assert_eq!(restored["details"]["powerState"], "started");
    let found = client.servers("va1").await;
    let times = found.iter().filter(|server| server["id"] == id).count();
    assert_eq!(times, 1);
}

#[tokio::test]
async fn a_snapshot_replaces_the_one_before_and_ends_by_itself() {
    let client = Client::new().await;
    let id = "va1slipweb01";
    let path = "/v2/operations/SLIP/servers/createSnapshot";
    let snapshots = async || client.server(id).await["details"]["snapshots"].clone();
    let body = json!({"snapshotExpirationDays": "2", "serverIds": [id]});
    let answer = client.post(path, &body).await;
    assert_eq!(entry(&answer.json(), id)["isQueued"], true);
    assert_eq!(snapshots().await, json!([]));
    client.advance(LONG).await;
    let first = snapshots().await;
    let href = |snapshots: &Value, rel: &str| {
        let href = &link(&snapshots[0], rel)["href"];
        href.as_str().unwrap().to_owned()
    };
    assert!(href(&first, "delete").ends_with("/snapshots/1"));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let ids = format!("serverIds={id}");
    let answer = client.send(Method::POST, path, &form, &ids).await;
    assert_eq!(answer.status, 200);
    client.advance(LONG).await;
    let second = snapshots().await;
    assert!(href(&second, "delete").ends_with("/snapshots/2"));
    assert_ne!(first[0]["name"], second[0]["name"]);
    let revert = client.post(&href(&second, "restore"), &json!({})).await;
    assert_eq!(
        (revert.status.as_u16(), &revert.json()["rel"]),
        (200, &json!("status"))
    );
    // The first was to be kept for two days, the second for ten.
    client.advance(3.0 * 86_400.0).await;
    let client = client.user("admin").await;
    assert_eq!(list(&snapshots_of(&client, id).await).len(), 1);
    client.advance(8.0 * 86_400.0).await;
    let client = client.user("admin").await;
    assert_eq!(snapshots_of(&client, id).await, json!([]));
    for days in [json!(0), json!(11), json!("x"), json!([])] {
        let body = json!({"snapshotExpirationDays": days, "serverIds": [id]});
        let answer = client.post(path, &body).await;
        let state = &answer.json()["modelState"];
        assert!(state["body.snapshotExpirationDays"].is_array(), "{days}");
    }
}

async fn snapshots_of(client: &Client, id: &str) -> Value {
    client.server(id).await["details"]["snapshots"].clone()
}

#[tokio::test]
async fn a_snapshot_is_deleted_by_its_number() {
    let client = Client::new().await;
    let found = client.servers("va1").await;
    let holds = |server: &&Value| !list(&server["details"]["snapshots"]).is_empty();
    let server = found.iter().find(holds).unwrap();
    let id = server["id"].as_str().unwrap();
    let path = |number: &str| format!("/v2/servers/SLIP/{id}/snapshots/{number}");
    for number in ["2", "01", "x"] {
        let answer = send(&client, Method::DELETE, &path(number), &Value::Null).await;
        assert_eq!(answer.status, 404, "{number}");
    }
    let answer = send(&client, Method::DELETE, &path("1"), &Value::Null).await;
    assert_eq!(answer.status, 200);
    assert_eq!(list(&snapshots_of(&client, id).await).len(), 1);
    client.advance(LONG).await;
    assert_eq!(snapshots_of(&client, id).await, json!([]));
}

#[tokio::test]
async fn operators_maintain_and_only_administrators_archive() {
    let client = Client::new().await;
    let (operator, viewer) = (client.user("operator").await, client.user("viewer").await);
    let id = "va1slipweb01";
    for (name, status) in [("startMaintenance", 200), ("archive", 403)] {
        assert_eq!(operator.operation(name, &[id]).await.status, status);
        assert_eq!(viewer.operation(name, &[id]).await.status, 403);
    }
    let body = json!({"serverIds": [id]});
    let path = "/v2/operations/SLIP/servers/createSnapshot";
    assert_eq!(operator.post(path, &body).await.status, 403);
    for path in ["restore", "snapshots/1/restore"] {
        let path = format!("/v2/servers/SLIP/{id}/{path}");
        assert_eq!(operator.post(&path, &json!({})).await.status, 403);
    }
    let refusing = client.operation("archive", &["ca1slipref01"]).await;
    assert_eq!(refusing.status, 400);
}
