//! The cloud as anybody with a token may ask it, past the portal and past its client: calls are
//! written as the API's documentation has them.

use super::session;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use slipway_clc::{ClcClient, ClcDriver, Config};
use slipway_cloud::{Auth, Identity};
use slipway_domain::operation::Operation;
use slipway_domain::{AccountAlias, CloudName, Principal};
use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Taken,
    NotThisRole,
    NotInThisState,
}

pub(super) struct Cloud {
    address: String,
    http: Client,
    pub(super) client: ClcClient,
}

impl Cloud {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let simulator = Simulator::new(Options {
            servers: 300,
            speed: 1.0,
            ..Options::default()
        });
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let http = Client::builder()
            .tls_backend_preconfigured(crate::support::tls())
            .build()
            .expect("a client");
        let config = Config::new(CloudName::new("demo"), format!("http://{address}"));
        let client = ClcClient::new(config).expect("a client");
        Self {
            address,
            http,
            client,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    async fn login(&self, user: &str) -> Value {
        let body = json!({ "username": user, "password": "slipway" });
        let url = format!("{}/v2/authentication/login", self.url());
        let answer = self.http.post(url).json(&body).send().await;
        answer.expect("an answer").json().await.expect("a login")
    }

    /// Somebody with their roles, and their session at the cloud.
    pub(super) async fn person(&self, user: &str) -> (Principal, Auth) {
        let login = self.login(user).await;
        let roles = login["roles"].as_array().expect("roles").iter();
        let roles = roles.filter_map(|role| role.as_str().map(str::to_owned));
        let roles: Vec<String> = roles.collect();
        let principal = Principal {
            cloud: CloudName::new("demo"),
            account: AccountAlias::new("SLIP"),
            user: user.to_owned(),
            rights: ClcDriver::new(self.client.clone()).rights(&roles),
            roles,
        };
        let token = login["bearerToken"].as_str().expect("a token");
        (principal, session(token))
    }

    async fn call(
        &self,
        user: &str,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let (_, session) = self.person(user).await;
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let url = format!("{}/v2/{path}", self.url());
        let mut request = self
            .http
            .request(method, url)
            .bearer_auth(session.token.expose());
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("text");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// As the administrator.
    pub(super) async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        self.call("admin", method, path, body).await.1
    }

    pub(super) async fn batch(&self, word: &str, body: Value) {
        let path = format!("operations/SLIP/servers/{word}");
        self.send("POST", &path, Some(body)).await;
    }

    async fn turn(&self, hands: Value) {
        let url = format!("{}/_sim/clock", self.url());
        let answer = self.http.post(url).json(&hands).send().await;
        assert_eq!(answer.expect("an answer").status(), 200);
    }

    pub(super) async fn let_jobs_end(&self) {
        self.turn(json!({ "advanceSeconds": 600.0 })).await;
    }

    pub(super) async fn freeze(&self) {
        self.turn(json!({ "freeze": true })).await;
    }

    /// A group of `va1` that takes servers.
    pub(super) async fn default_group(&self) -> String {
        let server = self.send("GET", "servers/SLIP/va1slipweb01", None).await;
        server["groupId"].as_str().expect("a group").to_owned()
    }

    /// A server whose building will not end while the clock stands still.
    pub(super) async fn build(&self) -> String {
        let order = json!({
            "name": "matrix", "groupId": self.default_group().await,
            "sourceServerId": "UBUNTU-14-64-TEMPLATE", "cpu": 1, "memoryGB": 1, "type": "standard",
        });
        let queued = self.send("POST", "servers/SLIP", Some(order)).await;
        let links = queued["links"].as_array().expect("links").iter();
        let mut own = links.filter(|link| link["rel"] == "self");
        let uuid = own.find_map(|link| link["id"].as_str());
        let path = format!("servers/SLIP/{}?uuid=True", uuid.expect("a UUID"));
        let server = self.send("GET", &path, None).await;
        server["id"].as_str().expect("an id").to_owned()
    }

    /// Orders `operation` as `user`, and says what the cloud did with it.
    pub(super) async fn ask(
        &self,
        user: &str,
        server: &str,
        group: &str,
        operation: Operation,
    ) -> Verdict {
        let (method, path, body) = self.written(server, group, operation).await;
        let (status, said) = self.call(user, method, &path, body).await;
        let queued = said[0]["isQueued"].as_bool();
        match status.as_u16() {
            200 | 202 if queued != Some(false) => Verdict::Taken,
            200 | 400 | 404 => Verdict::NotInThisState,
            403 => Verdict::NotThisRole,
            other => panic!("{operation:?} on {server} by {user}: {other} {said}"),
        }
    }

    async fn written(
        &self,
        server: &str,
        group: &str,
        operation: Operation,
    ) -> (&'static str, String, Option<Value>) {
        let batch = |word: &str| format!("operations/SLIP/servers/{word}");
        let of_server = |rest: &str| format!("servers/SLIP/{server}{rest}");
        let one = Some(json!([server]));
        match operation {
            Operation::PowerOn => ("POST", batch("powerOn"), one),
            Operation::ShutDown => ("POST", batch("shutDown"), one),
            Operation::Reboot => ("POST", batch("reboot"), one),
            Operation::Pause => ("POST", batch("pause"), one),
            Operation::PowerOff => ("POST", batch("powerOff"), one),
            Operation::Reset => ("POST", batch("reset"), one),
            Operation::StartMaintenance => ("POST", batch("startMaintenance"), one),
            Operation::StopMaintenance => ("POST", batch("stopMaintenance"), one),
            Operation::Archive => ("POST", batch("archive"), one),
            Operation::CreateSnapshot => {
                let order = json!({ "snapshotExpirationDays": 3, "serverIds": [server] });
                ("POST", batch("createSnapshot"), Some(order))
            }
            Operation::RestoreSnapshot => {
                let number = self.snapshot(server).await;
                let path = of_server(&format!("/snapshots/{number}/restore"));
                ("POST", path, Some(json!({})))
            }
            Operation::DeleteSnapshot => {
                let number = self.snapshot(server).await;
                ("DELETE", of_server(&format!("/snapshots/{number}")), None)
            }
            Operation::Restore => {
                let target = json!({ "targetGroupId": group });
                ("POST", of_server("/restore"), Some(target))
            }
            Operation::Delete => ("DELETE", of_server(""), None),
        }
    }

    /// The number of a server's snapshot, as its link has it; some number where there is none.
    async fn snapshot(&self, server: &str) -> String {
        let server = self
            .send("GET", &format!("servers/SLIP/{server}"), None)
            .await;
        let links = &server["details"]["snapshots"][0]["links"];
        let hrefs = links.as_array().into_iter().flatten();
        let mut hrefs = hrefs.filter_map(|link| link["href"].as_str());
        let own = hrefs.find(|href| !href.ends_with("/restore"));
        let number = own.and_then(|href| href.rsplit('/').next());
        number.unwrap_or("1").to_owned()
    }
}
