//! The tokens that a Cloudify Manager lists, as its administrator sees them.

use crate::support::{Portal, location, tls};
use reqwest::Client;
use serde_json::{Value, json};
use slipway_domain::{CloudName, ExecutionId, Secret};
use slipway_portal::runs::adopt::adopt;
use slipway_portal::sign_in::grants::Grants;
use slipway_portal::sign_in::{SignIn, join, sign_in, sign_out};
use slipway_simulator::{Options, Simulator};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::TcpListener;

/// A simulated manager.
struct Manager {
    url: String,
}

impl Manager {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options::default());
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        Self { url }
    }

    async fn portal(&self) -> Portal {
        let url = &self.url;
        let settings =
            format!("[[clouds]]\nname = \"Flow\"\nkind = \"cloudify\"\nurl = \"{url}\"\n");
        Portal::configured(&settings, |_| {}).await
    }

    /// What its administrator is told.
    async fn admin(&self, method: http::Method, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/api/v3.1/{path}", self.url);
        let client = Client::builder().tls_backend_preconfigured(tls()).build();
        let mut call = client.expect("a client").request(method, url);
        call = call.basic_auth("admin", Some("admin"));
        call = call.header("Tenant", "default_tenant");
        if let Some(body) = body {
            call = call.header("Content-Type", "application/json");
            call = call.body(body.to_string());
        }
        let answer = call.send().await.expect("an answer");
        let text = answer.text().await.expect("a body");
        serde_json::from_str(&text).expect(&text)
    }

    /// How many tokens of somebody it lists.
    async fn tokens_of(&self, user: &str) -> usize {
        let listed = self.admin(http::Method::GET, "tokens", None).await;
        let all = listed["items"].as_array().expect("a list").iter();
        all.filter(|token| token["username"] == user).count()
    }

    async fn until_none_of(&self, user: &str) {
        for _ in 0..400 {
            if self.tokens_of(user).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("a token of {user} is still listed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_takes_the_token_from_the_managers_list() {
    let manager = Manager::start().await;
    let portal = manager.portal().await;
    let browser = portal.stranger();
    let answer = browser.sign_in_to("Flow", "vic", "vic123", "").await;
    assert_eq!(location(&answer), "/Flow/default_tenant/home");
    assert_eq!(manager.tokens_of("vic").await, 1);
    // A newer sign-in in the same browser takes the place of the first.
    let answer = browser.sign_in_to("Flow", "otto", "otto123", "").await;
    assert_eq!(answer.status(), 303);
    manager.until_none_of("vic").await;
    assert_eq!(manager.tokens_of("otto").await, 1);
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!(answer.status(), 303);
    manager.until_none_of("otto").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_followed_keeps_its_token_in_the_list_until_its_end() {
    let manager = Manager::start().await;
    let portal = manager.portal().await;
    let portal = &portal.running.portal;
    let attempt = SignIn {
        cloud: CloudName::new("Flow"),
        user: "manny".to_owned(),
        password: Secret::new("manny123"),
        address: Ipv4Addr::LOCALHOST.into(),
    };
    let fresh = sign_in(portal, attempt).await.expect("signed in");
    let mut grants = Grants::default();
    join(portal, &mut grants, fresh.clone())
        .await
        .expect("joined");
    let start = json!({
        "deployment_id": "d1",
        "workflow_id": "slow",
        "parameters": {"seconds": 600},
    });
    let started = manager.admin(http::Method::POST, "executions", Some(start));
    let started = started.await;
    let id = started["id"].as_str().expect("an id").to_owned();
    let run = adopt(portal, &fresh, &ExecutionId::new(id.clone())).await;
    let run = run.expect("adopted");
    sign_out(portal, &grants).await.expect("signed out");
    let state = async || {
        let detail = portal.store().runs.detail(&run).await.expect("a store");
        detail.expect("a run").run.state
    };
    assert!(!state().await.is_over());
    assert_eq!(manager.tokens_of("manny").await, 1, "the run reads with it");
    let kill = json!({"action": "kill"});
    let path = format!("executions/{id}");
    manager.admin(http::Method::POST, &path, Some(kill)).await;
    manager.until_none_of("manny").await;
    assert!(state().await.is_over());
}
