//! What is odd about a manager and must be odd here: the other twelve.

use serde_json::{Value, json};

use super::client::Client;

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

#[tokio::test]
async fn quirk_14_user_names_know_no_case() {
    let client = manager().await.user(Some("ADMIN"));
    let told = client.get("executions?_size=0").await;
    assert_eq!(
        (told.status, told.header("x-cloudify-audit-username")),
        (200, Some("admin"))
    );
}

#[tokio::test]
async fn quirk_15_some_calls_answer_with_another_status() {
    let client = manager().await;
    assert_eq!(client.post("tokens", &json!({})).await.status, 200);
    let path = "execution-schedules/s1?deployment_id=d1";
    let body =
        json!({"workflow_id": "slow", "since": "2090-01-01T00:00:00.000Z", "recurrence": "1 day"})
            .to_string();
    assert_eq!(
        client
            .send("PUT", &format!("/api/v3.1/{path}"), &[], Some(&body))
            .await
            .status,
        201
    );
    assert_eq!(
        client.patch(path, &json!({"enabled": false})).await.status,
        201
    );
    let body = json!({"deployment_ids": ["d1", "d2"]}).to_string();
    assert_eq!(
        client
            .send("PUT", "/api/v3.1/deployment-groups/g1", &[], Some(&body))
            .await
            .status,
        200
    );
    let body = json!({"deployment_group_id": "g1", "workflow_id": "slow"});
    assert_eq!(client.post("execution-groups", &body).await.status, 200);
}

#[tokio::test]
async fn quirk_16_an_error_is_null_then_empty_then_a_traceback() {
    let client = manager().await;
    let body = json!({"parameters": {"seconds": 1, "fail": true}});
    let id = client.start("d1", "slow", &body).await;
    assert_eq!(client.execution(&id).await["error"], Value::Null);
    client.advance(1.5).await;
    assert_eq!(client.execution(&id).await["error"], "");
    client.advance(5.0).await;
    assert!(
        client.execution(&id).await["error"]
            .as_str()
            .unwrap()
            .starts_with("File \"/opt/manager\", line 123")
    );
}

#[tokio::test]
async fn quirk_17_a_cancelled_queued_one_is_cancelling_first() {
    let client = manager().await;
    client.start("d1", "slow", &json!({})).await;
    let id = client.start("d1", "slow", &json!({"queue": true})).await;
    assert_eq!(
        client.act(&id, "cancel").await.json()["status"],
        "cancelling"
    );
    client.advance(1.0).await;
    let told = client.execution(&id).await;
    assert_eq!(
        (&told["status"], &told["started_at"]),
        (&json!("cancelled"), &Value::Null)
    );
    assert!(told["ended_at"].is_string());
}

#[tokio::test]
async fn quirk_18_force_counts_in_the_body_alone() {
    let client = manager().await;
    client.start("d1", "slow", &json!({})).await;
    let body = json!({"deployment_id": "d1", "workflow_id": "slow"});
    assert_eq!(
        client.post("executions?force=true", &body).await.status,
        400
    );
    client.start("d1", "slow", &json!({"force": "TRUE"})).await;
}

#[tokio::test]
async fn quirk_19_null_for_a_number_or_a_boolean_raises() {
    let client = manager().await;
    for parameters in [
        json!({"count": null}),
        json!({"ratio": null}),
        json!({"flag": null}),
        json!({"flag": 1}),
    ] {
        let mut given = json!({"name": "abc"});
        given
            .as_object_mut()
            .unwrap()
            .extend(parameters.as_object().unwrap().clone());
        let body = json!({"deployment_id": "d1", "workflow_id": "rich", "parameters": given});
        let (status, code, _) = client.post("executions", &body).await.refusal();
        assert_eq!(
            (status, code.as_str()),
            (500, "internal_server_error"),
            "{parameters}"
        );
    }
}

#[tokio::test]
async fn quirk_20_a_text_is_a_list_of_its_letters() {
    let client = manager().await;
    let id = client
        .start(
            "d1",
            "rich",
            &json!({"parameters": {"name": "abc", "lst": "12"}}),
        )
        .await;
    assert_eq!(
        client.execution(&id).await["parameters"]["lst"],
        json!([1, 2])
    );
}

