//! Groups that are made, changed, moved, deleted, archived and brought back.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, keys, link, list, rels, walk};

/// Longer than any of these jobs takes.
const LONG: f64 = 60.0;

pub(crate) async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    client.send(method, path, &json, &body.to_string()).await
}

async fn patch(client: &Client, group: &str, steps: &Value) -> Answer {
    let path = format!("/v2/groups/slip/{group}");
    send(client, Method::PATCH, &path, steps).await
}

/// The first group of a data center of which this holds.
pub(crate) async fn group(client: &Client, center: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let mut found = Value::Null;
    walk(&client.tree(center).await, &mut |group| {
        if found.is_null() && fits(group) {
            found = group.clone();
        }
    });
    assert!(!found.is_null(), "{center} has no such group");
    found
}

/// The id of the group with this name.
pub(crate) async fn named(client: &Client, center: &str, name: &str) -> String {
    let found = group(client, center, |group| group["name"] == name).await;
    found["id"].as_str().unwrap().to_owned()
}

async fn read(client: &Client, group: &str) -> Value {
    client.read(&format!("/v2/groups/SLIP/{group}")).await
}

async fn make(client: &Client, parent: &str, name: &str) -> String {
    let body = json!({"name": name, "parentGroupId": parent});
    let answer = client.post("/v2/groups/SLIP", &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

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
async fn a_group_is_made_where_it_is_wanted() {
    let client = Client::new().await;
    let parent = named(&client, "va1", "Default Group").await;
    let body = json!({"Name": "New <b>", "Description": "for \"tests\"", "ParentGroupID": parent.to_uppercase(),
        "customFields": null, "unknown": {"a": 1}});
    let answer = client.post("/v2/groups/slip/", &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let made = answer.json();
    let told = [
        "id",
        "name",
        "description",
        "locationId",
        "type",
        "status",
        "groups",
        "links",
    ];
    assert_eq!(keys(&made)[..8], told);
    let id = made["id"].as_str().unwrap();
    let location = answer.headers["location"].to_str().unwrap();
    assert_eq!(location, format!("/v2/groups/slip/{id}"));
    let found = client.read(location).await;
    assert_eq!(
        (
            &found["name"],
            &found["description"],
            &found["serversCount"]
        ),
        (&json!("New <b>"), &json!("for \"tests\""), &json!(0))
    );
    assert_eq!(link(&found, "parentGroup")["id"], parent.as_str());
    assert_eq!(found["changeInfo"]["createdBy"], "admin.slip");
    let above = read(&client, &parent).await;
    assert!(list(&above["groups"]).contains(&found));
    let twin = make(&client, &parent, "New <b>").await;
    assert_ne!(twin, id);
}

#[tokio::test]
async fn a_form_makes_a_group_too() {
    let client = Client::new().await;
    let parent = named(&client, "de1", "Default Group").await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("name=From+a+form&description=&parentGroupId={parent}");
    let answer = client.send(Method::POST, "/v2/groups/SLIP/", &form, &body);
    let answer = answer.await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let made = answer.json();
    assert_eq!(made["name"], "From a form");
    assert_eq!(
        (made.get("description"), &made["locationId"]),
        (None, &json!("DE1"))
    );
}

#[tokio::test]
async fn a_group_that_cannot_be_is_refused_field_by_field() {
    let client = Client::new().await;
    let archive = named(&client, "va1", "Archive").await;
    for (body, field) in [
        (json!({"parentGroupId": "x"}), "body.name"),
        (json!({"name": " ", "parentGroupId": "x"}), "body.name"),
        (json!({"name": "a"}), "body.parentGroupId"),
        (
            json!({"name": "a", "parentGroupId": "nowhere"}),
            "body.parentGroupId",
        ),
        (
            json!({"name": "a", "parentGroupId": archive}),
            "body.parentGroupId",
        ),
        (
            json!({"name": "a", "parentGroupId": archive, "customFields": "x"}),
            "body.customFields",
        ),
        (json!([]), "body.name"),
    ] {
        let answer = client.post("/v2/groups/SLIP", &body).await;
        assert_eq!(answer.status, 400, "{body}");
        let state = &answer.json()["modelState"];
        assert!(state[field].is_array(), "{body}: {state}");
    }
}

#[tokio::test]
async fn changes_are_made_all_or_none() {
    let client = Client::new().await;
    let home = named(&client, "va1", "Default Group").await;
    let (one, two) = (
        make(&client, &home, "one").await,
        make(&client, &home, "two").await,
    );
    let steps = json!([
        {"op": "set", "member": "name", "value": "renamed"},
        {"Op": "SET", "Member": "Description", "Value": "described"},
        {"op": "set", "member": "parentGroupId", "value": two.to_uppercase(), "extra": null},
    ]);
    let answer = patch(&client, &one.to_uppercase(), &steps).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    let found = read(&client, &one).await;
    assert_eq!(
        (&found["name"], &found["description"]),
        (&json!("renamed"), &json!("described"))
    );
    assert_eq!(link(&found, "parentGroup")["id"], two.as_str());
    assert_eq!(found["changeInfo"]["modifiedBy"], "admin.slip");
    assert_eq!(list(&read(&client, &two).await["groups"]), [found]);
    let half = json!([
        {"op": "set", "member": "name", "value": "half"},
        {"op": "set", "member": "parentGroupId", "value": "nowhere"},
    ]);
    assert_eq!(patch(&client, &one, &half).await.status, 400);
    assert_eq!(read(&client, &one).await["name"], "renamed");
    let empty = json!([{"op": "set", "member": "description", "value": ""}]);
    assert_eq!(patch(&client, &one, &empty).await.status, 204);
    assert_eq!(read(&client, &one).await.get("description"), None);
}

#[tokio::test]
async fn changes_that_make_no_sense_are_refused() {
    let client = Client::new().await;
    let home = named(&client, "va1", "Default Group").await;
    let (one, root) = (make(&client, &home, "one").await, client.tree("va1").await);
    let below = make(&client, &one, "below").await;
    let (root, elsewhere) = (
        root["id"].as_str().unwrap(),
        named(&client, "de1", "Default Group").await,
    );
    let archive = named(&client, "va1", "Archive").await;
    let to = |group: &str| json!([{"op": "set", "member": "parentGroupId", "value": group}]);
    for (group, steps, field) in [
        (one.as_str(), to(&one), "body.parentGroupId"),
        (one.as_str(), to(&below), "body.parentGroupId"),
        (one.as_str(), to(&elsewhere), "body.parentGroupId"),
        (one.as_str(), to(&archive), "body.parentGroupId"),
        (root, to(&one), "body.parentGroupId"),
        (archive.as_str(), to(&one), "body.parentGroupId"),
        (
            one.as_str(),
            json!([{"op": "set", "member": "name", "value": ""}]),
            "body.name",
        ),
        (
            one.as_str(),
            json!([{"op": "set", "member": "colour", "value": 1}]),
            "body.member",
        ),
        (
            one.as_str(),
            json!([{"op": "remove", "member": "name"}]),
            "body.op",
        ),
        (one.as_str(), json!([]), "body"),
        (one.as_str(), json!({"op": "set"}), "body"),
    ] {
        let answer = patch(&client, group, &steps).await;
        assert_eq!(answer.status, 400, "{steps}");
        let state = &answer.json()["modelState"];
        assert!(state[field].is_array(), "{steps}: {state}");
    }
    let steps = json!([{"op": "set", "member": "name", "value": "x"}]);
    assert_eq!(patch(&client, "nowhere", &steps).await.status, 404);
    assert_eq!(patch(&client, &archive, &steps).await.status, 204);
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

#[tokio::test]
async fn a_group_has_the_custom_fields_of_its_account() {
    let client = Client::new().await;
    let fields = client.read("/v2/accounts/SLIP/customFields").await;
    let option = list(&fields).iter().find(|field| field["type"] == "option");
    let option = option.unwrap();
    let choice = &option["options"][0];
    let given = json!([{"ID": option["id"], "Value": choice["name"]}]);
    let home = named(&client, "va1", "Default Group").await;
    let body = json!({"name": "tagged", "parentGroupId": home, "customFields": given});
    let made = client.post("/v2/groups/SLIP", &body).await.json();
    let value = json!([{"id": option["id"], "name": option["name"],
        "value": choice["name"], "displayValue": choice["value"]}]);
    assert_eq!(made["customFields"], value);
    let id = made["id"].as_str().unwrap();
    let set = |value: Value| json!([{"op": "set", "member": "customFields", "value": value}]);
    for wrong in [
        json!("x"),
        json!([{"id": "nowhere", "value": "x"}]),
        json!([{"id": option["id"], "value": "no choice"}]),
    ] {
        let answer = patch(&client, id, &set(wrong.clone())).await;
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.json()["modelState"]["body.customFields"].is_array());
    }
    assert_eq!(read(&client, id).await["customFields"], value);
    assert_eq!(patch(&client, id, &set(json!([]))).await.status, 204);
    assert_eq!(read(&client, id).await["customFields"], json!([]));
}
