//! A cloud that others use too: what they do there, and what the portal asked of it.

use crate::support::{Portal, tls};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use std::time::Duration;
use tokio::net::TcpListener;

pub(super) struct World {
    url: String,
    client: Client,
    token: String,
}

impl World {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options {
            speed: 500.0,
            ..Options::default()
        });
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let client = Client::builder().tls_backend_preconfigured(tls()).build();
        let mut world = Self {
            url,
            client: client.expect("a client"),
            token: String::new(),
        };
        let login = json!({"username": "admin", "password": "slipway"});
        let answer = world
            .call(Method::POST, "/v2/authentication/login", Some(login))
            .await;
        let token = answer["bearerToken"].as_str().expect("a token");
        token.clone_into(&mut world.token);
        world
    }

    pub(super) async fn portal(&self) -> Portal {
        Portal::of_cloud(&self.url, |_| {}).await
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            let body = body.to_string();
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        let text = request.send().await.expect("an answer").text().await;
        serde_json::from_str(&text.expect("text")).unwrap_or_default()
    }

    async fn status(&self, server: &str) -> u16 {
        let path = format!("{}/v2/servers/SLIP/{server}", self.url);
        let get = self.client.get(path).bearer_auth(&self.token);
        get.send().await.expect("an answer").status().as_u16()
    }

    /// Somebody else switches a server.
    pub(super) async fn power(&self, operation: &str, server: &str) {
        let path = format!("/v2/operations/SLIP/servers/{operation}");
        self.call(Method::POST, &path, Some(json!([server]))).await;
        for _ in 0..100 {
            let now = self
                .call(Method::GET, &format!("/v2/servers/SLIP/{server}"), None)
                .await;
            if now["details"]["powerState"] == "stopped" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{server} is not stopped");
    }

    /// Somebody else deletes a server.
    pub(super) async fn delete(&self, server: &str) {
        let path = format!("/v2/servers/SLIP/{server}");
        self.call(Method::DELETE, &path, None).await;
        for _ in 0..100 {
            if self.status(server).await == 404 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{server} is still there");
    }

    pub(super) async fn fail(&self, path: &str) {
        let order = json!({"fault": "status", "status": 500, "path": path});
        self.call(Method::POST, "/_sim/faults", Some(order)).await;
    }

    pub(super) async fn heal(&self) {
        self.call(Method::DELETE, "/_sim/faults", None).await;
    }

    /// How often requests were made whose method and path fit.
    async fn asked(&self, fits: impl Fn(&str, &str) -> bool) -> usize {
        let log = self.call(Method::GET, "/_sim/requests", None).await;
        let asked = log.as_array().expect("a log").iter().filter(|request| {
            let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
            fits(&text("method"), &text("path"))
        });
        asked.count()
    }

    /// How many data centers were read.
    pub(super) async fn groups_read(&self) -> usize {
        self.asked(|method, path| method == "GET" && path.starts_with("/v2/groups/"))
            .await
    }

    /// How many calls were sent that end so.
    pub(super) async fn sent(&self, last: &str) -> usize {
        self.asked(|method, path| method == "POST" && path.ends_with(&format!("/{last}")))
            .await
    }

    /// How many servers were changed.
    pub(super) async fn patched(&self) -> usize {
        self.asked(|method, path| method == "PATCH" && path.starts_with("/v2/servers/"))
            .await
    }
}
