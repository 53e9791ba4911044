//! Accounts, policies, limits and prices, as they are told and changed.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Answer, Client, keys, link, list};

const ALERTS: &str = "/v2/alertPolicies/SLIP";
const SERVER: &str = "/v2/servers/SLIP/va1slipweb01";

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    client.send(method, path, &json, &body).await
}

fn alert(name: &str, threshold: &Value) -> Value {
    json!({"name": name,
        "actions": [{"action": "email", "settings": {"recipients": ["user@company.com"]}}],
        "triggers": [{"metric": "disk", "duration": "00:15:00", "threshold": threshold}]})
}

#[tokio::test]
async fn an_account_says_whose_it_is_and_what_is_above_it() {
    let client = Client::new().await;
    let own = client.read("/v2/accounts/slip/").await;
    let child = client.read("/v2/accounts/SLPB").await;
    assert_eq!(
        keys(&child),
        [
            "accountAlias",
            "parentAlias",
            "businessName",
            "addressLine1",
            "city",
            "stateProvince",
            "postalCode",
            "telephone",
            "country",
            "status",
            "primaryDataCenter",
            "isManaged"
        ]
    );
    assert_eq!(
        (&own["accountAlias"], own.get("parentAlias")),
        (&json!("SLIP"), None)
    );
    assert_eq!(child["parentAlias"], "SLIP");
}

#[tokio::test]
async fn an_alert_policy_is_made_listed_changed_and_deleted() {
    let client = Client::new().await;
    let before = client.read(ALERTS).await;
    assert_eq!(keys(&before), ["items", "links"]);
    assert_eq!(link(&before, "self")["verbs"], json!(["GET", "POST"]));
    let made = client.post(ALERTS, &alert("Disk", &json!("80"))).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let own = made.headers["location"].to_str().unwrap().to_owned();
    let made = made.json();
    assert_eq!(keys(&made), ["id", "name", "actions", "links", "triggers"]);
    assert!(made.to_string().contains("\"threshold\":80.0"), "{made}");
    assert_eq!(client.read(&own).await, made);
    assert_eq!(
        list(&client.read(ALERTS).await["items"]).last(),
        Some(&made)
    );
    let changed = send(&client, Method::PUT, &own, &alert("Disks", &json!(90))).await;
    assert_eq!(
        (changed.status.as_u16(), &changed.json()["name"]),
        (200, &json!("Disks"))
    );
    let body = json!({"id": made["id"]});
    let mapped = client
        .post(&format!("{SERVER}/alertPolicies/"), &body)
        .await;
    assert_eq!(
        (mapped.status.as_u16(), &mapped.json()["id"]),
        (201, &made["id"])
    );
    let names = async || {
        let server = client.read(SERVER).await;
        let policies = list(&server["details"]["alertPolicies"]).iter();
        policies.map(|one| one["name"].clone()).collect::<Vec<_>>()
    };
    assert!(names().await.contains(&json!("Disks")));
    let map = link(&mapped.json(), "self")["href"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        send(&client, Method::DELETE, &map, &Value::Null)
            .await
            .status,
        204
    );
    assert!(!names().await.contains(&json!("Disks")));
    client.post(&format!("{SERVER}/alertPolicies"), &body).await;
    assert_eq!(
        send(&client, Method::DELETE, &own, &Value::Null)
            .await
            .status,
        204
    );
    assert!(!names().await.contains(&json!("Disks")));
    assert_eq!(client.get(&own).await.status, 404);
    assert_eq!(client.read(ALERTS).await, before);
}

#[tokio::test]
async fn policies_that_cannot_be_are_refused_and_viewers_write_none() {
    let client = Client::new().await;
    for (body, field) in [
        (json!({}), "body.name"),
        (
            json!({"name": "x", "actions": [], "triggers": [{}]}),
            "body.triggers",
        ),
        (alert("x", &json!(97)), "body.triggers"),
        (alert("x", &json!(12.5)), "body.triggers"),
        (alert(" ", &json!(50)), "body.name"),
        (
            json!({"name": "x", "actions": [{"action": "call"}], "triggers": []}),
            "body.actions",
        ),
    ] {
        let refused = client.post(ALERTS, &body).await;
        assert_eq!(refused.status, 400, "{body}");
        assert!(
            refused.json()["modelState"][field].is_array(),
            "{body}: {}",
            refused.text
        );
    }
    let viewer = client.user("viewer").await;
    for (path, body) in [
        (ALERTS, alert("x", &json!(50))),
        (
            "/v2/antiAffinityPolicies/SLIP",
            json!({"name": "x", "location": "va1"}),
        ),
    ] {
        assert_eq!(viewer.post(path, &body).await.status, 403);
        assert_eq!(
            link(&viewer.read(path).await, "self")["verbs"],
            json!(["GET"])
        );
    }
    let elsewhere = json!({"name": "x", "location": "gb9"});
    let refused = client
        .post("/v2/antiAffinityPolicies/SLIP", &elsewhere)
        .await;
    assert_eq!(refused.status, 400);
    for mapping in ["antiAffinityPolicy", "cpuAutoscalePolicy"] {
        let path = format!("{SERVER}/{mapping}");
        for body in [json!({}), json!({"id": "nothing"})] {
            let refused = send(&client, Method::PUT, &path, &body).await;
            assert_eq!(refused.status, 400, "{path} {body}");
        }
    }
}

