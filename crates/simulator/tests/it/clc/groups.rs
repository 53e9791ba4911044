//! Groups that are made, changed and moved.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, keys, link, list, walk};

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

pub(crate) async fn read(client: &Client, group: &str) -> Value {
    client.read(&format!("/v2/groups/SLIP/{group}")).await
}

pub(crate) async fn make(client: &Client, parent: &str, name: &str) -> String {
    let body = json!({"name": name, "parentGroupId": parent});
    let answer = client.post("/v2/groups/SLIP", &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
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
