//! How executions move in simulated time: from the call to the end, or to being stopped.

use serde_json::{Value, json};

use super::client::Client;

const INSTALL: &str = "bbcb0b02-e42e-4638-8ecc-b053d7d0d2e3";

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

async fn slow(client: &Client, seconds: u32, fail: bool) -> String {
    client
        .start(
            "d1",
            "slow",
            &json!({"parameters": {"seconds": seconds, "fail": fail}}),
        )
        .await
}

#[tokio::test]
async fn slow_lasts_its_seconds_and_tells_as_it_goes() {
    let client = manager().await;
    let id = slow(&client, 10, false).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["error"], &told["started_at"]),
        (&json!("pending"), &Value::Null, &Value::Null)
    );
    client.advance(1.5).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["error"]),
        (&json!("started"), &json!(""))
    );
    let path = format!("events?execution_id={id}");
    let count = async || {
        client.read(&path).await["metadata"]["pagination"]["total"]
            .as_u64()
            .unwrap()
    };
    let first = count().await;
    client.advance(4.0).await;
    let later = count().await;
    assert!(later > first, "events grow: {first}, {later}");
    client.advance(10.0).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["status_display"]),
        (&json!("terminated"), &json!("completed"))
    );
    let events = client.read(&path).await;
    let messages: Vec<_> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages.first(),
        Some(&"Starting 'slow' workflow execution")
    );
    assert_eq!(messages[1], "Downloaded scripts/slow.py to /opt/manager");
    assert_eq!(
        messages[2..12],
        [
            "tick 0", "tick 1", "tick 2", "tick 3", "tick 4", "tick 5", "tick 6", "tick 7",
            "tick 8", "tick 9"
        ]
    );
    assert_eq!(
        messages.last(),
        Some(&"'slow' workflow execution succeeded")
    );
}

#[tokio::test]
async fn a_failure_is_told_with_its_last_line_last_and_a_script_cannot_be_resumed() {
    let client = manager().await;
    let id = slow(&client, 1, true).await;
    client.advance(5.0).await;
    let told = client.execution(&id).await;
    assert_eq!(told["status"], "failed");
    assert!(
        told["error"]
            .as_str()
            .unwrap()
            .ends_with("RuntimeError: asked to fail\n")
    );
    let deployment = client.read("deployments/d1").await;
    assert_eq!(deployment["deployment_status"], "requires_attention");
    assert_eq!(deployment["latest_execution_status"], "failed");
    let resumed = client.act(&id, "resume").await.json();
    assert_eq!(
        (&resumed["status"], &resumed["resume"], &resumed["ended_at"]),
        (&json!("pending"), &json!(true), &Value::Null)
    );
    assert_eq!(
        resumed["error"], told["error"],
        "the error stays until something new is said"
    );
    client.advance(5.0).await;
    let told = client.execution(&id).await;
    assert_eq!(told["status"], "failed");
    let last = told["error"]
        .as_str()
        .unwrap()
        .trim_end()
        .lines()
        .last()
        .unwrap()
        .to_owned();
    assert!(last.starts_with("NonRecoverableError: Cannot resume - workflow not resumable: <function execute_workflow"), "{last}");
}

#[tokio::test]
async fn a_cancelled_execution_is_cancelling_until_its_worker_looks() {
    let client = manager().await;
    for (action, status) in [
        ("cancel", "cancelling"),
        ("force-cancel", "force_cancelling"),
    ] {
        let id = slow(&client, 60, false).await;
        client.advance(2.0).await;
        assert_eq!(client.act(&id, action).await.json()["status"], status);
        client.advance(3.0).await;
        assert_eq!(client.status(&id).await, status);
        client.advance(3.0).await;
        let told = client.execution(&id).await;
        assert_eq!(told["status"], "cancelled");
        assert!(told["ended_at"].is_string());
        let events = client
            .read(&format!(
                "events?execution_id={id}&event_type=workflow_cancelled"
            ))
            .await;
        assert_eq!(
            events["items"][0]["message"],
            "'slow' workflow execution cancelled"
        );
    }
}

#[tokio::test]
async fn a_killed_one_is_gone_in_a_second_and_says_nothing() {
    let client = manager().await;
    let id = slow(&client, 60, false).await;
    client.advance(2.0).await;
    client.act(&id, "kill").await;
    client.advance(1.1).await;
    assert_eq!(client.status(&id).await, "cancelled");
    let events = client
        .read(&format!("events?execution_id={id}&type=cloudify_event"))
        .await;
    assert_eq!(events["metadata"]["pagination"]["total"], 1);
}

#[tokio::test]
async fn one_that_does_not_heed_a_cancel_goes_on_and_ends_cancelled() {
    let client = Client::recorded();
    client.freeze().await;
    let id = client
        .start(
            "stubborn",
            "stubborn",
            &json!({"parameters": {"seconds": 100}}),
        )
        .await;
    client.advance(2.0).await;
    client.act(&id, "cancel").await;
    client.advance(60.0).await;
    assert_eq!(client.status(&id).await, "cancelling");
    client.advance(60.0).await;
    assert_eq!(client.status(&id).await, "cancelled");
}

