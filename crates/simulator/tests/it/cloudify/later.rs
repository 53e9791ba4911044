//! What starts later: schedules, and groups of executions that take their turns.

use serde_json::{Value, json};

use super::client::{Client, Told};

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

async fn put(client: &Client, path: &str, body: &Value) -> Told {
    let path = format!("/api/v3.1/{path}");
    client
        .send("PUT", &path, &[], Some(&body.to_string()))
        .await
}

#[tokio::test]
async fn a_schedule_starts_its_executions_within_a_minute_of_their_time() {
    let client = manager().await;
    let now = client.send("GET", "/_sim/clock", &[], None).await.json();
    let now = now["now"]
        .as_str()
        .unwrap()
        .trim_end_matches('Z')
        .to_owned();
    let body = json!({
        "workflow_id": "slow",
        "since": format!("{now}.000Z"),
        "recurrence": "2 minutes",
        "count": 3,
        "parameters": {"seconds": 1},
    });
    let told = put(&client, "execution-schedules/s1?deployment_id=d2", &body).await;
    assert_eq!(told.status, 201, "{}", told.text);
    assert_eq!(
        told.json()["all_next_occurrences"]
            .as_array()
            .unwrap()
            .len(),
        2,
        "the first is now"
    );
    let count = async || {
        let told = client
            .read("executions?deployment_id=d2&workflow_id=slow&_size=0")
            .await;
        told["metadata"]["pagination"]["total"].as_u64().unwrap()
    };
    let before = count().await;
    client.advance(3.0 * 60.0 + 1.0).await;
    assert_eq!(count().await, before + 1);
    client.advance(2.0 * 60.0).await;
    assert_eq!(count().await, before + 2);
    client.advance(60.0 * 60.0).await;
    assert_eq!(count().await, before + 2, "the count is over");
    let told = client.read("execution-schedules/s1?deployment_id=d2").await;
    assert_eq!(
        (&told["next_occurrence"], &told["latest_execution_status"]),
        (&Value::Null, &json!("terminated"))
    );
}

#[tokio::test]
async fn a_group_runs_as_many_at_once_as_it_may() {
    let client = manager().await;
    let ids = json!({"deployment_ids": ["d1", "d2", "web-01", "web-02"]});
    assert_eq!(put(&client, "deployment-groups/g", &ids).await.status, 200);
    let found = client
        .read("deployments?_group_id=g&_include=id,deployment_groups")
        .await;
    assert_eq!(found["items"].as_array().unwrap().len(), 4);
    assert_eq!(found["items"][0]["deployment_groups"], json!(["g"]));
    let body = json!({
        "deployment_group_id": "g",
        "workflow_id": "slow",
        "concurrency": 2,
        "default_parameters": {"seconds": 10},
        "parameters": {"d2": {"fail": true}},
    });
    let group = client.post("execution-groups", &body).await.json();
    let id = group["id"].as_str().unwrap().to_owned();
    let statuses = async || {
        let told = client
            .read(&format!("executions?_group_id={id}&_include=status"))
            .await;
        let items = told["items"].as_array().unwrap().iter();
        items
            .map(|item| item["status"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    client.advance(2.0).await;
    assert_eq!(statuses().await, ["started", "started", "queued", "queued"]);
    assert_eq!(
        client.read(&format!("execution-groups/{id}")).await["status"],
        "started"
    );
    client.advance(12.0).await;
    assert_eq!(
        statuses().await,
        ["terminated", "failed", "started", "started"]
    );
    client.advance(30.0).await;
    assert_eq!(
        statuses().await,
        ["terminated", "failed", "terminated", "terminated"]
    );
    assert_eq!(
        client.read(&format!("execution-groups/{id}")).await["status"],
        "failed"
    );
    let events = client
        .read(&format!("events?execution_group_id={id}"))
        .await;
    assert_eq!(events["metadata"]["pagination"]["total"], 8);
    assert!(
        events["items"][0]["message"]
            .as_str()
            .unwrap()
            .ends_with("' changed state to 'started'")
    );
}

#[tokio::test]
async fn past_executions_are_deleted_but_for_what_made_a_deployment() {
    let client = manager().await;
    let delete = async |query: &str, body: Value| {
        let path = format!("/api/v3.1/executions{query}");
        client
            .send("DELETE", &path, &[], Some(&body.to_string()))
            .await
    };
    let told = delete("?deployment_id=d1", json!({"keep_last": 1_000})).await;
    assert_eq!(
        told.text, "{\"metadata\": {\"pagination\": {}}, \"items\": [{\"count\": 1}]}\n",
        "one goes all the same"
    );
    let told = delete("?status=failed", json!({})).await;
    let message = "Can't filter by execution status `['failed']`. Allowed statuses are: ['terminated', 'failed', 'cancelled']";
    assert_eq!(told.refusal().2, message);
    assert_eq!(delete("", json!({})).await.status, 200);
    let left = client
        .read("executions?_include=workflow_id,deployment_id")
        .await;
    assert_eq!(
        left["items"],
        json!([
            {"workflow_id": "create_deployment_environment", "deployment_id": "d1"},
            {"workflow_id": "create_deployment_environment", "deployment_id": "d2"},
        ])
    );
}
