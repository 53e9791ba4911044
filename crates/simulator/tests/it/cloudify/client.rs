//! A client of the manager for tests: it says who it is with every call, and steps the clock.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use tower::ServiceExt;

#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The code and the message of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String, String) {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap().to_owned();
        (self.status, text("error_code"), text("message"))
    }
}

/// A manager and who asks it, in which tenant.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    user: Option<String>,
    tenant: Option<String>,
}

impl Client {
    /// The administrator of a manager that holds what the recorded one held.
    pub(crate) fn recorded() -> Self {
        Self::with(Options {
            executions: 0,
            ..Options::default()
        })
    }

    pub(crate) fn with(options: Options) -> Self {
        Self {
            router: Simulator::new(options).router(),
            user: Some("admin".to_owned()),
            tenant: Some("default_tenant".to_owned()),
        }
    }

    pub(crate) fn user(&self, user: Option<&str>) -> Self {
        let user = user.map(str::to_owned);
        Self {
            user,
            ..self.clone()
        }
    }

    pub(crate) fn tenant(&self, tenant: Option<&str>) -> Self {
        let tenant = tenant.map(str::to_owned);
        Self {
            tenant,
            ..self.clone()
        }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(user) = &self.user {
            let password = match user.to_ascii_lowercase().as_str() {
                "admin" => "admin".to_owned(),
                user => format!("{user}123"),
            };
            let code = STANDARD.encode(format!("{user}:{password}"));
            request = request.header("authorization", format!("Basic {code}"));
        }
        if let Some(tenant) = &self.tenant {
            request = request.header("tenant", tenant);
        }
        let says_type = headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if body.is_some() && !says_type {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(body.unwrap_or_default().to_owned());
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Told {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Told {
        self.send("GET", &format!("/api/v3.1/{path}"), &[], None)
            .await
    }

    pub(crate) async fn read(&self, path: &str) -> Value {
        let told = self.get(path).await;
        assert_eq!(told.status, 200, "{path}: {}", told.text);
        told.json()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Told {
        let path = format!("/api/v3.1/{path}");
        self.send("POST", &path, &[], Some(&body.to_string())).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Told {
        let path = format!("/api/v3.1/{path}");
        self.send("PATCH", &path, &[], Some(&body.to_string()))
            .await
    }

    /// Starts a workflow and gives the execution's id.
    pub(crate) async fn start(&self, deployment: &str, workflow: &str, more: &Value) -> String {
        let mut body = json!({"deployment_id": deployment, "workflow_id": workflow});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        let told = self.post("executions", &body).await;
        assert_eq!(told.status, 201, "{}", told.text);
        told.json()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn act(&self, id: &str, action: &str) -> Told {
        self.post(&format!("executions/{id}"), &json!({"action": action}))
            .await
    }

    pub(crate) async fn execution(&self, id: &str) -> Value {
        self.read(&format!("executions/{id}")).await
    }

    pub(crate) async fn status(&self, id: &str) -> String {
        self.execution(id).await["status"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Stops the clock, so that only steps move it.
    pub(crate) async fn freeze(&self) {
        self.switch("clock", &json!({"freeze": true})).await;
    }

    pub(crate) async fn advance(&self, seconds: f64) {
        self.switch("clock", &json!({"advanceSeconds": seconds}))
            .await;
    }

    pub(crate) async fn switch(&self, name: &str, body: &Value) {
        let told = self
            .send(
                "POST",
                &format!("/_sim/{name}"),
                &[],
                Some(&body.to_string()),
            )
            .await;
        assert!((200..300).contains(&told.status), "{}", told.text);
    }
}
