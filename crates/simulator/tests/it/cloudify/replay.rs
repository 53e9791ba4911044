//! Asks a simulated manager what the real one was asked, in the same order, and compares the answers: status, content
//! type, keys in their order, types, codes and messages. Ids and times are each manager's own.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::captured::{Exchange, all, kept};
use super::client::{Client, Told};

/// What cannot be alike, and why.
const NOT_ALIKE: &[(&str, &str)] = &[
    ("ok", "the recorded manager was not well"),
    ("status summary", "the recorded manager was not well"),
    (
        "cancel",
        "the one that is cancelled here was started by a call that is not recorded",
    ),
    ("permissions", "the whole table is not known"),
];

struct Replay {
    client: Client,
    /// Our texts for recorded ones: ids and tokens.
    ours: HashMap<String, String>,
}

impl Replay {
    async fn new() -> Self {
        let client = Client::recorded();
        client.freeze().await;
        Self {
            client,
            ours: HashMap::new(),
        }
    }

    fn translated(&self, text: &str) -> String {
        let mut all: Vec<_> = self.ours.iter().collect();
        // What holds another comes before it.
        all.sort_by_key(|(theirs, _)| std::cmp::Reverse(theirs.len()));
        let translate =
            |text: String, (theirs, ours): &(&String, &String)| text.replace(*theirs, ours);
        all.iter().fold(text.to_owned(), translate)
    }

    /// Brings the manager where the recorded one stood, where calls that are not recorded did that.
    async fn prepare(&mut self, name: &str) {
        let client = self.client.clone();
        let put = async |path: &str, body: &Value| {
            let told = client
                .send(
                    "PUT",
                    &format!("/api/v3.1/{path}"),
                    &[],
                    Some(&body.to_string()),
                )
                .await;
            assert_eq!(told.status, 201, "{}", told.text);
        };
        match name {
            "del token again" => {
                let path = self.translated("/api/v3.1/tokens/OfmORmkdX6");
                assert_eq!(client.send("DELETE", &path, &[], None).await.status, 204);
            }
            "second while running" => {
                client.advance(60.0).await;
                let more = json!({"parameters": {"seconds": 40}});
                let id = client.start("d1", "slow", &more).await;
                self.learn("11ffb75d-5c2f-4aa6-a6ea-097c54f0962f", &id.into());
            }
            "invalid action" | "states" | "force cancel" => client.advance(2.0).await,
            "cancel again" => {
                let id = self.translated("11ffb75d-5c2f-4aa6-a6ea-097c54f0962f");
                assert_eq!(client.act(&id, "cancel").await.status, 200);
            }
            "slow to force-cancel" => {
                let id = self.translated("cf609bf0-2eb6-4021-b472-4e12d60287f2");
                assert_eq!(client.act(&id, "kill").await.status, 200);
                client.advance(5.0).await;
            }
            "exec on pending dep" => {
                let told = client
                    .send("DELETE", "/api/v3.1/deployments/d2", &[], None)
                    .await;
                assert_eq!(told.status, 204, "{}", told.text);
                client.advance(20.0).await;
                let body = json!({"blueprint_id": "demo", "inputs": {"delay": 0}});
                put("deployments/d2?async_create=true", &body).await;
            }
            "exec on in-progress dep" => client.advance(1.3).await,
            "exec group include" => {
                let body =
                    json!({"deployment_group_id": "g1", "workflow_id": "slow", "concurrency": 1});
                let told = client.post("execution-groups", &body).await.json();
                self.learn("1e100449-c50c-4b4f-a75c-7a0e781241bc", &told["id"]);
            }
            "delete deployment" => put("deployments/d3", &json!({"blueprint_id": "demo"})).await,
            "unavailable" => {
                let live = client
                    .read("executions?status=queued&status=pending&status=started&_include=id")
                    .await;
                for item in live["items"].as_array().unwrap() {
                    let path = format!("executions/{}", item["id"].as_str().unwrap());
                    client.patch(&path, &json!({"status": "cancelled"})).await;
                }
            }
            "cancel cancelled"
            | "install again (unavailable)"
            | "dep bad input"
            | "exec group cancel"
            | "maint activate"
            | "blueprint in use"
            | "expired token" => client.advance(130.0).await,
            _ => {}
        }
    }

