//! A simulated manager whose clock the test turns, and what nobody but an administrator's own tools
//! asks of it.

use crate::fake::{client, of, quick};
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};
use slipway_cloud::{Auth, CloudError, Identity as _, Jobs as _, Login, Observation, Reading};
use slipway_cloudify::CloudifyDriver;
use slipway_domain::Secret;
use slipway_domain::run::Handle;
use slipway_simulator::{Options, Simulator};
use slipway_upstream::{Client, Effect};
use tokio::net::TcpListener;

/// A running manager; it ends with the test's runtime.
pub(crate) struct Stage {
    pub(crate) driver: CloudifyDriver,
    url: String,
}

impl Stage {
    /// A manager whose clock stands still.
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let simulator = Simulator::new(Options::default());
            simulator.serve(listener, std::future::pending()).await
        });
        let driver = CloudifyDriver::new(client(&url));
        let stage = Self { driver, url };
        stage.switch("clock", &json!({"freeze": true})).await;
        stage
    }

    /// Somebody's sign-in, whose password is what the seed says.
    pub(crate) async fn login(&self, user: &str) -> Login {
        self.sign_in(user).await.unwrap()
    }

    pub(crate) async fn sign_in(&self, user: &str) -> Result<Login, CloudError> {
        let password = match user.to_lowercase().as_str() {
            "admin" => "admin".to_owned(),
            other => format!("{other}123"),
        };
        self.driver.sign_in(user, &Secret::new(password)).await
    }

    /// Lets simulated time pass.
    pub(crate) async fn pass(&self, seconds: u32) {
        self.switch("clock", &json!({"advanceSeconds": seconds}))
            .await;
    }

    /// Turns one of the simulator's switches.
    pub(crate) async fn switch(&self, name: &str, body: &Value) {
        let (status, answer) = self.send(Method::POST, &["_sim", name], None, body).await;
        assert!(status < 300, "{name}: {status} {answer}");
    }

    /// Asks the manager as any other program would.
    pub(crate) async fn raw(
        &self,
        auth: &Auth,
        method: Method,
        path: &[&str],
        body: &Value,
    ) -> (u16, Value) {
        let path = [&["api", "v3.1"], path].concat();
        self.send(method, &path, Some(auth), body).await
    }

    async fn send(
        &self,
        method: Method,
        path: &[&str],
        auth: Option<&Auth>,
        body: &Value,
    ) -> (u16, Value) {
        let never = |_: &slipway_upstream::Call<'_>, _, _, _: &[u8]| CloudError::NotFound;
        let raw = Client::new(quick(&self.url), never).unwrap();
        let url = raw.url(path).unwrap();
        let mut call = raw
            .call(("raw", "/raw"), method, url, Effect::Once)
            .json(body)
            .unwrap();
        if let Some(auth) = auth {
            let value = |text: &str| HeaderValue::from_str(text).ok();
            let token = HeaderName::from_static("authentication-token");
            let tenant = HeaderName::from_static("tenant");
            call = call
                .with_header(token, value(auth.token.expose()))
                .with_header(tenant, value(auth.account.as_str()));
        }
        let reached = raw.transport().reach(call).await.unwrap();
        let answer = serde_json::from_slice(&reached.body).unwrap_or_default();
        (reached.status.as_u16(), answer)
    }

    /// Where an execution stands.
    pub(crate) async fn heard(&self, auth: &Auth, handle: &Handle) -> Observation {
        let readings = self
            .driver
            .observe(auth, std::slice::from_ref(handle))
            .await;
        match readings.as_slice() {
            [Reading::Heard(observation)] => observation.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// How it ends, while time passes.
    pub(crate) async fn end(&self, auth: &Auth, handle: &Handle) -> Observation {
        for _ in 0..200 {
            let heard = self.heard(auth, handle).await;
            if heard.status.is_terminal() {
                return heard;
            }
            self.pass(1).await;
        }
        panic!("the execution never ends");
    }
}

/// The same person in another tenant.
pub(crate) fn in_tenant(login: &Login, tenant: &str) -> Auth {
    of(tenant, login.token.expose())
}
