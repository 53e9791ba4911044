//! Which calls are repeated, how often, and when the client stops asking.

use crate::fake::{Answer, Fake, auth, quick};
use slipway_clc::{Breaker, ClcClient, Observer, PowerOp};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::{Secret, ServerId};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Serves the first `bad` requests `answer`, the rest an empty list.
async fn after(bad: usize, answer: Answer) -> Fake {
    Fake::new(move |_, before| {
        if before < bad {
            answer.clone()
        } else {
            Answer::json(200, "[]")
        }
    })
    .await
}

#[tokio::test]
async fn reads_are_tried_three_times() {
    for answer in [
        Answer::empty(502),
        Answer::empty(503),
        Answer::empty(504),
        Answer::Reset,
        Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".to_vec()),
    ] {
        let fake = after(2, answer.clone()).await;
        fake.client().packages(&auth()).await.unwrap();
        assert_eq!(fake.asked().len(), 3, "{answer:?}");
        let fake = after(3, answer.clone()).await;
        fake.client().packages(&auth()).await.unwrap_err();
        assert_eq!(fake.asked().len(), 3, "{answer:?}");
    }
}

#[tokio::test]
async fn clear_answers_are_not_asked_for_again() {
    for status in [400, 401, 403, 404, 409, 500] {
        let fake = after(1, Answer::empty(status)).await;
        fake.client().packages(&auth()).await.unwrap_err();
        assert_eq!(fake.asked().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_short_wait_is_honoured_once() {
    for status in [429, 503] {
        let soon = Answer::with(status, "Retry-After: 0");
        let fake = after(1, soon.clone()).await;
        fake.client().packages(&auth()).await.unwrap();
        let fake = after(2, soon).await;
        let error = fake.client().packages(&auth()).await.unwrap_err();
        assert!(matches!(error, CloudError::Busy { .. }));
        assert_eq!(fake.asked().len(), 2);
        let fake = after(1, Answer::with(status, "Retry-After: 6")).await;
        fake.client().packages(&auth()).await.unwrap_err();
        assert_eq!(fake.asked().len(), 1, "too long to wait here");
    }
    let fake = after(1, Answer::with(429, "Retry-After: 1")).await;
    let start = Instant::now();
    fake.client().packages(&auth()).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn no_repetition_outlives_the_call_s_time() {
    let fake = after(1, Answer::with(429, "Retry-After: 2")).await;
    let mut config = quick(&fake.url);
    config.timeouts.call = Duration::from_millis(500);
    let client = ClcClient::new(config).unwrap();
    let start = Instant::now();
    client.packages(&auth()).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_millis(500));
}

#[tokio::test]
async fn writes_are_never_repeated() {
    for answer in [
        Answer::empty(502),
        Answer::with(429, "Retry-After: 0"),
        Answer::Reset,
    ] {
        let fake = Fake::always(answer).await;
        let servers = [ServerId::new("a")];
        let call = fake.client();
        let result = call.power(&auth(), PowerOp::Reset, &servers).await;
        result.unwrap_err();
        assert_eq!(fake.asked().len(), 1);
    }
}

#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn call(&self, endpoint: &'static str, outcome: &'static str, _: Duration) {
        self.0.lock().unwrap().push(format!("{endpoint} {outcome}"));
    }
}

#[tokio::test]
async fn a_dead_cloud_is_left_alone_and_tried_again() {
    let fake = after(3, Answer::empty(500)).await;
    let notes = Arc::new(Notes::default());
    let mut config = quick(&fake.url);
    config.observer = Some(notes.clone());
    config.breaker = Breaker {
        after: 3,
        pause: Duration::from_millis(50),
    };
    let client = ClcClient::new(config).unwrap();
    for _ in 0..3 {
        client.packages(&auth()).await.unwrap_err();
    }
    let servers = [ServerId::new("a")];
    let resting = client.power(&auth(), PowerOp::Reset, &servers).await;
    let resting = resting.unwrap_err();
    let fault = Fault::Resting;
    assert_eq!(
        resting,
        CloudError::Unavailable {
            fault,
            message: None
        }
    );
    assert!(resting.provably_not_taken());
    assert_eq!(fake.asked().len(), 3, "nothing was sent");
    tokio::time::sleep(Duration::from_millis(60)).await;
    client.packages(&auth()).await.unwrap();
    client.login("me", &Secret::new("x")).await.unwrap_err();
    let expected = [
        "packages unavailable",
        "packages unavailable",
        "packages unavailable",
        "power resting",
        "packages ok",
        "login not_understood",
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
}

#[tokio::test]
async fn refusals_do_not_trip_the_breaker() {
    let fake = after(20, Answer::empty(403)).await;
    let mut config = quick(&fake.url);
    config.breaker.after = 2;
    let client = ClcClient::new(config).unwrap();
    for _ in 0..20 {
        client.packages(&auth()).await.unwrap_err();
    }
    client.packages(&auth()).await.unwrap();
}
