//! A client for tests: it signs in, asks, and steps the clock.

use std::io::Read;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use tower::ServiceExt;

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) token: String,
}

impl Client {
    /// The administrator of a demo cloud.
    pub(crate) async fn new() -> Self {
        Self::with(Options::default(), "admin").await
    }

    pub(crate) async fn with(options: Options, user: &str) -> Self {
        let client = Self {
            router: Simulator::new(options).router(),
            token: String::new(),
        };
        client.user(user).await
    }

    /// Someone else on the same cloud.
    pub(crate) async fn user(&self, user: &str) -> Self {
        let answer = self.login(user, "slipway").await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let token = answer.json()["bearerToken"].as_str().unwrap().to_owned();
        Self {
            router: self.router.clone(),
            token,
        }
    }

    pub(crate) async fn login(&self, user: &str, password: &str) -> Answer {
        let body = json!({"username": user, "password": password}).to_string();
        self.send(Method::POST, "/v2/authentication/login", &[], &body)
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(
            Method::POST,
            path,
            &[("content-type", "application/json")],
            &body.to_string(),
        )
        .await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if parts.headers.contains_key("content-encoding") {
            text.clear();
            GzDecoder::new(&bytes[..])
                .read_to_string(&mut text)
                .unwrap();
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    /// Steps the simulated clock.
    pub(crate) async fn advance(&self, seconds: f64) {
        let answer = self
            .post("/_sim/clock", &json!({"advanceSeconds": seconds}))
            .await;
        assert_eq!(answer.status, 200);
    }

    pub(crate) async fn operation(&self, name: &str, servers: &[&str]) -> Answer {
        self.post(
            &format!("/v2/operations/SLIP/servers/{name}"),
            &json!(servers),
        )
        .await
    }

    /// Runs a package on servers, with no values.
    pub(crate) async fn run(&self, package: &str, servers: &[&str]) -> Answer {
        let body = json!({"servers": servers, "package": {"packageId": package, "parameters": {}}});
        self.post("/v2/operations/SLIP/servers/executePackage", &body)
            .await
    }

    pub(crate) async fn status(&self, job: &str) -> String {
        let answer = self
            .read(&format!("/v2/operations/SLIP/status/{job}"))
            .await;
        answer["status"].as_str().unwrap().to_owned()
    }

    /// What a job reports at each of these times, in seconds after now.
    pub(crate) async fn states(&self, job: &str, times: &[f64]) -> Vec<String> {
        let mut states = Vec::new();
        let mut now = 0.0;
        for &time in times {
            self.advance(time - now).await;
            now = time;
            states.push(self.status(job).await);
        }
        states
    }

    pub(crate) async fn server(&self, id: &str) -> Value {
        self.read(&format!("/v2/servers/SLIP/{id}")).await
    }

    /// The root group of a data center with all its servers in full.
    pub(crate) async fn tree(&self, center: &str) -> Value {
        let center = self
            .read(&format!("/v2/datacenters/SLIP/{center}?groupLinks=true"))
            .await;
        let root = link(&center, "group")["id"].as_str().unwrap().to_owned();
        self.read(&format!("/v2/groups/SLIP/{root}?serverDetail=detailed"))
            .await
    }

    /// Every server of a data center.
    pub(crate) async fn servers(&self, center: &str) -> Vec<Value> {
        let mut found = Vec::new();
        walk(&self.tree(center).await, &mut |group| {
            found.extend(list(&group["servers"]).iter().cloned());
        });
        found
    }
}

/// Visits a group and all below it.
pub(crate) fn walk(group: &Value, visit: &mut impl FnMut(&Value)) {
    visit(group);
    for child in list(&group["groups"]) {
        walk(child, visit);
    }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

pub(crate) fn rels(entity: &Value) -> Vec<&str> {
    list(&entity["links"])
        .iter()
        .map(|link| link["rel"].as_str().unwrap())
        .collect()
}

pub(crate) fn link<'a>(entity: &'a Value, rel: &str) -> &'a Value {
    list(&entity["links"])
        .iter()
        .find(|link| link["rel"] == rel)
        .unwrap_or(&Value::Null)
}

/// The id of the job that an answer names first.
pub(crate) fn job(answer: &Answer) -> String {
    let entries = answer.json();
    let queued = list(&entries)
        .iter()
        .find(|entry| entry["isQueued"] == true);
    let queued = queued.unwrap_or_else(|| panic!("nothing queued: {entries}"));
    link(queued, "status")["id"].as_str().unwrap().to_owned()
}

pub(crate) fn entry<'a>(entries: &'a Value, server: &str) -> &'a Value {
    list(entries)
        .iter()
        .find(|entry| entry["server"] == server)
        .unwrap()
}
