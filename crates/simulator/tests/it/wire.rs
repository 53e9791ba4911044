//! Headers, compression and the log of requests.

use axum::http::Method;
use serde_json::json;

use crate::support::{Answer, Client, list};

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
    assert_eq!(header(&server, "vary"), Some("Accept-Encoding"));
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
            "/v2/packages/SLIP",
            &[("accept-encoding", "br, gzip;q=0.5")],
            "",
        )
        .await;
    assert_eq!(header(&packed, "content-encoding"), Some("gzip"));
    let plain = client
        .send(
            Method::GET,
            "/v2/packages/SLIP",
            &[("accept-encoding", "gzip;q=0, br")],
            "",
        )
        .await;
    assert_eq!(header(&plain, "content-encoding"), None);
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
    for _ in 0..2_100 {
        client.get("/v2/operations/SLIP/status/va1-1").await;
    }
    assert_eq!(
        list(&client.get("/_sim/requests").await.json()).len(),
        2_000
    );
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
