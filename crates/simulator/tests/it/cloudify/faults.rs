//! Faults on the manager's paths have its own bodies; tokens end when they are told to; maintenance bars what it bars.

use serde_json::{Value, json};

use super::client::Client;

const PATH: &str = "/api/v3.1/executions";

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

#[tokio::test]
async fn a_status_comes_with_the_managers_own_body() {
    let client = manager().await;
    for (status, code, message) in [
        (
            401,
            "unauthorized_error",
            "User unauthorized: Token is expired",
        ),
        (403, "forbidden_error", "Forbidden"),
        (
            415,
            "unsupported_content_type_error",
            "Content type must be application/json",
        ),
        (
            503,
            "maintenance_mode_active",
            "Your request was rejected since Cloudify manager is currently in maintenance mode",
        ),
    ] {
        let order = json!({"path": PATH, "count": 1, "fault": "status", "status": status});
        client.switch("faults", &order).await;
        let told = client.get("executions").await;
        assert_eq!(
            told.refusal(),
            (status, code.to_owned(), message.to_owned())
        );
        assert_eq!(told.header("content-type"), Some("application/json"));
        assert_eq!(client.get("executions").await.status, 200, "used up");
    }
    let order = json!({"path": "/api/v3.1/*", "count": 1, "fault": "status", "status": 500});
    client.switch("faults", &order).await;
    let told = client.get("deployments").await;
    assert_eq!(
        (told.status, told.refusal().1.as_str()),
        (500, "internal_server_error")
    );
    assert!(
        told.json()["server_traceback"]
            .as_str()
            .unwrap()
            .starts_with("Traceback")
    );
}

#[tokio::test]
async fn pages_come_with_the_status_that_is_ordered() {
    let client = manager().await;
    for (order, status) in [
        (json!({"path": PATH, "count": 1, "fault": "html"}), 200),
        (
            json!({"path": PATH, "count": 1, "fault": "html", "status": 502}),
            502,
        ),
        (
            json!({"path": PATH, "count": 1, "fault": "status", "status": 404}),
            404,
        ),
    ] {
        client.switch("faults", &order).await;
        let told = client.get("executions").await;
        assert_eq!(told.status, status);
        assert!(
            told.header("content-type")
                .unwrap()
                .starts_with("text/html"),
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_token_lasts_until_its_end_or_until_all_are_ended() {
    let client = manager().await;
    let token = async |body: Value| {
        client.post("tokens", &body).await.json()["value"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let ask = async |token: &str| {
        let client = client.user(None);
        client
            .send("GET", PATH, &[("authentication-token", token)], None)
            .await
    };
    let short = token(json!({"expiration_date": "+2 min"})).await;
    let long = token(json!({})).await;
    let told = ask(&short).await;
    assert_eq!(
        (told.status, told.header("x-cloudify-audit-auth-method")),
        (200, Some("token"))
    );
    client.advance(120.0).await;
    assert_eq!(
        ask(&short).await.refusal().2,
        "User unauthorized: Token is expired"
    );
    assert_eq!(ask(&long).await.status, 200);
    client.switch("tokens/expire", &Value::Null).await;
    assert_eq!(
        ask(&long).await.refusal().2,
        "User unauthorized: Token is expired"
    );
    assert_eq!(
        ask("ctok-x").await.refusal().2,
        "User unauthorized: Invalid token structure"
    );
    let masked = client.read("tokens").await;
    for item in masked["items"].as_array().unwrap() {
        assert!(
            item["value"].as_str().unwrap().ends_with("-********"),
            "{item}"
        );
    }
}

#[tokio::test]
async fn maintenance_begins_when_nothing_runs_and_bars_all_but_a_few() {
    let client = manager().await;
    let id = client
        .start("d1", "slow", &json!({"parameters": {"seconds": 10}}))
        .await;
    assert_eq!(
        client
            .user(Some("vic"))
            .post("maintenance/activate", &json!({}))
            .await
            .status,
        403
    );
    let told = client.post("maintenance/activate", &json!({})).await.json();
    assert_eq!(
        (&told["status"], &told["requested_by"]),
        (&json!("activating"), &json!("admin"))
    );
    let body = json!({"deployment_id": "d2", "workflow_id": "slow"});
    assert_eq!(
        client.post("executions", &body).await.refusal().1,
        "entering_maintenance_mode"
    );
    assert_eq!(client.status(&id).await, "pending");
    client.advance(30.0).await;
    let told = client.get("executions").await;
    assert_eq!(
        (told.status, told.refusal().1.as_str()),
        (503, "maintenance_mode_active")
    );
    assert_eq!(told.json()["server_traceback"], "NoneType: None\n");
    for path in ["version", "status", "maintenance"] {
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
    let bypass = [("x-bypass-maintenance", "true")];
    assert_eq!(client.send("GET", PATH, &bypass, None).await.status, 200);
    assert_eq!(
        client
            .user(Some("vic"))
            .send("GET", PATH, &bypass, None)
            .await
            .status,
        503
    );
    assert_eq!(
        client
            .post("maintenance/deactivate", &json!({}))
            .await
            .json()["status"],
        "deactivated"
    );
    assert_eq!(client.get("executions").await.status, 200);
}

#[tokio::test]
async fn who_may_do_what_is_refused_in_the_managers_words() {
    let client = manager().await;
    let slow = json!({"deployment_id": "d1", "workflow_id": "slow"});
    for (user, status) in [("vic", 403), ("nora", 403), ("bob", 403), ("ursula", 201)] {
        let told = client.user(Some(user)).post("executions", &slow).await;
        assert_eq!(told.status, status, "{user}: {}", told.text);
    }
    let told = client.user(Some("vic")).post("executions", &slow).await;
    let message = "User `vic` is not permitted to perform the action execution_start in the tenant `default_tenant`";
    assert_eq!(
        told.refusal(),
        (403, "forbidden_error".to_owned(), message.to_owned())
    );
    let told = client.tenant(None).get("executions").await;
    assert_eq!(
        told.refusal().2,
        "Authorization failed: tenant not provided"
    );
    let wrong = [("authorization", "Basic YWRtaW46d3Jvbmc=")];
    let told = client.user(None).send("GET", PATH, &wrong, None).await;
    let message = "User unauthorized: Authentication failed for <User username=`admin`>. Wrong credentials or locked account";
    assert_eq!(
        told.refusal(),
        (401, "unauthorized_error".to_owned(), message.to_owned())
    );
    assert_eq!(told.header("www-authenticate"), None);
    assert_eq!(
        client
            .user(Some("bob"))
            .tenant(Some("tenant_b"))
            .read("executions")
            .await["items"],
        json!([])
    );
}
