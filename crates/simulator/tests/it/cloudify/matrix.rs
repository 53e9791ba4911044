//! Which action is possible in which status, and which status may be set by hand from which, as tables.

use serde_json::{Value, json};

use super::client::Client;

const STATUSES: [&str; 10] = [
    "pending",
    "started",
    "queued",
    "scheduled",
    "cancelling",
    "force_cancelling",
    "kill_cancelling",
    "terminated",
    "failed",
    "cancelled",
];

/// What each action leads to from each status: the next status, 400 or 409.
const ACTIONS: [(&str, [&str; 6]); 10] = [
    (
        "pending",
        [
            "cancelling",
            "force_cancelling",
            "kill_cancelling",
            "409",
            "409",
            "cancelling",
        ],
    ),
    (
        "started",
        [
            "cancelling",
            "force_cancelling",
            "kill_cancelling",
            "pending",
            "409",
            "cancelling",
        ],
    ),
    (
        "queued",
        [
            "cancelling",
            "force_cancelling",
            "kill_cancelling",
            "409",
            "409",
            "cancelling",
        ],
    ),
    (
        "scheduled",
        [
            "cancelling",
            "force_cancelling",
            "kill_cancelling",
            "409",
            "409",
            "cancelling",
        ],
    ),
    (
        "cancelling",
        [
            "400",
            "force_cancelling",
            "kill_cancelling",
            "409",
            "409",
            "400",
        ],
    ),
    (
        "force_cancelling",
        ["400", "400", "kill_cancelling", "409", "409", "400"],
    ),
    (
        "kill_cancelling",
        ["400", "400", "kill_cancelling", "409", "409", "400"],
    ),
    (
        "terminated",
        ["400", "400", "kill_cancelling", "409", "409", "400"],
    ),
    (
        "failed",
        ["400", "400", "kill_cancelling", "pending", "pending", "400"],
    ),
    (
        "cancelled",
        ["400", "400", "kill_cancelling", "pending", "pending", "400"],
    ),
];
const NAMES: [&str; 6] = [
    "cancel",
    "force-cancel",
    "kill",
    "resume",
    "force-resume",
    "requeue",
];

/// A row that nobody works on, in this status.
async fn row(client: &Client, status: &str) -> String {
    let id = client
        .start("d1", "slow", &json!({"force_status": "pending"}))
        .await;
    let told = client
        .patch(&format!("executions/{id}"), &json!({"status": status}))
        .await;
    assert_eq!(told.status, 200, "{}", told.text);
    id
}

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

#[tokio::test]
async fn every_action_from_every_status() {
    let client = manager().await;
    for (from, outcomes) in ACTIONS {
        for (action, outcome) in NAMES.iter().zip(outcomes) {
            let id = row(&client, from).await;
            let told = client.act(&id, action).await;
            let case = format!("{action} from {from}: {}", told.text);
            match outcome {
                "400" => {
                    let word = if *action == "requeue" {
                        "cancel"
                    } else {
                        action
                    };
                    let message =
                        format!("Can't {word} execution {id} because it's in status {from}");
                    assert_eq!(
                        told.refusal(),
                        (400, "illegal_action_error".to_owned(), message),
                        "{case}"
                    );
                }
                "409" => {
                    let message = format!("Cannot {action} execution: `{id}` in state: `{from}`");
                    assert_eq!(
                        told.refusal(),
                        (409, "conflict_error".to_owned(), message),
                        "{case}"
                    );
                }
                next => {
                    assert_eq!(told.status, 200, "{case}");
                    assert_eq!(told.json()["status"], next, "{case}");
                    assert_eq!(client.status(&id).await, next, "{case}");
                }
            }
        }
    }
}

/// The statuses that may be set from one.
fn settable(from: &str) -> Vec<&'static str> {
    let but = |refused: &[&str]| {
        STATUSES
            .into_iter()
            .filter(|to| !refused.contains(to))
            .collect()
    };
    match from {
        "terminated" => vec!["terminated"],
        "failed" => vec!["failed"],
        "cancelled" => vec!["cancelled"],
        "cancelling" => but(&[
            "pending",
            "started",
            "force_cancelling",
            "kill_cancelling",
            "terminated",
        ]),
        "force_cancelling" => but(&[
            "pending",
            "started",
            "cancelling",
            "kill_cancelling",
            "terminated",
        ]),
        _ => STATUSES.to_vec(),
    }
}

#[tokio::test]
async fn all_hundred_pairs_of_a_status_set_by_hand() {
    let client = manager().await;
    let mut possible = 0;
    for from in STATUSES {
        for to in STATUSES {
            let id = row(&client, from).await;
            let told = client
                .patch(&format!("executions/{id}"), &json!({"status": to}))
                .await;
            if settable(from).contains(&to) {
                possible += 1;
                assert_eq!(told.status, 200, "{from} to {to}: {}", told.text);
                assert_eq!(told.json()["status"], to);
                assert_eq!(client.status(&id).await, to);
            } else {
                let message = format!(
                    "Invalid relationship - can't change status from {from} to {to} for \"{id}\" execution while running \"slow\" workflow."
                );
                let code = "invalid_exception_status_update".to_owned();
                assert_eq!(told.refusal(), (400, code, message));
                assert_eq!(client.status(&id).await, from);
            }
        }
    }
    assert_eq!(possible, 63);
}

#[tokio::test]
async fn an_unknown_status_is_refused_in_two_ways() {
    let client = manager().await;
    let weird = json!({"status": "weird"});
    let live = row(&client, "started").await;
    let told = client.patch(&format!("executions/{live}"), &weird).await;
    let (status, code, message) = told.refusal();
    assert_eq!((status, code.as_str()), (409, "storage_error"));
    assert!(
        message.contains("invalid input value for enum execution_status: \"weird\""),
        "{message}"
    );
    let over = row(&client, "failed").await;
    let told = client.patch(&format!("executions/{over}"), &weird).await;
    assert_eq!(
        (told.status, told.refusal().1.as_str()),
        (400, "invalid_exception_status_update")
    );
}

#[tokio::test]
async fn a_status_set_by_hand_sets_times_and_error() {
    let client = manager().await;
    let id = row(&client, "pending").await;
    let path = format!("executions/{id}");
    let before = client.execution(&id).await;
    assert_eq!(
        (&before["started_at"], &before["error"]),
        (&Value::Null, &json!(""))
    );
    let started = client
        .patch(&path, &json!({"status": "started"}))
        .await
        .json();
    assert!(started["started_at"].is_string() && started["ended_at"].is_null());
    let failed = client
        .patch(&path, &json!({"status": "failed", "error": "by hand"}))
        .await
        .json();
    assert_eq!(failed["error"], "by hand");
    let ended = failed["ended_at"].clone();
    client.advance(10.0).await;
    let again = client
        .patch(&path, &json!({"status": "failed"}))
        .await
        .json();
    assert_ne!(again["ended_at"], ended, "it ends again");
    assert_eq!(again["error"], "");
}