#[tokio::test]
async fn quirk_21_there_are_numbers_that_json_has_not() {
    let client = manager().await;
    for (given, told) in [
        ("nan", "NaN"),
        ("1e999", "Infinity"),
        ("-1e999", "-Infinity"),
    ] {
        let body = json!({"deployment_id": "d1", "workflow_id": "rich", "force": true, "parameters": {"name": "abc", "ratio": given}});
        let answer = client.post("executions?_include=parameters", &body).await;
        assert!(
            answer.text.starts_with(&format!(
                r#"{{"parameters": {{"name": "abc", "ratio": {told}, "size": "small""#
            )),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn quirk_22_a_refused_start_leaves_a_failed_row_and_a_group_cancels_without_a_time() {
    let client = manager().await;
    let body = json!({"deployment_id": "d1", "workflow_id": "install"});
    let told = client.post("executions", &body).await;
    assert_eq!(
        told.refusal(),
        (
            400,
            "unavailable_workflow_error".to_owned(),
            "Workflow not available: install".to_owned()
        )
    );
    let last = client.read("executions?_sort=-created_at&_size=1").await["items"][0].clone();
    assert_eq!(
        (&last["status"], &last["error"]),
        (
            &json!("failed"),
            &json!("Error preparing execution: Workflow not available: install")
        )
    );

    let body = json!({"deployment_ids": ["d1", "d2"]}).to_string();
    client
        .send("PUT", "/api/v3.1/deployment-groups/g1", &[], Some(&body))
        .await;
    let body = json!({"deployment_group_id": "g1", "workflow_id": "slow", "concurrency": 1});
    let group = client.post("execution-groups", &body).await.json();
    let ids: Vec<_> = group["execution_ids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (
            ids.len(),
            client.status(&ids[0]).await.as_str(),
            client.status(&ids[1]).await.as_str()
        ),
        (2, "pending", "queued")
    );
    let id = group["id"].as_str().unwrap();
    let told = client
        .post(
            &format!("execution-groups/{id}"),
            &json!({"action": "cancel"}),
        )
        .await;
    assert_eq!(
        (told.status, &told.json()["execution_ids"]),
        (200, &Value::Null)
    );
    let told = client.execution(&ids[1]).await;
    assert_eq!(
        (&told["status"], &told["ended_at"], &told["error"]),
        (&json!("cancelled"), &Value::Null, &Value::Null)
    );
    assert_eq!(client.status(&ids[0]).await, "cancelling");
}

#[tokio::test]
async fn quirk_23_an_unknown_tenant_is_forbidden() {
    let client = manager().await.tenant(Some("nope"));
    let message = "Authorization failed: Tried to authenticate with invalid tenant name: nope";
    assert_eq!(
        client.get("executions").await.refusal(),
        (403, "forbidden_error".to_owned(), message.to_owned())
    );
}

#[tokio::test]
async fn quirk_24_a_deployment_is_deleted_after_the_answer() {
    let client = manager().await;
    let told = client
        .send("DELETE", "/api/v3.1/deployments/d2", &[], None)
        .await;
    assert_eq!((told.status, told.text.as_str()), (204, ""));
    let last = client
        .read("executions?_sort=-created_at&_size=1&_include=workflow_id,deployment_id")
        .await;
    assert_eq!(
        last["items"][0],
        json!({"workflow_id": "delete_deployment_environment", "deployment_id": "d2"})
    );
    assert_eq!(client.get("deployments/d2").await.status, 200);
    client.advance(10.0).await;
    assert_eq!(client.get("deployments/d2").await.status, 404);
}

#[tokio::test]
async fn quirk_25_making_an_environment_is_an_ordinary_execution() {
    let client = manager().await;
    let told = client
        .read("executions?_include=workflow_id,is_system_workflow")
        .await;
    for workflow in ["create_deployment_environment", "upload_blueprint"] {
        let item = json!({"is_system_workflow": false, "workflow_id": workflow});
        assert!(
            told["items"].as_array().unwrap().contains(&item),
            "{workflow}: {told}"
        );
    }
}
