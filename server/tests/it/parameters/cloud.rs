//! The simulated cloud with a catalogue of the test's own, as text, and an ear for what is run.

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use slipway_simulator::{Options, Simulator};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

#[derive(Clone)]
pub(super) struct Cloud {
    pub(super) url: String,
    heard: Arc<Mutex<Vec<Value>>>,
}

#[derive(Clone)]
struct Between {
    cloud: Cloud,
    upstream: String,
    catalogue: &'static str,
    http: reqwest::Client,
}

impl Cloud {
    pub(super) async fn start(catalogue: &'static str) -> Self {
        let upstream = listener().await;
        let front = listener().await;
        let simulator = Simulator::new(Options {
            servers: 60,
            speed: 200.0,
            ..Options::default()
        });
        let cloud = Self {
            url: address(&front),
            heard: Arc::default(),
        };
        let between = Between {
            cloud: cloud.clone(),
            upstream: address(&upstream),
            catalogue,
            http: reqwest::Client::builder()
                .tls_backend_preconfigured(crate::support::tls())
                .build()
                .expect("a client"),
        };
        tokio::spawn(async move { simulator.serve(upstream, std::future::pending()).await });
        let router = Router::new().fallback(answer).with_state(between);
        tokio::spawn(async move { axum::serve(front, router).await });
        cloud
    }

    /// The values of the calls that ran a package.
    pub(super) fn ran(&self) -> Vec<Value> {
        let heard = self.heard.lock().expect("no panic");
        let parameters = heard
            .iter()
            .map(|body| body["package"]["parameters"].clone());
        parameters.collect()
    }
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a port")
}

fn address(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().expect("an address"))
}

async fn answer(State(between): State<Between>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.eq_ignore_ascii_case("/v2/packages/SLIP") {
        let json = [(header::CONTENT_TYPE, "application/json")];
        return (json, between.catalogue).into_response();
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    if path.ends_with("/executePackage") {
        let call = serde_json::from_slice(&body).expect("JSON");
        between.cloud.heard.lock().expect("no panic").push(call);
    }
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let mut call = between
        .http
        .request(parts.method, format!("{}{target}", between.upstream))
        .body(body);
    for name in [header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT] {
        if let Some(value) = parts.headers.get(&name) {
            call = call.header(name, value.clone());
        }
    }
    let told = call.send().await.expect("an answer");
    let status = StatusCode::from_u16(told.status().as_u16()).expect("a status");
    let text: Bytes = told.bytes().await.expect("a body");
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
