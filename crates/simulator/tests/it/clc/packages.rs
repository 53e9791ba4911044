//! The catalogue, and running what is in it.

use serde_json::{Value, json};
use slipway_simulator::packages;

use crate::clc::support::{Client, entry, job, keys, list};

fn find<'a>(packages: &'a Value, id: &str) -> &'a Value {
    list(packages)
        .iter()
        .find(|package| package["id"] == id)
        .unwrap()
}

#[tokio::test]
async fn the_catalogue_holds_real_and_made_up_packages() {
    let client = Client::new().await;
    let all = client.read("/v2/packages/slip").await;
    assert_eq!(list(&all).len(), 30);
    assert_eq!(
        keys(&all[0]),
        [
            "id",
            "name",
            "visibility",
            "description",
            "parameters",
            "supportedOSTypes"
        ]
    );
    for visibility in ["public", "private", "shared"] {
        assert!(
            list(&all)
                .iter()
                .any(|package| package["visibility"] == visibility)
        );
    }
    let types: std::collections::BTreeSet<_> = list(&find(&all, packages::SHOWCASE)["parameters"])
        .iter()
        .map(|parameter| parameter["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types.into_iter().collect::<Vec<_>>(),
        [
            "multiSelect",
            "network",
            "numeric",
            "option",
            "password",
            "server",
            "serverIP",
            "string"
        ]
    );
    let sixty = &find(&all, packages::SIXTY_PARAMETERS)["parameters"];
    assert_eq!(list(sixty).len(), 60);
    assert!(
        list(sixty)
            .iter()
            .all(|parameter| parameter["defaultValue"].is_string())
    );
    let hostile = find(&all, packages::HOSTILE_TEXT).to_string();
    assert!(
        hostile.contains("<script>") && hostile.contains('\u{202e}') && hostile.contains("\\u0000")
    );
}

#[tokio::test]
async fn a_run_is_checked_first() {
    let client = Client::new().await;
    let path = "/v2/operations/SLIP/servers/executePackage";
    let state = async |body: Value| {
        let answer = client.post(path, &body).await;
        assert_eq!(answer.status, 400, "{}", answer.text);
        let json = answer.json();
        assert_eq!(json["message"], "The request is invalid.");
        json["modelState"].clone()
    };
    let unknown =
        state(json!({"servers": ["va1slipweb01"], "package": {"packageId": "nope"}})).await;
    assert!(unknown["body.package.packageId"].is_array());
    let missing = state(json!({"servers": ["va1slipweb01"], "package": {"packageId": packages::SHOWCASE, "parameters": null}})).await;
    assert_eq!(
        missing["body.package.parameters.SLIP.Showcase.AdminPassword"][0],
        "The Administrator password field is required."
    );
    assert_eq!(keys(&missing).len(), 1);
    let empty =
        state(json!({"servers": [], "package": {"packageId": packages::SIX_MINUTES}})).await;
    assert!(empty["body.servers"].is_array());
    assert!(state(json!({})).await["body.package"].is_array());
}

#[tokio::test]
async fn a_run_takes_any_spelling() {
    let client = Client::new().await;
    let body = json!({"Servers": ["VA1SLIPWEB01"], "ttl": null, "PACKAGE": {
        "PackageID": "{64446C8E-386B-EBF2-A2AC-CAB865469378}",
        "Parameters": {"slip.showcase.adminpassword": "Secret-123"}}});
    let answer = client
        .post("/v2/operations/slip/servers/executePackage/", &body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let id = job(&answer);
    assert_eq!(
        client.states(&id, &[9.0, 11.0, 31.0]).await,
        ["notStarted", "executing", "succeeded"]
    );
}

#[tokio::test]
async fn stopped_servers_take_packages_and_some_refuse() {
    let client = Client::new().await;
    let servers = client.servers("va1").await;
    let stopped = servers.iter().find(|server| {
        server["status"] == "active" && server["details"]["powerState"] == "stopped"
    });
    let stopped = stopped.unwrap()["id"].as_str().unwrap();
    assert_eq!(
        client.run(packages::ALWAYS_FAILS, &[stopped]).await.status,
        200
    );
    let answer = client
        .run(
            packages::REFUSES_SOME,
            &["va1slipweb01", "va1slipdb01", "ca1slipref02"],
        )
        .await
        .json();
    assert_eq!(entry(&answer, "va1slipweb01")["isQueued"], true);
    assert_eq!(
        entry(&answer, "va1slipdb01")["errorMessage"],
        "The package refuses to run on this server."
    );
    assert_eq!(entry(&answer, "ca1slipref02")["isQueued"], false);
    assert_eq!(
        client
            .run(packages::REFUSES_SOME, &["va1slipdb01"])
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn one_manifest_does_not_hold_still() {
    let client = Client::new().await;
    let parameters = async || {
        let all = client.read("/v2/packages/SLIP").await;
        find(&all, packages::MANIFEST_CHANGES)["parameters"].clone()
    };
    let (first, second, third) = (parameters().await, parameters().await, parameters().await);
    assert_eq!(first, third);
    assert_eq!((list(&first).len(), list(&second).len()), (1, 2));
    assert_ne!(first[0]["defaultValue"], second[0]["defaultValue"]);
}