#[tokio::test]
async fn servers_are_put_under_policies_and_taken_out_again() {
    let client = Client::new().await;
    let body = json!({"name": "Apart", "location": "VA1"});
    let made = client.post("/v2/antiAffinityPolicies/slip/", &body).await;
    assert_eq!(
        (made.status.as_u16(), &made.json()["location"]),
        (201, &json!("VA1"))
    );
    let affinity = made.json()["id"].clone();
    let autoscale = client.read("/v2/autoscalePolicies/SLIP").await[0]["id"].clone();
    for (mapping, id) in [
        ("antiAffinityPolicy", &affinity),
        ("cpuAutoscalePolicy", &autoscale),
    ] {
        let path = format!("{SERVER}/{mapping}");
        let none = client.get(&path).await;
        assert_eq!((none.status.as_u16(), none.text.as_str()), (404, ""));
        let put = send(&client, Method::PUT, &path, &json!({"id": id})).await;
        assert_eq!((put.status.as_u16(), &put.json()["id"]), (200, id));
        assert_eq!(client.read(&path).await, put.json());
        assert_eq!(client.read(SERVER).await["details"][mapping]["id"], *id);
        assert_eq!(
            send(&client, Method::DELETE, &path, &Value::Null)
                .await
                .status,
            204
        );
        assert_eq!(client.get(&path).await.status, 404);
    }
    let id = affinity.as_str().unwrap();
    let own = format!("/v2/antiAffinityPolicies/SLIP/{id}");
    let renamed = send(&client, Method::PUT, &own, &json!({"name": "Far apart"})).await;
    assert_eq!(
        (renamed.status.as_u16(), &renamed.json()["name"]),
        (200, &json!("Far apart"))
    );
    let de1 = "/v2/servers/SLIP/de1slipweb01/antiAffinityPolicy";
    let refused = send(&client, Method::PUT, de1, &json!({"id": id})).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        send(&client, Method::DELETE, &own, &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(client.get(&own).await.status, 404);
}

#[tokio::test]
async fn limits_and_prices_have_the_known_members() {
    let client = Client::new().await;
    let compute = client.read("/v2/datacenters/SLIP/VA1/computeLimits").await;
    assert_eq!(keys(&compute), ["cpu", "memoryGB", "storageGB"]);
    assert_eq!(keys(&compute["cpu"]), ["value", "inherited"]);
    let networks = client.read("/v2/datacenters/SLPB/VA1/networkLimits").await;
    assert_eq!(networks["networks"]["inherited"], true);
    let prices = client
        .get("/v2/billing/slip/serverPricing/VA1SLIPAPP01")
        .await;
    assert_eq!(
        prices.text,
        r#"{"cpu":0.01,"memoryGB":0.015,"storageGB":0.00021,"managedOS":0.05}"#
    );
    let able = client.read(&format!("{SERVER}/capabilities")).await;
    assert_eq!(
        keys(&able),
        [
            "addingCpuRequiresReboot",
            "addingMemoryRequiresReboot",
            "reservedDrivePaths"
        ]
    );
    for path in [
        "/v2/datacenters/SLIP/gb9/computeLimits",
        "/v2/servers/SLIP/nobody/capabilities",
        "/v2/billing/SLIP/serverPricing/nobody",
        "/v2/sharedLoadBalancers/SLIP/gb9",
        "/v2/groups/SLIP/nothing/scheduledActivities",
    ] {
        let gone = client.get(path).await;
        assert_eq!(
            (gone.status.as_u16(), gone.text.as_str()),
            (404, ""),
            "{path}"
        );
    }
}
