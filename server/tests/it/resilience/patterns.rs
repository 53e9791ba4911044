//! Packages whose patterns take a very long time to tell anything.

use crate::support::{Browser, Portal};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use futures::stream::{FuturesUnordered, StreamExt};
use http::{StatusCode, header};
use reqwest::Client;
use serde_json::{Value, json};
use slipway_simulator::packages::SIXTY_PARAMETERS;
use slipway_simulator::{Options, Simulator};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

const SLOW: [&str; 3] = [
    "(?>(a+)+)b(?=c)",
    "(?>(?:(?=(?>a+))a)*)b",
    "(?>(?:(?=(?>(?:(?=a+)a)*))a)*)b",
];
const FIELDS: usize = 20;

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

/// The simulated cloud, one package of which has nothing but slow patterns.
async fn cloud() -> String {
    let (listener, behind) = listen().await;
    let simulator = Simulator::new(Options::default());
    tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
    let (listener, url) = listen().await;
    let client = Client::builder()
        .tls_backend_preconfigured(crate::support::tls())
        .build()
        .expect("a client");
    let router = Router::new().fallback(pass_on).with_state((client, behind));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn pass_on(State((client, behind)): State<(Client, String)>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    let mut asked = client.request(head.method, format!("{behind}{}", head.uri));
    for name in [header::AUTHORIZATION, header::CONTENT_TYPE] {
        if let Some(value) = head.headers.get(&name) {
            asked = asked.header(name, value.clone());
        }
    }
    let answer = asked.body(body).send().await.expect("an answer");
    let status = answer.status();
    let mut body = answer.bytes().await.expect("a body");
    if head.uri.path().starts_with("/v2/packages/") && status.is_success() {
        body = with_slow_patterns(&body);
    }
    let mut response = (status, Body::from(body)).into_response();
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn with_slow_patterns(body: &[u8]) -> Bytes {
    let mut packages: Vec<Value> = serde_json::from_slice(body).expect("packages");
    let slow = packages
        .iter_mut()
        .find(|package| package["id"] == SIXTY_PARAMETERS);
    let parameters: Vec<Value> = (0..FIELDS)
        .map(|number| {
            json!({
                "variable": format!("slow.{number}"),
                "name": format!("Slow {number}"),
                "type": "string",
                "required": false,
                "regex": SLOW[number % SLOW.len()],
            })
        })
        .collect();
    slow.expect("the package")["parameters"] = parameters.into();
    serde_json::to_vec(&packages).expect("JSON").into()
}

async fn check(browser: &Browser<'_>, number: usize, value: &str) -> StatusCode {
    let variable = format!("slow.{}", number % FIELDS);
    let pairs = [
        ("account", "SLIP"),
        ("package", SIXTY_PARAMETERS),
        ("variable", variable.as_str()),
        ("value", value),
    ];
    browser.post("/api/check-value", &pairs).await.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_slow_patterns_is_reviewed_in_seconds() {
    let portal = Portal::of_cloud(&cloud().await, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let value = "a".repeat(32_000);
    let names: Vec<String> = (0..FIELDS).map(|n| format!("p[slow.{n}][]")).collect();
    let mut form: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), value.as_str()))
        .collect();
    form.extend([("names", "va1slipweb01"), ("do", "review")]);
    let begun = Instant::now();
    let path = format!("/Demo/SLIP/packages/{SIXTY_PARAMETERS}/review");
    let answer = admin.post(&path, &form).await;
    assert_eq!(answer.status(), 303);
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_persons_slow_checks_stop_nobody_elses_lists() {
    let portal = Portal::of_cloud(&cloud().await, |_| {}).await;
    let viewer = portal.signed_in("viewer").await;
    let value = "a".repeat(32_000);
    let refused = check(&viewer, 0, &value).await;
    assert_eq!(refused, StatusCode::FORBIDDEN, "a viewer runs no packages");

    let admin = portal.signed_in("admin").await;
    assert_eq!(viewer.get("/Demo/SLIP/servers").await.status(), 200);
    let mut checks: FuturesUnordered<_> = (0..540)
        .map(|number| check(&admin, number, &value))
        .collect();
    let lists = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            assert_eq!(viewer.get("/Demo/SLIP/servers").await.status(), 200);
            slowest = slowest.max(begun.elapsed());
        }
        slowest
    };
    let checked = async {
        let mut statuses = Vec::new();
        while let Some(status) = checks.next().await {
            statuses.push(status.as_u16());
        }
        statuses
    };
    let begun = Instant::now();
    let (slowest, statuses) = tokio::join!(lists, checked);
    // Unbounded, they take minutes; the rest is room for a busy machine.
    assert!(slowest < Duration::from_secs(15), "{slowest:?}");
    assert!(
        begun.elapsed() < Duration::from_mins(1),
        "{:?}",
        begun.elapsed()
    );
    assert!(statuses.iter().all(|status| [200, 429].contains(status)));
    assert!(statuses.contains(&200));
}
