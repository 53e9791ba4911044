//! Ordering faults: which requests they are for, how often they hit, listing and clearing them, and what is refused.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Client, keys, list};
use crate::port::Port;

const SERVER: &str = "/v2/servers/SLIP/va1slipweb01";

async fn order(client: &Client, order: &Value) -> u64 {
    let answer = client.post("/_sim/faults", order).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["id"].as_u64().unwrap()
}

async fn statuses(client: &Client, path: &str, times: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..times {
        statuses.push(client.get(path).await.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn it_lets_some_through_hits_some_and_is_used_up() {
    let client = Client::new().await;
    let fault = json!({"path": "/V2/servers/*/VA1SLIPWEB01", "after": 2, "count": 2, "fault": "status", "status": 503});
    let id = order(&client, &fault).await;
    assert_eq!(
        statuses(&client, SERVER, 6).await,
        [200, 200, 503, 503, 200, 200]
    );
    let listed = client.read("/_sim/faults").await;
    assert_eq!(
        listed,
        json!([{
            "id": id, "path": "/V2/servers/*/VA1SLIPWEB01", "count": 2, "after": 2,
            "fault": "status", "status": 503, "passed": 2, "hits": 2
        }])
    );
}

#[tokio::test]
async fn it_looks_at_the_path_without_its_query_and_at_the_method() {
    let client = Client::new().await;
    let fault = json!({"path": SERVER, "method": "get", "fault": "status", "status": 500});
    order(&client, &fault).await;
    let with_query = format!("{SERVER}?uuid=false");
    assert_eq!(statuses(&client, &with_query, 1).await, [500]);
    assert_eq!(client.post(SERVER, &Value::Null).await.status, 405);
    assert_eq!(
        statuses(&client, "/v2/servers/SLIP/va1slipweb02", 1).await,
        [200]
    );
}

#[tokio::test]
async fn the_oldest_order_decides_until_it_is_used_up() {
    let client = Client::new().await;
    for status in [500, 503] {
        let fault = json!({"path": "*", "count": 1, "fault": "status", "status": status});
        order(&client, &fault).await;
    }
    assert_eq!(statuses(&client, SERVER, 3).await, [500, 503, 200]);
}

#[tokio::test]
async fn orders_are_cleared_one_by_one_or_all_at_once() {
    let client = Client::new().await;
    let delete = async |path: &str| client.send(Method::DELETE, path, &[], "").await.status;
    let fault = json!({"path": "*", "fault": "status", "status": 500});
    let first = order(&client, &fault).await;
    let second = order(&client, &fault).await;
    assert_ne!(first, second);
    assert_eq!(delete(&format!("/_sim/faults/{first}")).await, 204);
    assert_eq!(delete(&format!("/_sim/faults/{first}")).await, 404);
    assert_eq!(delete("/_sim/faults/x").await, 404);
    assert_eq!(client.read("/_sim/faults").await[0]["id"], second);
    assert_eq!(statuses(&client, SERVER, 1).await, [500]);
    order(&client, &fault).await;
    assert_eq!(delete("/_sim/faults").await, 204);
    assert_eq!(client.read("/_sim/faults").await, json!([]));
    assert_eq!(statuses(&client, SERVER, 1).await, [200]);
}

#[tokio::test]
async fn the_switches_themselves_are_never_hit() {
    let port = Port::open().await;
    port.order(json!({"path": "*", "fault": "resetBefore"}))
        .await;
    assert!(port.get(SERVER).await.is_err());
    assert_eq!(port.get("/_sim/clock").await.unwrap().status, 200);
    assert_eq!(port.read("/_sim/faults").await[0]["hits"], 1);
}

#[tokio::test]
async fn what_cannot_be_ordered_is_named() {
    let client = Client::new().await;
    let cases = [
        (json!({}), vec!["body.path", "body.fault"]),
        (json!([]), vec!["body.path", "body.fault"]),
        (json!({"path": "v2", "fault": "html"}), vec!["body.path"]),
        (
            json!({"path": 1, "fault": "Html"}),
            vec!["body.path", "body.fault"],
        ),
        (
            json!({"path": "*", "fault": "html", "cuont": 1}),
            vec!["body.cuont"],
        ),
        (
            json!({"path": "*", "fault": "html", "count": 0}),
            vec!["body.count"],
        ),
        (
            json!({"path": "*", "fault": "html", "count": "2"}),
            vec!["body.count"],
        ),
        (
            json!({"path": "*", "fault": "html", "after": -1}),
            vec!["body.after"],
        ),
        (
            json!({"path": "*", "fault": "html", "method": "GET /"}),
            vec!["body.method"],
        ),
        (
            json!({"path": "*", "fault": "garbage", "status": 500}),
            vec!["body.status"],
        ),
        (json!({"path": "*", "fault": "status"}), vec!["body.status"]),
        (
            json!({"path": "*", "fault": "status", "status": 101}),
            vec!["body.status"],
        ),
        (
            json!({"path": "*", "fault": "status", "status": 600}),
            vec!["body.status"],
        ),
        (
            json!({"path": "*", "fault": "status", "status": 500, "retryAfter": 1}),
            vec!["body.retryAfter"],
        ),
        (json!({"path": "*", "fault": "delay"}), vec!["body.seconds"]),
        (
            json!({"path": "*", "fault": "delay", "seconds": 0}),
            vec!["body.seconds"],
        ),
        (
            json!({"path": "*", "fault": "hang", "seconds": 1}),
            vec!["body.seconds"],
        ),
    ];
    for (body, named) in cases {
        let answer = client.post("/_sim/faults", &body).await;
        assert_eq!(answer.status, 400, "{body}");
        let state = &answer.json()["modelState"];
        for name in &named {
            assert!(state[name][0].is_string(), "{body}: {state}");
        }
        assert!(
            keys(state).iter().all(|key| named.contains(key)),
            "{body}: {state}"
        );
    }
    let broken = client.send(Method::POST, "/_sim/faults", &[], "{").await;
    assert_eq!(broken.status, 400);
    assert!(list(&client.read("/_sim/faults").await).is_empty());
}

#[tokio::test]
async fn without_a_connection_a_reset_says_so() {
    let client = Client::new().await;
    order(
        &client,
        &json!({"path": "*", "count": 1, "fault": "resetBefore"}),
    )
    .await;
    let answer = client.get(SERVER).await;
    assert_eq!(answer.status, 502);
    assert_eq!(answer.json()["message"], "There is no connection to reset.");
}
