//! What the driver offers, against what the simulator takes: status by action, and status by status.

use crate::stage::Stage;
use reqwest::Method;
use serde_json::json;
use slipway_cloud::{Auth, Execution, Workflows as _};
use slipway_domain::ExecutionId;

/// An execution that stands so. It runs nothing.
async fn standing(stage: &Stage, auth: &Auth, status: &str) -> Execution {
    let body = json!({"deployment_id": "d1", "workflow_id": "slow", "force": true, "force_status": "pending"});
    let (code, made) = stage.raw(auth, Method::POST, &["executions"], &body).await;
    assert_eq!(code, 201, "{made}");
    let id = made["id"].as_str().unwrap();
    let (code, set) = stage
        .raw(
            auth,
            Method::PATCH,
            &["executions", id],
            &json!({"status": status}),
        )
        .await;
    assert_eq!(code, 200, "{set}");
    let execution = stage
        .driver
        .execution(auth, &ExecutionId::new(id))
        .await
        .unwrap();
    assert_eq!(execution.word, status);
    execution
}

#[tokio::test]
async fn what_is_offered_is_taken_and_what_is_not_is_refused() {
    let stage = Stage::new().await;
    let auth = stage.login("admin").await.auth();
    for status in stage.driver.statuses().to_vec() {
        for place in 0..5 {
            let execution = standing(&stage, &auth, status.word).await;
            let way = stage.driver.ways(&execution)[place];
            let path = ["executions", execution.id.as_str()];
            let body = json!({"action": way.word});
            let (code, answer) = stage.raw(&auth, Method::POST, &path, &body).await;
            // The manager would kill what has ended; here it is not offered.
            let killed = way.word == "kill" && status.status.is_terminal();
            let offered = way.blocked.is_none();
            assert_eq!(
                code == 200,
                offered || killed,
                "{} {}: {answer}",
                status.word,
                way.word
            );
            assert!(!(killed && offered), "{}", status.word);
        }
    }
}

#[tokio::test]
async fn what_may_be_set_by_hand_is_taken_and_what_may_not_is_refused() {
    let stage = Stage::new().await;
    let auth = stage.login("admin").await.auth();
    let mut pairs = 0;
    for from in stage.driver.statuses().to_vec() {
        for to in stage.driver.statuses().to_vec() {
            let execution = standing(&stage, &auth, from.word).await;
            let path = ["executions", execution.id.as_str()];
            let body = json!({"status": to.word});
            let (code, answer) = stage.raw(&auth, Method::PATCH, &path, &body).await;
            let settable = stage.driver.settable(&execution).contains(&to);
            let taken = settable || from == to;
            assert_eq!(code == 200, taken, "{} to {}: {answer}", from.word, to.word);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 100);
}
