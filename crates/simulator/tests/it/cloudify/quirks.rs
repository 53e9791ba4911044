//! What is odd about a manager and must be odd here, each by its number in the list of quirks: the first thirteen.

use serde_json::{Value, json};

use super::client::Client;

const INSTALL: &str = "bbcb0b02-e42e-4638-8ecc-b053d7d0d2e3";

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

#[tokio::test]
async fn quirk_01_terminated_is_shown_as_completed() {
    let told = manager().await.execution(INSTALL).await;
    assert_eq!(
        (&told["status"], &told["status_display"]),
        (&json!("terminated"), &json!("completed"))
    );
}

#[tokio::test]
async fn quirk_02_requeue_cancels() {
    let client = manager().await;
    let id = client.start("d1", "slow", &json!({})).await;
    assert_eq!(
        client.act(&id, "requeue").await.json()["status"],
        "cancelling"
    );
}

#[tokio::test]
async fn quirk_03_kill_takes_what_has_long_ended() {
    let client = manager().await;
    let before = client.execution(INSTALL).await["ended_at"].clone();
    assert_eq!(
        client.act(INSTALL, "kill").await.json()["status"],
        "kill_cancelling"
    );
    client.advance(2.0).await;
    let told = client.execution(INSTALL).await;
    assert_eq!(told["status"], "cancelled");
    assert_ne!(told["ended_at"], before);
}

#[tokio::test]
async fn quirk_04_a_second_start_is_a_400_that_names_the_first() {
    let client = manager().await;
    let id = client.start("d1", "slow", &json!({})).await;
    let told = client
        .post(
            "executions",
            &json!({"deployment_id": "d1", "workflow_id": "slow"}),
        )
        .await;
    let message = format!(
        "The following executions are currently running for this deployment: [<Execution id=`{id}` tenant=`default_tenant` status=`pending` workflow_id=`slow`>]. To execute this workflow anyway, pass \"force=true\" as a query parameter to this request"
    );
    assert_eq!(
        told.refusal(),
        (400, "existing_running_execution_error".to_owned(), message)
    );
}

#[tokio::test]
async fn quirk_05_a_refused_status_has_a_misspelt_code() {
    let client = manager().await;
    let told = client
        .patch(
            &format!("executions/{INSTALL}"),
            &json!({"status": "failed"}),
        )
        .await;
    assert_eq!(told.refusal().1, "invalid_exception_status_update");
}

#[tokio::test]
async fn quirk_06_workflows_of_a_list_are_garbage_unless_data_is_asked_for() {
    let client = manager().await;
    let name = async |query: &str| {
        let told = client
            .read(&format!("deployments?id=d1&_include=workflows{query}"))
            .await;
        told["items"][0]["workflows"][0]["name"].clone()
    };
    assert_eq!(name("").await, Value::Null);
    assert_eq!(name("&_get_data=true").await, "slow");
    assert_eq!(
        client.read("deployments/d1").await["workflows"]
            .as_array()
            .unwrap()
            .len(),
        17
    );
}

#[tokio::test]
async fn quirk_07_a_start_at_a_later_time_answers_nothing_but_its_status() {
    let client = manager().await;
    let body = json!({"deployment_id": "d1", "workflow_id": "slow", "scheduled_time": "209001010000+0000"});
    let told = client.post("executions", &body).await;
    assert_eq!(told.status, 201);
    let told = told.json();
    assert_eq!(
        (&told["id"], &told["status"]),
        (&Value::Null, &json!("scheduled"))
    );
    assert_eq!(
        client.read("execution-schedules").await["items"][0]["rule"],
        json!({"count": 1})
    );
}

#[tokio::test]
async fn quirk_08_a_charset_is_a_wrong_content_type() {
    let client = manager().await;
    let headers = [("content-type", "application/json; charset=utf-8")];
    let told = client
        .send("POST", "/api/v3.1/executions", &headers, Some("{}"))
        .await;
    assert_eq!(
        told.refusal(),
        (
            415,
            "unsupported_content_type_error".to_owned(),
            "Content type must be application/json".to_owned()
        )
    );
}

#[tokio::test]
async fn quirk_09_some_errors_are_pages() {
    let client = manager().await;
    for (method, path, body, status) in [
        ("GET", "/api/v3.1/nothing", None, 404),
        ("GET", "/api/v3.1/executions/", None, 404),
        ("GET", "/api/v3/operations?execution_id=x", None, 404),
        ("DELETE", "/api/v3/executions", Some("{}"), 405),
        ("PUT", "/api/v3.1/executions", Some("{}"), 405),
        ("POST", "/api/v3.1/executions", Some("{bad"), 400),
        ("GET", "/api/v3.1/tasks_graphs", None, 400),
        ("PUT", "/api/v3.1/execution-schedules/x", Some("{}"), 400),
    ] {
        let told = client.send(method, path, &[], body).await;
        assert_eq!(
            (told.status, told.header("content-type")),
            (status, Some("text/html; charset=utf-8")),
            "{method} {path}"
        );
        assert!(
            told.text
                .starts_with("<!doctype html>\n<html lang=en>\n<title>"),
            "{}",
            told.text
        );
    }
}

#[tokio::test]
async fn quirk_10_search_and_range_mean_nothing_to_executions() {
    let client = manager().await;
    let total = async |query: &str| {
        client.read(&format!("executions?_size=0{query}")).await["metadata"]["pagination"]["total"]
            .clone()
    };
    assert_eq!(total("").await, 11);
    assert_eq!(
        total("&_search=nothing&_range=created_at,2000-01-01,2000-01-02&_bogus=1").await,
        11
    );
}

#[tokio::test]
async fn quirk_11_a_status_that_is_none_raises() {
    let client = manager().await;
    assert_eq!(client.get("executions?status=foo").await.refusal().0, 500);
    assert_eq!(
        client.read("executions?status_display=foo").await["items"],
        json!([])
    );
}

#[tokio::test]
async fn quirk_12_a_query_that_its_model_refuses_has_no_traceback() {
    let client = manager().await;
    for query in [
        "executions?_size=-1",
        "executions?_offset=abc",
        "executions?_sort=",
        "summary/executions?_target_field=zzz",
    ] {
        let told = client.get(query).await;
        assert_eq!(told.status, 400);
        let told = told.json();
        let keys: Vec<_> = told.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["error_code", "message"], "{query}");
    }
}

#[tokio::test]
async fn quirk_13_events_come_ten_thousand_at_once_and_say_nothing_of_filters() {
    let told = manager()
        .await
        .get(&format!("events?execution_id={INSTALL}"))
        .await;
    assert!(
        told.text.starts_with(
            r#"{"metadata": {"pagination": {"size": 10000, "offset": 0, "total": 82}}, "items": ["#
        ),
        "{}",
        &told.text[..200]
    );
}
