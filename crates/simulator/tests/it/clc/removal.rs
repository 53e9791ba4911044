//! Servers that are deleted: when they are gone, and which may not be.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, keys, link};

async fn delete(client: &Client, path: &str) -> Answer {
    client.send(Method::DELETE, path, &[], "").await
}

#[tokio::test]
async fn a_deleted_server_is_gone_when_its_job_has_ended() {
    let client = Client::new().await;
    let before = client.tree("va1").await["serversCount"].as_u64().unwrap();
    client.operation("archive", &["va1slipweb01"]).await;
    let path = "/v2/servers/SLIP/VA1SLIPWEB01/";
    let answer = delete(&client, path).await;
    assert_eq!(answer.status, 202);
    let told = answer.json();
    assert_eq!(keys(&told), ["server", "isQueued", "links"]);
    assert_eq!(told["server"], "va1slipweb01");
    let server = client.server("va1slipweb01").await;
    assert_eq!(server["status"], "queuedForDelete");
    assert_eq!(delete(&client, path).await.status, 400);
    // Longer than the archive job, which must not bring it back, and less than the deletion.
    client.advance(60.0).await;
    let server = client.server("va1slipweb01").await;
    assert_eq!(server["status"], "queuedForDelete");
    client.advance(10.0).await;
    let job = link(&told, "status")["id"].as_str().unwrap();
    assert_eq!(client.status(job).await, "succeeded");
    assert_eq!(client.get(path).await.status, 404);
    assert_eq!(delete(&client, path).await.status, 404);
    let after = client.tree("va1").await;
    assert_eq!(after["serversCount"], before - 1);
    assert!(!after.to_string().contains("va1slipweb01"));
    let refused = client.operation("powerOn", &["va1slipweb01"]).await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn only_administrators_delete_and_only_what_is_at_rest() {
    let client = Client::new().await;
    let path = "/v2/servers/SLIP/va1slipweb01";
    for user in ["operator", "viewer"] {
        let user = client.user(user).await;
        assert_eq!(delete(&user, path).await.status, 403);
    }
    for center in ["va1", "de1", "ca1"] {
        for server in client.servers(center).await {
            let status = server["status"].as_str().unwrap();
            let id = server["id"].as_str().unwrap();
            if status == "active" && !id.contains("ref") {
                continue;
            }
            let answer = delete(&client, &format!("/v2/servers/SLIP/{id}")).await;
            if status == "archived" {
                assert_eq!(answer.status, 202, "{id}");
            } else {
                assert_eq!(answer.status, 400, "{id}");
                let state: Value = answer.json()["modelState"][""].clone();
                assert_ne!(state, json!(null), "{id}");
            }
        }
    }
    assert_eq!(client.server("va1slipweb01").await["status"], "active");
}
