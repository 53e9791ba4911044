//! Recorded answers of the real service through the client: every exchange whose endpoint the
//! client knows must decode completely. Skipped where the recordings are not at hand.

use crate::fake::{Answer, Fake, session};
use serde_json::Value;
use slipway_clc::{ClcClient, PowerOp};
use slipway_domain::run::JobStatus;
use slipway_domain::{DataCenterId, GroupId, Secret, ServerId};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// One recorded exchange.
struct Exchange {
    source: String,
    method: String,
    url: String,
    sent: Value,
    status: u16,
    body: String,
}

/// Replays exchanges to a client.
struct Replay {
    client: ClcClient,
    answer: Arc<Mutex<Answer>>,
    seen: BTreeMap<&'static str, usize>,
}

#[tokio::test]
async fn recorded_answers_decode_completely() {
    let Some(folder) = std::env::var_os("SLIPWAY_FIXTURES").map(PathBuf::from) else {
        println!("skipped: SLIPWAY_FIXTURES is not set");
        return;
    };
    let exchanges = golden(&folder.join("clc/golden"))
        .into_iter()
        .chain(recordings(&folder.join("clc/recordings.jsonl")));
    let mut replay = Replay::new().await;
    for exchange in exchanges {
        replay.one(&exchange).await;
    }
    println!("{:?}", replay.seen);
    for kind in [
        "login",
        "datacenters",
        "groups",
        "servers",
        "operations",
        "status",
    ] {
        assert!(
            replay.seen.contains_key(kind),
            "no {kind} among the recordings"
        );
    }
}

fn golden(folder: &std::path::Path) -> Vec<Exchange> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let json: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let (request, response) = (&json["request"], &json["response"]);
        Exchange {
            source: path.display().to_string(),
            method: text(&request["method"]),
            url: text(&request["url"]),
            sent: request["body"].clone(),
            status: u16::try_from(response["status"].as_u64().unwrap()).unwrap(),
            body: match &response["body"] {
                Value::String(text) => text.clone(),
                json => json.to_string(),
            },
        }
    };
    files.iter().map(read).collect()
}