#[tokio::test]
async fn a_queued_one_begins_when_the_one_before_has_ended() {
    let client = manager().await;
    let first = slow(&client, 10, false).await;
    let body = json!({"deployment_id": "d1", "workflow_id": "slow", "queue": true, "parameters": {"seconds": 1}});
    let second = client.post("executions", &body).await.json();
    assert_eq!(second["status"], "queued");
    let second = second["id"].as_str().unwrap();
    client.advance(5.0).await;
    assert_eq!(client.status(second).await, "queued");
    client.advance(8.0).await;
    assert_eq!(client.status(&first).await, "terminated");
    assert_eq!(client.status(second).await, "started");
    client.advance(8.0).await;
    assert_eq!(client.status(second).await, "terminated");
}

#[tokio::test]
async fn an_install_was_told_as_recorded() {
    let client = manager().await;
    let count = async |query: &str| {
        let path = format!("events?execution_id={INSTALL}{query}");
        client.read(&path).await["metadata"]["pagination"]["total"].clone()
    };
    assert_eq!(count("").await, 82);
    assert_eq!(count("&type=cloudify_event").await, 34);
    assert_eq!(count("&type=cloudify_log").await, 48);
    assert_eq!(count("&operation=%25start").await, 30);
    assert_eq!(
        count("&event_type=task_started&event_type=workflow_succeeded").await,
        7
    );
    let path = format!("events?execution_id={INSTALL}&type=cloudify_event&_include=event_type");
    let types = client.read(&path).await;
    let types: Vec<_> = types["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["event_type"].as_str().unwrap())
        .collect();
    let node = [
        &["task_started"][..],
        &["workflow_node_event"; 3],
        &["sending_task", "task_started", "task_succeeded"],
        &["workflow_node_event"; 3],
        &["sending_task", "task_started", "task_succeeded"],
        &["workflow_node_event"; 2],
        &["task_succeeded"],
    ]
    .concat();
    let expected = [
        &["workflow_started"],
        &node[..],
        &node[..],
        &["workflow_succeeded"],
    ]
    .concat();
    assert_eq!(types, expected);
    let told = client.execution(INSTALL).await;
    assert_eq!(
        (&told["total_operations"], &told["finished_operations"]),
        (&json!(32), &json!(32))
    );
    let operations = client
        .read(&format!("operations?execution_id={INSTALL}"))
        .await;
    assert_eq!(operations["metadata"]["pagination"]["total"], 32);
    for skip in ["true", "false"] {
        let path = format!("operations?execution_id={INSTALL}&skip_internal={skip}");
        assert_eq!(
            client.read(&path).await["metadata"]["pagination"]["total"],
            6
        );
    }
}

#[tokio::test]
async fn an_install_progresses_operation_by_operation_and_leaves_its_nodes_started() {
    let client = manager().await;
    let id = client.start("d2", "install", &json!({})).await;
    let told = client.execution(&id).await;
    assert_eq!(
        told["total_operations"], 0,
        "nothing is known before it begins"
    );
    let mut last = 0;
    for _ in 0..4 {
        client.advance(1.4).await;
        let told = client.execution(&id).await;
        let finished = told["finished_operations"].as_u64().unwrap();
        assert!(finished >= last);
        last = finished;
        let path = format!("operations?execution_id={id}&state=succeeded&_size=0");
        assert_eq!(
            client.read(&path).await["metadata"]["pagination"]["total"],
            finished
        );
    }
    assert!(last > 0 && last < 32, "{last}");
    assert_eq!(
        client.read("deployments/d2").await["deployment_status"],
        "in_progress"
    );
    client.advance(30.0).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["finished_operations"]),
        (&json!("terminated"), &json!(32))
    );
    let deployment = client.read("deployments/d2").await;
    assert_eq!(
        (
            &deployment["installation_status"],
            &deployment["deployment_status"]
        ),
        (&json!("active"), &json!("good"))
    );
    let told = client
        .post(
            "executions",
            &json!({"deployment_id": "d2", "workflow_id": "install"}),
        )
        .await;
    assert_eq!(told.refusal().1, "unavailable_workflow_error");
}

#[tokio::test]
async fn a_cancelled_install_goes_on_where_it_was() {
    let client = manager().await;
    let id = client.start("d2", "install", &json!({})).await;
    client.advance(4.0).await;
    client.act(&id, "kill").await;
    client.advance(2.0).await;
    let told = client.execution(&id).await;
    assert_eq!(told["status"], "cancelled");
    let before = told["finished_operations"].as_u64().unwrap();
    assert!(before > 0 && before < 32);
    client.act(&id, "resume").await;
    client.advance(1.3).await;
    assert!(
        client.execution(&id).await["finished_operations"]
            .as_u64()
            .unwrap()
            >= before
    );
    client.advance(30.0).await;
    assert_eq!(client.status(&id).await, "terminated");
}

#[tokio::test]
async fn a_dry_run_has_no_operations_and_changes_nothing() {
    let client = manager().await;
    let id = client
        .start("d2", "install", &json!({"dry_run": true}))
        .await;
    client.advance(10.0).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["total_operations"]),
        (&json!("terminated"), &json!(0))
    );
    let events = client.read(&format!("events?execution_id={id}")).await;
    for item in events["items"].as_array().unwrap() {
        assert!(
            item["message"].as_str().unwrap().ends_with(" (dry run)"),
            "{item}"
        );
    }
    assert_eq!(
        client.read("deployments/d2").await["installation_status"],
        "inactive"
    );
}