    async fn ask(&mut self, exchange: &Exchange) -> Told {
        self.prepare(&exchange.name).await;
        for value in exchange
            .headers
            .values()
            .filter(|value| value.contains("<redacted>"))
        {
            self.token(value.trim_start_matches("Bearer ")).await;
        }
        let word = |word: &Option<String>, usual: &str| match word.as_deref() {
            None => Some(usual.to_owned()),
            Some("None") => None,
            Some(word) => Some(word.to_owned()),
        };
        let client = self
            .client
            .user(word(&exchange.user, "admin").as_deref())
            .tenant(word(&exchange.tenant, "default_tenant").as_deref());
        let headers: Vec<_> = exchange
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), self.translated(value)))
            .collect();
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let body = exchange.body.as_ref().or(exchange.raw.as_ref());
        let body = body.map(|body| self.translated(body));
        let path = self.translated(&exchange.path);
        client
            .send(&exchange.method, &path, &headers, body.as_deref())
            .await
    }

    /// A token for one that was given by a call that is not recorded.
    async fn token(&mut self, theirs: &str) {
        if self.ours.contains_key(theirs) {
            return;
        }
        let told = self
            .client
            .post("tokens", &json!({"description": "portal"}))
            .await
            .json();
        let id = theirs
            .trim_start_matches("ctok-")
            .trim_end_matches("-<redacted>");
        self.learn(theirs, &told["value"]);
        self.learn(id, &told["id"]);
    }

    fn learn(&mut self, theirs: &str, ours: &Value) {
        if let Some(ours) = ours.as_str() {
            self.ours.insert(theirs.to_owned(), ours.to_owned());
        }
    }

    /// Remembers under which id something was made.
    fn remember(&mut self, theirs: &Value, ours: &Value) {
        if let (Some(id), Some(_)) = (theirs["id"].as_str(), ours["id"].as_str()) {
            self.learn(id, &ours["id"]);
        }
        if let (Some(value), Some(_)) = (theirs["value"].as_str(), ours["value"].as_str()) {
            self.learn(value, &ours["value"]);
        }
    }

    /// All in which our answer differs.
    fn differences(&mut self, exchange: &Exchange, told: &Told) -> Vec<String> {
        let mut wrong = Vec::new();
        if told.status != exchange.status {
            wrong.push(format!(
                "status {} was {}: {}",
                told.status, exchange.status, told.text
            ));
            return wrong;
        }
        let content_type = told.header("content-type").unwrap_or_default();
        let is_empty = exchange.answer.is_empty();
        if content_type != exchange.content_type && !is_empty {
            wrong.push(format!("type {content_type} was {}", exchange.content_type));
        }
        if exchange.content_type.starts_with("text/html") || is_empty {
            if told.text.trim_matches('\n') != exchange.answer {
                wrong.push(format!("page {}", told.text));
            }
            return wrong;
        }
        // Some hold numbers that are none; those are compared as texts.
        let theirs = serde_json::from_str(
            &exchange
                .answer
                .replace("NaN", "1.5")
                .replace("Infinity", "1.5"),
        );
        let Ok(theirs): Result<Value, _> = theirs else {
            return wrong;
        };
        let ours: Value =
            serde_json::from_str(&told.text.replace("NaN", "1.5").replace("Infinity", "1.5"))
                .unwrap();
        if exchange.method == "POST" || exchange.method == "PUT" {
            self.remember(&theirs, &ours);
        }
        if exchange.name == "tasks_graphs" {
            self.remember(&theirs["items"][0], &ours["items"][0]);
        }
        if theirs.get("error_code").is_some() {
            let expected = self.translated(&exchange.answer);
            let alike = match theirs["error_code"].as_str() {
                Some("internal_server_error") => {
                    theirs["message"] == ours["message"] && ours["server_traceback"].is_string()
                }
                _ => told.text.trim_end() == expected,
            };
            if !alike {
                wrong.push(format!("refusal {} was {expected}", told.text.trim_end()));
            }
        } else {
            shape("", &theirs, &ours, &mut wrong);
        }
        wrong
    }
}

/// Compares keys in their order and types; of lists the first item stands for all.
fn shape(path: &str, theirs: &Value, ours: &Value, wrong: &mut Vec<String>) {
    match (theirs, ours) {
        // An event and a line of a log are told in different members.
        (Value::Object(theirs), Value::Object(ours))
            if theirs.get("logger").is_some() != ours.get("logger").is_some() => {}
        (Value::Object(theirs), Value::Object(ours)) => {
            let keys =
                |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            if keys(theirs) != keys(ours) {
                wrong.push(format!(
                    "{path}: keys {:?} were {:?}",
                    keys(ours),
                    keys(theirs)
                ));
                return;
            }
            let depends_on_what = |key: &str, theirs: &Value| match key {
                "info" | "task_kwargs" => true,
                "parameters" => theirs.get("current_retries").is_none(),
                _ => false,
            };
            for (key, theirs) in theirs
                .iter()
                .filter(|(key, theirs)| !depends_on_what(key, theirs))
            {
                shape(&format!("{path}.{key}"), theirs, &ours[key], wrong);
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            if let (Some(theirs), Some(ours)) = (theirs.first(), ours.first()) {
                shape(&format!("{path}[]"), theirs, ours, wrong);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        (theirs, ours) => {
            if std::mem::discriminant(theirs) != std::mem::discriminant(ours) {
                wrong.push(format!("{path}: {ours} was {theirs}"));
            }
        }
    }
}

async fn compared(exchanges: &[Exchange]) -> usize {
    let mut replay = Replay::new().await;
    let (mut wrong, mut count) = (Vec::new(), 0);
    for exchange in exchanges {
        if NOT_ALIKE.iter().any(|(name, _)| *name == exchange.name) {
            continue;
        }
        let told = replay.ask(exchange).await;
        let found = replay.differences(exchange, &told);
        wrong.extend(
            found
                .into_iter()
                .map(|found| format!("{}: {found}", exchange.name)),
        );
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    count
}

#[tokio::test]
async fn kept_exchanges_go_as_captured() {
    assert!(compared(&kept()).await > 200);
}

#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn all_captured_exchanges_go_alike() {
    assert!(compared(&all()).await > 250);
}
