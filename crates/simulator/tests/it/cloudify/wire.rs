//! How a manager writes: versions, headers, methods, and JSON to the byte.

use serde_json::json;

use super::client::Client;

async fn manager() -> Client {
    let client = Client::recorded();
    client.freeze().await;
    client
}

#[tokio::test]
async fn successes_are_spaced_errors_are_not_and_both_end_their_line() {
    let client = manager().await;
    let told = client.get("executions?_size=0").await;
    assert_eq!(
        told.text,
        "{\"metadata\": {\"pagination\": {\"total\": 11, \"size\": 0, \"offset\": 0}, \"filtered\": null}, \"items\": []}\n"
    );
    let told = client.get("executions/nope").await;
    assert_eq!(
        told.text,
        "{\"error_code\":\"not_found_error\",\"message\":\"Requested `Execution` with ID `nope` was not found\",\"server_traceback\":null}\n"
    );
    let body = json!({"display_name": "Übung \u{1f680}"});
    let told = client
        .patch("deployments/d2?_include=display_name", &body)
        .await;
    assert_eq!(
        told.text,
        "{\"display_name\": \"\\u00dcbung \\ud83d\\ude80\"}\n"
    );
}

#[tokio::test]
async fn every_answer_says_who_asked_and_how() {
    let client = manager().await;
    let audit = async |client: &Client, path: &str| {
        let told = client.send("GET", path, &[], None).await;
        let header = |name: &str| told.header(name).map(str::to_owned);
        (
            header("x-cloudify-audit-auth-method"),
            header("x-cloudify-audit-tenant"),
            header("x-cloudify-audit-username"),
            header("vary"),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    let signed_in = (
        some("http_basic"),
        some("default_tenant"),
        some("admin"),
        some("Cookie"),
    );
    for path in [
        "/api/v3.1/executions?_size=0",
        "/api/v3.1/executions/nope",
        "/api/v3.1/nothing",
    ] {
        assert_eq!(audit(&client, path).await, signed_in, "{path}");
    }
    let nobody = client.user(None);
    let unknown = (some("None"), None, None, some("Cookie"));
    assert_eq!(audit(&nobody, "/api/v3.1/version").await, unknown);
}

#[tokio::test]
async fn versions_have_what_they_have() {
    let client = manager().await;
    for (path, status) in [
        ("/api/version", 200),
        ("/api/v1/version", 200),
        ("/api/v3/version", 200),
        ("/api/v3/deployments", 200),
        ("/api/v3/tokens", 404),
        ("/api/v3/summary/executions?_target_field=status", 404),
        ("/api/v2/executions", 200),
        ("/api/v2/events", 404),
        ("/api/v2/deployments", 404),
        ("/api/v3.2/executions", 404),
        ("/api/executions", 404),
    ] {
        assert_eq!(
            client.send("GET", path, &[], None).await.status,
            status,
            "{path}"
        );
    }
    let first = client
        .send("GET", "/api/v1/executions", &[], None)
        .await
        .json();
    assert_eq!(
        first.as_array().unwrap().len(),
        11,
        "the first version has no envelope"
    );
}

#[tokio::test]
async fn head_and_options_are_answered_without_a_body() {
    let client = manager().await;
    let told = client.send("HEAD", "/api/v3.1/executions", &[], None).await;
    assert_eq!((told.status, told.text.as_str()), (200, ""));
    let told = client
        .tenant(None)
        .send("OPTIONS", "/api/v3.1/executions", &[], None)
        .await;
    assert_eq!((told.status, told.text.as_str()), (200, ""));
    let mut methods: Vec<_> = told.header("allow").unwrap().split(", ").collect();
    methods.sort_unstable();
    assert_eq!(methods, ["DELETE", "GET", "HEAD", "OPTIONS", "POST"]);
    assert_eq!(told.header("access-control-allow-origin"), None);
    let nobody = client.user(None).tenant(None);
    let told = nobody.get("ok").await;
    assert_eq!((told.status, told.text.as_str()), (200, "\"OK\"\n"));
}

#[tokio::test]
async fn lists_are_filtered_and_sorted_by_what_is_known() {
    let client = manager().await;
    let ids = async |query: &str| {
        let told = client
            .read(&format!("deployments?_include=id&_size=3&{query}"))
            .await;
        let items = told["items"].as_array().unwrap().iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids("_search=WEB-0&_sort=-id").await,
        ["web-09", "web-08", "web-07"]
    );
    assert_eq!(
        ids("blueprint_id=demo&blueprint_id=parameters&_sort=id").await,
        ["d1", "d2", "parameters"]
    );
    assert_eq!(ids("_search=zzz&_search_name=demo%20t").await, ["d2"]);
    assert_eq!(ids("_sort=-label:env&_sort=-id&_search=a").await.len(), 3);
    assert_eq!(client.get("deployments?_sort=label").await.status, 400);
    let body = json!({"filter_rules": [{"key": "env", "values": ["staging"], "operator": "any_of", "type": "label"}]});
    let told = client
        .post("searches/deployments?_include=id", &body)
        .await
        .json();
    assert_eq!(told["metadata"]["pagination"]["total"], 8);
    let statuses = client
        .read("executions?status=failed&status=cancelled&_sort=status&_include=status")
        .await;
    assert_eq!(
        statuses["items"],
        json!([{"status": "failed"}, {"status": "failed"}, {"status": "cancelled"}])
    );
}
