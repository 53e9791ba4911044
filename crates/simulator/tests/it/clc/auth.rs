//! Signing in, tokens, accounts and roles.

use axum::http::Method;
use serde_json::json;
use slipway_simulator::{Options, Simulator, demo_accounts, packages};

use crate::clc::support::{Client, link, list, rels};

const WRONG: &str = "We didn't recognize the username or password you entered. Please try again.";

#[tokio::test]
async fn a_login_answers_like_the_cloud() {
    let client = Client::new().await;
    let answer = client.login("admin", "slipway").await.json();
    assert_eq!(
        crate::clc::support::keys(&answer),
        [
            "userName",
            "accountAlias",
            "locationAlias",
            "roles",
            "bearerToken"
        ]
    );
    assert_eq!(answer["accountAlias"], "SLIP");
    assert_eq!(list(&answer["roles"]).len(), 8);
    for account in demo_accounts() {
        assert_eq!(
            client.login(account.user, account.password).await.status,
            200
        );
    }
}

#[tokio::test]
async fn login_takes_forms_and_any_case() {
    let client = Client::new().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let path = "/v2/authentication/login/";
    assert_eq!(
        client
            .send(Method::POST, path, &form, "Username=ADMIN&Password=slipway")
            .await
            .status,
        200
    );
    let body = r#"{"UserName":"viewer","PASSWORD":"slipway","remember":null}"#;
    assert_eq!(client.send(Method::POST, path, &[], body).await.status, 200);
    let missing = client.send(Method::POST, path, &[], "{}").await;
    assert_eq!(missing.status, 400);
    assert_eq!(
        missing.json()["modelState"]["body.password"][0],
        "The password field is required."
    );
}

#[tokio::test]
async fn four_failures_lock_for_fifteen_minutes() {
    let client = Client::new().await;
    for _ in 0..4 {
        let answer = client.login("viewer", "wrong").await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["message"]),
            (400, &json!(WRONG))
        );
    }
    let locked = client.login("viewer", "slipway").await;
    assert_eq!(locked.status, 400);
    assert!(locked.text.contains("locked"));
    assert_eq!(client.login("operator", "slipway").await.status, 200);
    client.advance(901.0).await;
    assert_eq!(client.login("viewer", "slipway").await.status, 200);
}

#[tokio::test]
async fn a_token_is_needed_and_runs_out() {
    let mut client = Client::new().await;
    let other_start = Simulator::new(Options::default()).router();
    assert_eq!(
        Client {
            router: other_start,
            token: client.token.clone()
        }
        .get("/v2/packages/SLIP")
        .await
        .status,
        200
    );
    client.advance(14.0 * 86_400.0).await;
    let stale = client.get("/v2/packages/SLIP").await;
    assert_eq!(
        (stale.status.as_u16(), stale.text.as_str()),
        (
            401,
            r#"{"message":"Authorization has been denied for this request."}"#
        )
    );
    client = client.user("admin").await;
    assert_eq!(client.get("/v2/packages/SLIP").await.status, 200);
    client.post("/_sim/tokens/expire", &json!({})).await;
    assert_eq!(client.get("/v2/packages/SLIP").await.status, 401);
    client = client.user("admin").await;
    assert_eq!(client.get("/v2/packages/SLIP").await.status, 200);
    for token in ["", "garbage", "Bearer x"] {
        token.clone_into(&mut client.token);
        assert_eq!(client.get("/v2/datacenters/SLIP").await.status, 401);
    }
}

#[tokio::test]
async fn accounts_do_not_see_each_other() {
    let admin = Client::new().await;
    let other = admin.user("other").await;
    let foreign = other.get("/v2/datacenters/SLIP").await;
    assert_eq!(foreign.status, 403);
    assert!(foreign.json()["message"].is_string());
    assert_eq!(
        admin.get("/v2/servers/othr/va1othrmail01").await.status,
        403
    );
    assert_eq!(
        other.read("/v2/servers/othr/va1othrmail01").await["name"],
        "VA1OTHRMAIL01"
    );
    assert_eq!(other.get("/v2/servers/OTHR/va1slipweb01").await.status, 404);
    let job = crate::clc::support::job(&admin.operation("shutDown", &["va1slipweb01"]).await);
    assert_eq!(
        other
            .get(&format!("/v2/operations/OTHR/status/{job}"))
            .await
            .status,
        404
    );
    let seen = other.read("/v2/packages/OTHR").await;
    assert!(!list(&seen).is_empty());
    assert!(
        list(&seen)
            .iter()
            .all(|package| package["visibility"] == "public")
    );
}

#[tokio::test]
async fn roles_decide_on_writes_and_links() {
    let admin = Client::new().await;
    let (operator, viewer) = (admin.user("operator").await, admin.user("viewer").await);
    assert_eq!(
        viewer.operation("reboot", &["va1slipweb01"]).await.status,
        403
    );
    assert_eq!(
        operator.operation("reboot", &["va1slipweb01"]).await.status,
        200
    );
    assert_eq!(
        operator
            .run(packages::ALWAYS_FAILS, &["va1slipweb01"])
            .await
            .status,
        403
    );
    assert_eq!(
        admin
            .run(packages::ALWAYS_FAILS, &["va1slipweb01"])
            .await
            .status,
        200
    );

    let server = viewer.server("va1slipweb01").await;
    assert_eq!(link(&server, "self")["verbs"], json!(["GET"]));
    assert!(
        !rels(&server).contains(&"credentials") && !rels(&server).contains(&"publicIPAddresses")
    );
    let tree = viewer.tree("va1").await;
    assert!(!rels(&tree).contains(&"createServer"));
}
