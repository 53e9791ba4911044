//! How jobs go through the queue, seen by stepping the clock.

use slipway_simulator::packages;

use crate::clc::support::{Client, job};

#[tokio::test]
async fn a_pause_goes_as_recorded() {
    let client = Client::new().await;
    let id = job(&client.operation("pause", &["va1slipweb01"]).await);
    let times: Vec<f64> = (0..12).map(|poll| f64::from(poll) * 2.5 + 0.3).collect();
    let states = client.states(&id, &times).await;
    let expected = [
        vec!["notStarted"; 5],
        vec!["executing"; 3],
        vec!["resumed"; 3],
        vec!["succeeded"],
    ]
    .concat();
    assert_eq!(states, expected);
}

#[tokio::test]
async fn asking_often_changes_nothing() {
    let client = Client::new().await;
    let id = job(&client.operation("powerOff", &["de1slipweb01"]).await);
    for _ in 0..100 {
        assert_eq!(client.status(&id).await, "notStarted");
    }
    client.advance(46.0).await;
    assert_eq!(client.status(&id.to_uppercase()).await, "succeeded");
    assert_eq!(
        client.get("/v2/operations/SLIP/status/va1-1").await.status,
        404
    );
}

#[tokio::test]
async fn sentinels_end_as_they_say() {
    let client = Client::new().await;
    let cases = [
        (
            packages::SIXTY_PARAMETERS,
            ["notStarted", "executing", "succeeded", "succeeded"],
        ),
        (
            packages::ALWAYS_FAILS,
            ["notStarted", "executing", "failed", "failed"],
        ),
        (
            packages::NEVER_ENDS,
            ["notStarted", "executing", "executing", "executing"],
        ),
        (
            packages::ENDS_UNKNOWN,
            ["notStarted", "executing", "unknown", "unknown"],
        ),
        (
            packages::SIX_MINUTES,
            ["notStarted", "executing", "executing", "succeeded"],
        ),
    ];
    for (package, expected) in cases {
        let id = job(&client.run(package, &["va1slipweb01"]).await);
        assert_eq!(
            client.states(&id, &[5.0, 15.0, 31.0, 400.0]).await,
            expected,
            "{package}"
        );
    }
}

#[tokio::test]
async fn every_third_server_fails() {
    let client = Client::new().await;
    let servers = ["va1slipweb01", "va1sliplb01", "va1slipapp01", "va1slipdb01"];
    let mut verdicts = Vec::new();
    for server in servers {
        let id = job(&client.run(packages::FAILS_EVERY_THIRD, &[server]).await);
        client.advance(31.0).await;
        verdicts.push(client.status(&id).await);
    }
    assert_eq!(verdicts, ["failed", "succeeded", "succeeded", "failed"]);
    let id = job(&client.run(packages::FAILS_EVERY_THIRD, &servers).await);
    client.advance(31.0).await;
    assert_eq!(client.status(&id).await, "failed");
}
