//! Power operations on many servers: what is queued, what is refused, and how the answer looks.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Client, entry, job, keys, link, list};

const INVALID: &str = "The operation cannot be queued because the server cannot be found or it is not in a valid state.";

#[tokio::test]
async fn one_call_is_one_job_in_an_order_of_its_own() {
    let client = Client::new().await;
    let asked = [
        "VA1SLIPWEB01",
        "va1slipweb02",
        "va1slipapp01",
        "VA1SLIPWEB01",
        "va1SLIPweb02",
    ];
    let answer = client.operation("reset", &asked).await;
    assert_eq!(answer.status, 200);
    let entries = answer.json();
    let servers: Vec<_> = list(&entries)
        .iter()
        .map(|entry| entry["server"].as_str().unwrap())
        .collect();
    assert_eq!(servers.len(), 3);
    assert_ne!(servers, ["va1slipweb01", "va1slipweb02", "va1slipapp01"]);
    assert_eq!(keys(&entries[0]), ["server", "isQueued", "links"]);
    let status = link(&entries[0], "status");
    let id = status["id"].as_str().unwrap();
    assert!(id.starts_with("va1-"));
    assert_eq!(status["href"], format!("/v2/operations/slip/status/{id}"));
    assert!(
        list(&entries)
            .iter()
            .all(|entry| link(entry, "status") == status)
    );
}

#[tokio::test]
async fn every_data_center_gets_a_job_and_numbers_grow() {
    let client = Client::new().await;
    let first = client
        .operation("reboot", &["va1slipweb01", "de1slipweb01", "ca1slipweb01"])
        .await
        .json();
    let ids: std::collections::BTreeSet<_> = list(&first)
        .iter()
        .map(|entry| link(entry, "status")["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        ids.iter().map(|id| &id[..4]).collect::<Vec<_>>(),
        ["ca1-", "de1-", "va1-"]
    );
    let number = |id: &str| id[4..].parse::<u64>().unwrap();
    let next = job(&client.operation("reboot", &["va1slipweb01"]).await);
    assert!(number(&next) > number(ids.iter().next_back().unwrap()));
}

#[tokio::test]
async fn power_changes_when_the_job_succeeds_and_not_before() {
    let client = Client::new().await;
    let state = async || client.server("va1slipweb01").await["details"]["powerState"].clone();
    client.operation("shutDown", &["va1slipweb01"]).await;
    client.advance(40.0).await;
    assert_eq!(state().await, "started");
    client.advance(6.0).await;
    assert_eq!(state().await, "stopped");
    let server = client.server("va1slipweb01").await;
    assert_eq!(server["changeInfo"]["modifiedBy"], "admin.slip");
    assert_eq!(
        client.operation("powerOn", &["va1slipweb01"]).await.status,
        200
    );
    client.advance(26.0).await;
    assert_eq!(state().await, "started");
    client.operation("pause", &["va1slipweb01"]).await;
    client.advance(30.0).await;
    assert_eq!(state().await, "paused");
}

#[tokio::test]
async fn every_power_operation_answers_for_every_power_state() {
    const ALREADY: &str = "The server already in desired state.";
    // What follows of it for servers that are started, stopped and paused.
    let table: [(&str, [Result<&str, &str>; 3]); 6] = [
        ("powerOn", [Err(ALREADY), Ok("started"), Ok("started")]),
        ("powerOff", [Ok("stopped"), Err(ALREADY), Ok("stopped")]),
        ("shutDown", [Ok("stopped"), Err(ALREADY), Err(INVALID)]),
        ("reboot", [Ok("started"), Err(INVALID), Ok("started")]),
        ("reset", [Ok("started"), Err(INVALID), Ok("started")]),
        ("pause", [Ok("paused"), Err(INVALID), Err(ALREADY)]),
    ];
    for (name, ends) in table {
        let client = Client::new().await;
        let servers = ["va1slipweb01", "va1slipweb02", "va1slipapp01"];
        for server in servers {
            let mend = client.operation("powerOn", &[server]).await;
            assert!(matches!(mend.status.as_u16(), 200 | 400));
        }
        client.advance(60.0).await;
        client.operation("powerOff", &servers[1..2]).await;
        client.operation("pause", &servers[2..]).await;
        client.advance(60.0).await;
        for (server, expected) in servers.into_iter().zip(ends) {
            let answer = client.operation(name, &[server]).await;
            let answered = &answer.json()[0];
            match expected {
                Err(message) => assert_eq!(answered["errorMessage"], message, "{name} {server}"),
                Ok(state) => {
                    assert_eq!(answered["isQueued"], true, "{name} {server}: {answered}");
                    client.advance(60.0).await;
                    let ended = client.server(server).await["details"]["powerState"].clone();
                    assert_eq!(ended, state, "{name} {server}");
                }
            }
        }
    }
}

#[tokio::test]
async fn servers_are_refused_one_by_one() {
    let client = Client::new().await;
    let everyone = [client.servers("ca1").await, client.servers("de1").await].concat();
    let with = |status: &str| {
        let found = everyone
            .iter()
            .find(|server| server["status"] == status)
            .unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let cold = [
        with("archived"),
        with("underConstruction"),
        with("queuedForDelete"),
        with("queuedForRestore"),
        "gone".into(),
    ];
    let asked: Vec<&str> = cold
        .iter()
        .map(String::as_str)
        .chain(["ca1slipref01", "ca1slipweb01"])
        .collect();
    for name in ["powerOn", "shutDown"] {
        let answer = client.operation(name, &asked).await;
        let entries = answer.json();
        for id in &cold {
            assert_eq!(
                entry(&entries, id),
                &json!({"server": id, "isQueued": false, "errorMessage": INVALID})
            );
        }
        let refusing = &entry(&entries, "ca1slipref01")["errorMessage"];
        assert_eq!(
            refusing,
            "The operation cannot be queued because another operation is already in progress."
        );
        let queued = entry(&entries, "ca1slipweb01");
        if name == "powerOn" {
            assert_eq!(
                (answer.status.as_u16(), &queued["errorMessage"]),
                (400, &json!("The server already in desired state."))
            );
        } else {
            assert_eq!(
                (answer.status.as_u16(), &queued["isQueued"]),
                (200, &json!(true))
            );
        }
    }
}

#[tokio::test]
async fn bodies_come_in_many_shapes() {
    let client = Client::new().await;
    let form = [(
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
    )];
    let path = "/v2/operations/slip/servers/reboot/";
    let answer = client
        .send(Method::POST, path, &form, "=va1slipweb01&=VA1SLIPWEB02")
        .await;
    assert_eq!(list(&answer.json()).len(), 2);
    let none = client.post(path, &json!([])).await;
    assert_eq!(none.status, 400);
    assert!(none.json()["modelState"][""].is_array());
    assert_eq!(client.send(Method::POST, path, &[], "[").await.status, 400);
    assert_eq!(
        client
            .post(
                "/v2/operations/SLIP/servers/explode",
                &json!(["va1slipweb01"])
            )
            .await
            .status,
        404
    );
    assert_eq!(client.get(path).await.status, 405);
    let refused: Value = client.operation("pause", &["nowhere"]).await.json();
    assert_eq!(refused[0]["isQueued"], false);
}
