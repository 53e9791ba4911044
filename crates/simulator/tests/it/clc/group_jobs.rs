//! Groups that are deleted, archived and brought back, and who may do it.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::groups::{group, make, named, read, send};
use crate::clc::support::{Client, keys, link, list, rels};

/// Longer than any of these jobs takes.
const LONG: f64 = 60.0;

/// A group that servers stand in, in a state to be archived.
async fn busy(client: &Client) -> Value {
    let calm = |group: &Value| {
        let servers = list(&group["servers"]);
        let calm = servers.iter().all(|server| server["status"] == "active");
        group["type"] == "default"
            && calm
            && !servers.is_empty()
            && group["name"] != "VA1 Hardware"
            && list(&group["groups"]).is_empty()
    };
    group(client, "va1", calm).await
}

#[tokio::test]
async fn a_deleted_group_takes_all_in_it_along() {
    let client = Client::new().await;
    let group = busy(&client).await;
    let id = group["id"].as_str().unwrap();
    let inner = make(&client, id, "inner").await;
    let before = client.tree("va1").await["serversCount"].as_u64().unwrap();
    let servers = list(&group["servers"])
        .iter()
        .map(|server| server["id"].as_str().unwrap());
    let servers: Vec<&str> = servers.collect();
    let path = format!("/v2/groups/SLIP/{id}");
    let answer = client.send(Method::DELETE, &path, &[], "").await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json()["rel"], "status");
    for server in &servers {
        assert_eq!(client.server(server).await["status"], "queuedForDelete");
    }
    client.advance(20.0).await;
    assert_eq!(read(&client, id).await["serversCount"], servers.len());
    client.advance(5.0).await;
    let job = answer.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.status(&job).await, "succeeded");
    for gone in [id, &inner] {
        let answer = client.get(&format!("/v2/groups/SLIP/{gone}")).await;
        assert_eq!(answer.status, 404);
    }
    for server in &servers {
        let answer = client.get(&format!("/v2/servers/SLIP/{server}")).await;
        assert_eq!(answer.status, 404);
    }
    let after = client.tree("va1").await;
    assert_eq!(after["serversCount"], before - servers.len() as u64);
    assert!(!after.to_string().contains(id));
    let answer = client.send(Method::DELETE, &path, &[], "").await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn an_archived_group_comes_back_with_its_servers() {
    let client = Client::new().await;
    let group = busy(&client).await;
    let id = group["id"].as_str().unwrap();
    let inner = make(&client, id, "inner").await;
    let server = list(&group["servers"])[0]["id"].as_str().unwrap();
    let href = link(&group, "archiveGroupAction")["href"].as_str().unwrap();
    let answer = client.post(href, &Value::Null).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["rel"]),
        (202, &json!("status"))
    );
    assert_eq!(client.server(server).await["status"], "active");
    client.advance(LONG).await;
    let found = client.server(server).await;
    assert_eq!(
        (&found["status"], &found["groupId"]),
        (&json!("archived"), &json!(id))
    );
    let archived = read(&client, id).await;
    assert_eq!(
        (&archived["type"], &archived["serversCount"]),
        (&json!("archive"), &json!(0))
    );
    assert!(!rels(&archived).contains(&"createServer"));
    let archive = named(&client, "va1", "Archive").await;
    assert_eq!(link(&archived, "parentGroup")["id"], archive.as_str());
    let href = link(&archived, "restore")["href"]
        .as_str()
        .unwrap()
        .to_owned();
    let (target, wrong) = (
        named(&client, "va1", "Default Group").await,
        json!({"targetGroupId": archive}),
    );
    for (path, body) in [
        (href.clone(), json!({})),
        (href.clone(), wrong),
        (href.replace(id, &inner), json!({"targetGroupId": target})),
        (href.replace(id, &target), json!({"targetGroupId": target})),
    ] {
        assert_eq!(client.post(&path, &body).await.status, 400, "{path} {body}");
    }
    let answer = client.post(&href, &json!({"TargetGroupId": target})).await;
    assert_eq!(answer.status, 202);
    let told = answer.json();
    assert_eq!(keys(&told), ["isQueued", "links"]);
    assert_eq!(rels(&told), ["self", "status"]);
    assert_eq!(client.server(server).await["status"], "queuedForRestore");
    client.advance(LONG).await;
    let back = client.server(server).await;
    assert_eq!(
        (&back["status"], &back["groupId"]),
        (&json!("active"), &json!(id))
    );
    assert_eq!(back["details"]["powerState"], "started");
    let back = read(&client, id).await;
    assert_eq!(
        (&back["type"], &link(&back, "parentGroup")["id"]),
        (&json!("default"), &json!(target))
    );
    assert_eq!(list(&back["groups"])[0]["type"], "default");
}

#[tokio::test]
async fn what_the_cloud_made_is_neither_deleted_nor_archived() {
    let client = Client::new().await;
    let root = client.tree("va1").await["id"].as_str().unwrap().to_owned();
    for group in [
        root,
        named(&client, "va1", "Archive").await,
        named(&client, "va1", "Templates").await,
    ] {
        let path = format!("/v2/groups/SLIP/{group}");
        let deleted = client.send(Method::DELETE, &path, &[], "").await;
        let archived = client.post(&format!("{path}/archive"), &Value::Null).await;
        for answer in [deleted, archived] {
            assert_eq!(answer.status, 400);
            assert!(answer.json()["modelState"][""].is_array());
        }
        let found = client.read(&path).await;
        assert_eq!(link(&found, "archiveGroupAction"), &Value::Null);
        assert_eq!(link(&found, "self")["verbs"], json!(["GET", "PATCH"]));
    }
}

#[tokio::test]
async fn only_administrators_change_groups() {
    let client = Client::new().await;
    let group = named(&client, "va1", "Default Group").await;
    let path = format!("/v2/groups/SLIP/{group}");
    for user in ["operator", "viewer"] {
        let user = client.user(user).await;
        let body = json!({"name": "x", "parentGroupId": group, "targetGroupId": group});
        for (method, path) in [
            (Method::POST, "/v2/groups/SLIP".to_owned()),
            (Method::PATCH, path.clone()),
            (Method::DELETE, path.clone()),
            (Method::POST, format!("{path}/archive")),
            (Method::POST, format!("{path}/restore/")),
        ] {
            let answer = send(&user, method.clone(), &path, &body).await;
            assert_eq!(answer.status, 403, "{method} {path}");
        }
        let found = user.read(&path).await;
        for link in list(&found["links"]) {
            let verbs = link.get("verbs").unwrap_or(&Value::Null);
            assert!(verbs.is_null() || *verbs == json!(["GET"]), "{link}");
        }
        assert!(!rels(&found).contains(&"archiveGroupAction"));
        assert!(!rels(&found).contains(&"createGroup"));
    }
    let other = client.user("other").await;
    assert_eq!(other.get(&path).await.status, 403);
}

#[tokio::test]
async fn a_server_that_takes_no_jobs_keeps_its_group() {
    let client = Client::new().await;
    let refusing = client.server("ca1slipref01").await;
    let group = refusing["groupId"].as_str().unwrap();
    let path = format!("/v2/groups/SLIP/{group}");
    let answer = client.send(Method::DELETE, &path, &[], "").await;
    assert_eq!(answer.status, 400);
    let said = answer.json()["modelState"][""][0]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(!said.is_empty());
    assert_eq!(
        client.server("ca1slipref01").await["status"],
        refusing["status"]
    );
}
