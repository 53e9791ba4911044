//! A portal of a simulated manager, and what somebody else does at that manager meanwhile.

use crate::support::{Browser, Portal, location};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use std::time::Duration;
use tokio::net::TcpListener;

/// Where the pages of executions are.
pub(super) const LIST: &str = "/Flow/default_tenant/executions";

/// A portal of a simulated manager, called Flow.
pub(super) async fn portal() -> Portal {
    Stage::set().await.portal
}

pub(super) async fn signed_in<'a>(portal: &'a Portal, user: &str, password: &str) -> Browser<'a> {
    let browser = portal.stranger();
    let answer = browser.sign_in_to("Flow", user, password, "").await;
    assert_eq!(location(&answer), "/Flow/default_tenant/home", "{user}");
    browser
}

/// The portal with the manager behind it, whose clock stands still until it is moved.
pub(super) struct Stage {
    pub(super) portal: Portal,
    url: String,
    client: Client,
}

impl Stage {
    pub(super) async fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options::default());
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let settings =
            format!("[[clouds]]\nname = \"Flow\"\nkind = \"cloudify\"\nurl = \"{url}\"\n");
        let client = Client::builder()
            .tls_backend_preconfigured(crate::support::tls())
            .build()
            .expect("a client");
        Self {
            // Nobody has to wait for what was read a moment ago.
            portal: Portal::configured(&settings, |pace| {
                pace.timings.readings_shared = Duration::ZERO;
                pace.timings.poll_min = Duration::from_millis(20);
                pace.timings.poll_max = Duration::from_millis(40);
            })
            .await,
            url,
            client,
        }
    }

    pub(super) async fn user(&self, user: &str) -> Browser<'_> {
        signed_in(&self.portal, user, &format!("{user}123")).await
    }

    /// Asks the manager itself, as its administrator.
    async fn asks(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let call = self.client.request(method, format!("{}{path}", self.url));
        let call = call
            .header("authorization", "Basic YWRtaW46YWRtaW4=")
            .header("tenant", "default_tenant");
        let call = match body {
            Some(body) => call
                .header("content-type", "application/json")
                .body(body.to_string()),
            None => call,
        };
        let answer = call.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("text");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Turns a switch of the simulator.
    pub(super) async fn switches(&self, switch: &str, body: Value) {
        self.asks(Method::POST, &format!("/_sim/{switch}"), Some(body))
            .await;
    }

    /// Lets so many seconds go by at the manager.
    pub(super) async fn pass(&self, seconds: u32) {
        for _ in 0..seconds {
            self.switches("clock", json!({ "freeze": true, "advanceSeconds": 1 }))
                .await;
        }
    }

    /// Starts `slow` on `d1` at the manager itself, and lets it begin.
    pub(super) async fn starts(&self, seconds: u32) -> String {
        self.starts_with(seconds, &[]).await
    }

    /// The same with further parameters.
    pub(super) async fn starts_with(&self, seconds: u32, more: &[(&str, &str)]) -> String {
        let mut parameters = json!({ "seconds": seconds });
        for (name, value) in more {
            parameters[*name] = Value::from(*value);
        }
        let body = json!({
            "deployment_id": "d1",
            "workflow_id": "slow",
            "parameters": parameters,
            "allow_custom_parameters": true,
        });
        let path = "/api/v3.1/executions";
        let started = self.asks(Method::POST, path, Some(body)).await;
        let id = started["id"].as_str().expect("an id").to_owned();
        self.pass(3).await;
        assert_eq!(self.status(&id).await, "started");
        id
    }

    /// How the manager says an execution stands.
    pub(super) async fn status(&self, id: &str) -> String {
        let told = self.told(id).await;
        told["status"].as_str().expect("a status").to_owned()
    }

    /// What the manager tells of an execution.
    pub(super) async fn told(&self, id: &str) -> Value {
        self.asks(Method::GET, &format!("/api/v3.1/executions/{id}"), None)
            .await
    }

    /// Writes lines into an execution's log, each of a level.
    pub(super) async fn writes(&self, id: &str, lines: &[(&str, &str)]) {
        let logs = lines.iter().map(|(level, text)| {
            json!({"level": level, "logger": "ctx", "message": {"text": text}, "context": {}})
        });
        let body = json!({
            "execution_id": id,
            "events": [],
            "logs": logs.collect::<Vec<_>>(),
        });
        self.asks(Method::POST, "/api/v3.1/events", Some(body))
            .await;
    }
}

/// The value of a form's hidden control.
pub(super) fn hidden<'a>(html: &'a str, name: &str) -> &'a str {
    let control = html
        .split(&format!("type=\"hidden\" name=\"{name}\" value=\""))
        .nth(1);
    let value = control.and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("no {name} in {html}"))
}
