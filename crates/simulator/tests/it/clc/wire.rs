//! Headers, compression and the log of requests.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use slipway_simulator::Options;

use crate::clc::support::{Answer, Client, list};

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn answers_carry_the_recorded_headers() {
    let client = Client::new().await;
    let server = client.get("/v2/servers/SLIP/va1slipweb01").await;
    assert_eq!(header(&server, "cache-control"), Some("no-cache"));
    assert_eq!(header(&server, "pragma"), Some("no-cache"));
    assert_eq!(header(&server, "expires"), Some("-1"));
    assert_eq!(
        header(&server, "content-type"),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(header(&server, "vary"), None);
    let centers = client.get("/v2/datacenters/SLIP").await;
    assert_eq!(
        header(&centers, "cache-control"),
        Some("max-age=300, private")
    );
    assert_eq!(
        (header(&centers, "pragma"), header(&centers, "expires")),
        (None, None)
    );
    assert_eq!(
        header(&client.get("/v2/datacenters/SLIP/va1").await, "pragma"),
        Some("no-cache")
    );
}

#[tokio::test]
async fn what_is_not_there_is_an_empty_404() {
    let client = Client::new().await;
    for path in [
        "/v2/datacenters/SLIP/zz9",
        "/v2/servers/SLIP/gone",
        "/v2/groups/SLIP/x",
        "/v2/operations/SLIP/status/va1-0",
        "/v3",
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (404, ""),
            "{path}"
        );
        assert_eq!(
            (
                header(&answer, "content-type"),
                header(&answer, "content-length")
            ),
            (None, Some("0"))
        );
        assert_eq!(header(&answer, "expires"), Some("-1"));
    }
}

#[tokio::test]
async fn answers_are_compressed_for_who_takes_it() {
    let client = Client::new().await;
    let packed = client
        .send(
            Method::GET,
            "/v2/datacenters/SLIP",
            &[("accept-encoding", "br, gzip;q=0.5")],
            "",
        )
        .await;
    assert_eq!(header(&packed, "content-encoding"), Some("gzip"));
    assert_eq!(header(&packed, "vary"), Some("Accept-Encoding"));
    let plain = client
        .send(
            Method::GET,
            "/v2/datacenters/SLIP",
            &[("accept-encoding", "gzip;q=0, br")],
            "",
        )
        .await;
    assert_eq!(header(&plain, "content-encoding"), None);
    assert_eq!(header(&plain, "vary"), None);
}

#[tokio::test]
async fn the_log_tells_what_was_asked_but_no_passwords() {
    let client = Client::new().await;
    client.operation("reboot", &["va1slipweb01"]).await;
    client.get("/v2/packages/SLIP?x=1").await;
    let log = client.get("/_sim/requests").await;
    assert!(!log.text.contains("slipway"));
    let log = log.json();
    let paths: Vec<_> = list(&log)
        .iter()
        .map(|entry| entry["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "/v2/authentication/login",
            "/v2/operations/SLIP/servers/reboot",
            "/v2/packages/SLIP?x=1"
        ]
    );
    assert!(log[0].get("body").is_none());
    assert_eq!(
        (&log[1]["method"], &log[1]["body"]),
        (&json!("POST"), &json!("[\"va1slipweb01\"]"))
    );
    assert_eq!(
        (&log[1]["fault"], &log[1]["taken"], &log[1]["status"]),
        (&Value::Null, &json!(true), &json!(200))
    );
    for _ in 0..2_100 {
        client.get("/v2/operations/SLIP/status/va1-1").await;
    }
    let log = client.get("/_sim/requests").await.json();
    assert_eq!(list(&log).len(), 2_000);
    let writes = list(&log).iter().filter(|entry| entry["method"] == "POST");
    assert_eq!(writes.count(), 2, "reads made room, writes stayed");
}

#[tokio::test]
async fn the_clock_only_goes_forward() {
    let client = Client::new().await;
    assert_eq!(
        client
            .post("/_sim/clock", &json!({"advanceSeconds": -1}))
            .await
            .status,
        400
    );
    assert_eq!(client.post("/_sim/clock", &json!({})).await.status, 400);
    assert!(
        client
            .post("/_sim/clock", &json!({"AdvanceSeconds": 1}))
            .await
            .json()["now"]
            .is_string()
    );
}

#[tokio::test]
async fn a_frozen_clock_stands_until_it_is_stepped_or_let_go() {
    let client = Client::with(
        Options {
            speed: 100_000.0,
            ..Options::default()
        },
        "admin",
    )
    .await;
    let turn = async |body: Value| {
        let answer = client.post("/_sim/clock", &body).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text);
        answer.json()
    };
    let stands = turn(json!({"freeze": true})).await;
    assert_eq!(stands["frozen"], true);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(client.read("/_sim/clock").await, stands);
    let stepped = turn(json!({"advanceSeconds": 60})).await;
    assert_eq!(stepped["frozen"], true);
    let seconds = |clock: &Value| clock["now"].as_str().unwrap()[14..19].to_owned();
    assert_ne!(seconds(&stepped), seconds(&stands));
    assert_eq!(turn(json!({"advanceSeconds": 0})).await, stepped);
    assert_eq!(turn(json!({"freeze": false})).await["frozen"], false);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_ne!(client.read("/_sim/clock").await["now"], stepped["now"]);
    let refused = client.post("/_sim/clock", &json!({"freeze": "yes"})).await;
    assert_eq!(refused.status, 400);
    assert!(refused.json()["modelState"]["body.freeze"][0].is_string());
}