fn recordings(file: &std::path::Path) -> Vec<Exchange> {
    let lines = std::fs::read_to_string(file).unwrap();
    let read = |line: &str| {
        let json: Value = serde_json::from_str(line).unwrap();
        Exchange {
            source: text(&json["src"]),
            method: text(&json["method"]),
            url: text(&json["url"]),
            sent: json["reqbody"]
                .as_str()
                .and_then(|sent| serde_json::from_str(sent).ok())
                .unwrap_or_default(),
            status: u16::try_from(json["status"].as_u64().unwrap()).unwrap(),
            body: text(&json["body"]),
        }
    };
    lines.lines().map(read).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Replay {
    async fn new() -> Self {
        let answer = Arc::new(Mutex::new(Answer::Silence));
        let shown = answer.clone();
        let fake = Fake::new(move |_, _| shown.lock().unwrap().clone()).await;
        Self {
            client: fake.client(),
            answer,
            seen: BTreeMap::new(),
        }
    }

    async fn one(&mut self, exchange: &Exchange) {
        let path = exchange.url.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        *self.answer.lock().unwrap() = Answer::json(exchange.status, exchange.body.clone());
        let kind = match (exchange.method.as_str(), parts.as_slice()) {
            ("POST", ["v2", "authentication", "login"]) => self.login(exchange).await,
            ("GET", ["v2", "datacenters", _]) => self.data_centers(exchange).await,
            ("GET", ["v2", "datacenters", _, _]) if exchange.url.contains("groupLinks=true") => {
                self.data_center(exchange).await
            }
            ("GET", ["v2", "groups", _, _]) => self.groups(exchange).await,
            ("GET", ["v2", "servers", _, _]) => self.server(exchange).await,
            ("POST", ["v2", "operations", _, "servers", _]) => self.operation(exchange).await,
            ("GET", ["v2", "operations", _, "status", _]) => self.status(exchange).await,
            _ => return,
        };
        *self.seen.entry(kind).or_default() += 1;
    }

    async fn login(&self, exchange: &Exchange) -> &'static str {
        let login = self.client.login("me", &Secret::new("pw")).await.unwrap();
        let json = exchange.json();
        assert_eq!(login.user, json["userName"]);
        assert_eq!(login.account.as_str(), json["accountAlias"]);
        assert_eq!(login.roles.len(), json["roles"].as_array().unwrap().len());
        "login"
    }

    async fn data_centers(&self, exchange: &Exchange) -> &'static str {
        let found = self.client.data_centers(&session()).await.unwrap();
        assert_eq!(found.len(), exchange.json().as_array().unwrap().len());
        assert!(found.iter().all(|dc| dc.name.contains(" - ")));
        "datacenters"
    }

    async fn data_center(&self, exchange: &Exchange) -> &'static str {
        let id = DataCenterId::new("ca1");
        let root = self.client.data_center_root(&session(), &id).await;
        match exchange.status {
            200 => assert_eq!(root.unwrap().as_str().len(), 32, "{}", exchange.source),
            _ => assert_eq!(root.unwrap_err().word(), "not_found"),
        }
        "datacenters"
    }

    async fn groups(&self, exchange: &Exchange) -> &'static str {
        let (session, root) = (session(), GroupId::new("r"));
        let id = DataCenterId::new("ca1");
        let tree = self.client.groups_detailed(&session, &id, &root).await;
        if exchange.status != 200 {
            let message = tree.unwrap_err().message();
            assert_eq!(message.unwrap(), "An error has occurred.");
            return "groups";
        }
        let (tree, json) = (tree.unwrap(), exchange.json());
        let (groups, servers) = count(&json);
        let found = (tree.groups.len(), tree.servers.len(), tree.skipped);
        assert_eq!(found, (groups, servers, 0), "{}", exchange.source);
        assert!(tree.servers.iter().all(|server| {
            !server.os.is_empty() && server.group.as_str().len() == 32 && server.modified.is_some()
        }));
        "groups"
    }

    async fn server(&self, exchange: &Exchange) -> &'static str {
        let server = self.client.server(&session(), &ServerId::new("x")).await;
        if exchange.status == 404 {
            assert_eq!(server.unwrap_err().word(), "not_found");
            return "servers";
        }
        let (server, json) = (server.unwrap(), exchange.json());
        assert_eq!(server.id.as_str(), json["id"], "{}", exchange.source);
        assert_eq!(server.name, json["name"]);
        assert_eq!(server.status.wire(), json["status"]);
        let details = &json["details"];
        assert_eq!(u64::from(server.cpu), details["cpu"].as_u64().unwrap_or(0));
        assert_eq!(server.power.is_some(), details["powerState"].is_string());
        "servers"
    }

    async fn operation(&self, exchange: &Exchange) -> &'static str {
        let listed = exchange.sent.as_array();
        let listed = listed.or_else(|| exchange.sent["serverIds"].as_array());
        let listed = listed.or_else(|| exchange.sent["servers"].as_array());
        let name = |sent: &Value| ServerId::new(sent.as_str().or(sent["id"].as_str()).unwrap());
        let mut servers: Vec<_> = listed.unwrap().iter().map(name).collect();
        // Some recordings had the names in their requests struck out.
        if servers == [ServerId::new("absent")] {
            servers = vec![ServerId::new(text(&exchange.json()[0]["server"]))];
        }
        // The answers of all operations have one shape.
        let queued = self
            .client
            .power(&session(), PowerOp::Reset, &servers)
            .await;
        for queued in queued.unwrap() {
            let job = queued.verdict.unwrap();
            assert!(job.href.ends_with(&job.id), "{}", exchange.source);
        }
        "operations"
    }

    async fn status(&self, exchange: &Exchange) -> &'static str {
        let status = self.client.job_status(&session(), "x").await.unwrap();
        assert_ne!(status, JobStatus::Unknown, "{}", exchange.source);
        "status"
    }
}

impl Exchange {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// How many groups and servers a tree has.
fn count(group: &Value) -> (usize, usize) {
    let list = |key: &str| group[key].as_array().cloned().unwrap_or_default();
    list("groups")
        .iter()
        .map(count)
        .fold((1, list("servers").len()), |sum, part| {
            (sum.0 + part.0, sum.1 + part.1)
        })
}
