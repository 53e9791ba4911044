//! A portal with the demo cloud on a free port, and browsers that keep cookies.

use reqwest::{Client, Response, redirect};
use slipway_server::cli::Serve;
use slipway_server::commands::{self, Running};
use std::time::Duration;

/// A portal that listens until it is dropped.
pub(crate) struct Portal {
    pub(crate) running: Running,
}

impl Portal {
    pub(crate) async fn start() -> Self {
        let options = Serve {
            demo: true,
            servers: Some(60),
            speed: Some(200.0),
            listen: "127.0.0.1:0".parse().ok(),
            ..Serve::default()
        };
        let running = commands::start(&options).await.expect("the portal starts");
        Self { running }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// Somebody with an empty cookie jar, who follows no redirect by themselves.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls())
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .expect("a client");
        Browser {
            client,
            portal: self,
        }
    }

    pub(crate) async fn signed_in(&self, user: &str) -> Browser<'_> {
        let browser = self.stranger();
        let answer = browser.sign_in(user, "slipway", "").await;
        assert_eq!(answer.status(), 303, "{user} signs in");
        browser
    }
}

/// No test speaks TLS, but the client wants to be told how it would.
pub(crate) fn tls() -> rustls::ClientConfig {
    let provider = rustls::crypto::ring::default_provider();
    rustls::ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .expect("protocol versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

/// A browser as the portal sees it.
pub(crate) struct Browser<'a> {
    pub(crate) client: Client,
    portal: &'a Portal,
}

impl Browser<'_> {
    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client
            .get(self.portal.url(path))
            .send()
            .await
            .expect("an answer")
    }

    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    /// Posts a form as a browser does from one of the portal's own pages.
    pub(crate) async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Response {
        let request = self.client.post(self.portal.url(path)).form(pairs);
        request
            .header("sec-fetch-site", "same-origin")
            .send()
            .await
            .expect("an answer")
    }

    pub(crate) async fn sign_in(&self, user: &str, password: &str, next: &str) -> Response {
        let pairs = [
            ("cloud", "Demo"),
            ("user", user),
            ("password", password),
            ("next", next),
        ];
        self.post("/sign-in", &pairs).await
    }
}

/// Where a redirect leads.
pub(crate) fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), 303, "a redirect");
    let header = answer.headers().get("location").expect("a location");
    header.to_str().expect("text").to_owned()
}
