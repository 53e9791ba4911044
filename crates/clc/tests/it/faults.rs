//! What each fault of the cloud becomes, for reads and for writes.

use crate::fake::{Answer, Fake, quick, session};
use slipway_clc::{ClcClient, ClcError, Fault, PowerOp, Queued};
use slipway_domain::{AppError, Secret, ServerId};
use std::time::Duration;

async fn read(client: &ClcClient) -> ClcError {
    client.packages(&session()).await.unwrap_err()
}

async fn write(client: &ClcClient) -> Result<Vec<Queued>, ClcError> {
    let servers = [ServerId::new("VA1ALTDWEB01")];
    client.power(&session(), PowerOp::Reboot, &servers).await
}

async fn both(answer: Answer) -> (ClcError, ClcError) {
    let fake = Fake::always(answer).await;
    let client = fake.client();
    (read(&client).await, write(&client).await.unwrap_err())
}

fn unavailable(fault: Fault) -> ClcError {
    ClcError::Unavailable {
        fault,
        message: None,
    }
}

fn unknown(fault: Fault) -> ClcError {
    ClcError::OutcomeUnknown {
        fault,
        message: None,
    }
}

#[tokio::test]
async fn a_definite_no_is_one_for_reads_and_writes() {
    for (status, expected) in [
        (401, ClcError::NotSignedIn),
        (403, ClcError::NotAllowed { message: None }),
        (404, ClcError::NotFound),
    ] {
        let (read, write) = both(Answer::empty(status)).await;
        assert_eq!((&read, &write), (&expected, &expected));
        assert!(write.is_refusal() && !write.provably_not_taken());
    }
    let body = r#"{"message":"The request is invalid.","modelState":{"body.x":["Bad."]}}"#;
    let (read, write) = both(Answer::json(400, body)).await;
    assert_eq!(read, write);
    assert!(write.is_refusal());
    let words = "The request is invalid. body.x: Bad.";
    assert_eq!(write.message().unwrap(), words);
    assert_eq!(AppError::from(write), AppError::Refused(words.to_owned()));
}

#[tokio::test]
async fn a_busy_cloud_says_when_to_come_back() {
    let (read, write) = both(Answer::with(429, "Retry-After: 30")).await;
    let busy = ClcError::Busy {
        retry_after: Some(Duration::from_secs(30)),
    };
    assert_eq!((&read, &write), (&busy, &busy));
    assert!(write.provably_not_taken());
    assert_eq!(AppError::from(write), AppError::Busy { seconds: 30 });
    let (_, write) = both(Answer::empty(429)).await;
    assert!(!write.provably_not_taken());
    let (read, write) = both(Answer::with(503, "Retry-After: 30")).await;
    assert_eq!(read, busy);
    assert_eq!(write, unknown(Fault::Status(503)));
}

#[tokio::test]
async fn a_fault_leaves_the_outcome_of_a_write_open() {
    for status in [500, 502, 503, 504, 408] {
        let (read, write) = both(Answer::empty(status)).await;
        assert_eq!(read, unavailable(Fault::Status(status)));
        assert_eq!(write, unknown(Fault::Status(status)));
        assert!(!write.provably_not_taken() && !write.is_refusal());
    }
    let body = r#"{"message":"An error has occurred."}"#;
    let (read, write) = both(Answer::json(500, body)).await;
    assert_eq!(read.message().unwrap(), "An error has occurred.");
    assert_eq!(write.message().unwrap(), "An error has occurred.");
    assert_eq!(AppError::from(read), AppError::CloudUnavailable);
    assert_eq!(AppError::from(write), AppError::OutcomeUnknown);
}

#[tokio::test]
async fn answers_without_sense_are_not_understood() {
    let html = "Content-Type: text/html\r\n".to_owned();
    for answer in [
        Answer::Http(200, html.clone(), b"<html>Welcome</html>".to_vec()),
        Answer::json(200, r#"[{"id":"a","na"#),
        Answer::json(200, r#""words""#),
        Answer::json(200, "[1 2]"),
        Answer::empty(200),
        Answer::empty(204),
        Answer::with(302, "Location: http://127.0.0.1:1/v2/elsewhere"),
        Answer::with(304, "X: y"),
    ] {
        let (read, write) = both(answer.clone()).await;
        assert!(matches!(read, ClcError::NotUnderstood(_)), "{answer:?}");
        assert_eq!(write, unknown(Fault::Senseless), "{answer:?}");
    }
    let (read, write) = both(Answer::Http(502, html, b"<html>502</html>".to_vec())).await;
    assert_eq!(read, unavailable(Fault::Status(502)));
    assert_eq!(write, unknown(Fault::Status(502)));
}

#[tokio::test]
async fn a_broken_connection_leaves_the_outcome_of_a_write_open() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{".to_vec();
    let garbage = b"\x16\x03\x01 not http at all\r\n\r\n".to_vec();
    for answer in [
        Answer::Reset,
        Answer::Bytes(Vec::new()),
        Answer::Bytes(cut),
        Answer::Bytes(garbage),
    ] {
        let (read, write) = both(answer.clone()).await;
        assert_eq!(read, unavailable(Fault::Broken), "{answer:?}");
        assert_eq!(write, unknown(Fault::Broken), "{answer:?}");
    }
}

#[tokio::test]
async fn silence_ends_with_the_call_s_time() {
    let fake = Fake::always(Answer::Silence).await;
    let mut config = quick(&fake.url);
    config.timeouts.call = Duration::from_millis(100);
    let client = ClcClient::new(config).unwrap();
    assert_eq!(read(&client).await, unavailable(Fault::Timeout));
    assert_eq!(write(&client).await.unwrap_err(), unknown(Fault::Timeout));
    assert_eq!(fake.asked().len(), 2, "a timeout is not repeated");
}

#[tokio::test]
async fn without_a_connection_nothing_was_taken() {
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let client = ClcClient::new(quick(&url)).unwrap();
    assert_eq!(read(&client).await, unavailable(Fault::NoConnection));
    let error = write(&client).await.unwrap_err();
    assert_eq!(error, unavailable(Fault::NoConnection));
    assert!(error.provably_not_taken());
    let error = client.check().await.unwrap_err();
    assert_eq!(error, unavailable(Fault::NoConnection));
}

#[tokio::test]
async fn any_answer_counts_as_reachable() {
    for answer in [
        Answer::empty(401),
        Answer::empty(503),
        Answer::json(200, "x"),
    ] {
        let fake = Fake::always(answer).await;
        fake.client().check().await.unwrap();
        let asked = &fake.asked()[0];
        assert_eq!(asked.target, "/v2/datacenters/x");
        assert!(!asked.headers.to_lowercase().contains("authorization"));
    }
}

#[tokio::test]
async fn sign_in_tells_its_refusals_apart() {
    let words = |text: &str| format!("{{\"message\":\"{text}\"}}");
    let wrong = "We didn't recognize the username or password you entered. Please try again.";
    for (answer, expected) in [
        (Answer::json(400, words(wrong)), ClcError::BadCredentials),
        (Answer::empty(401), ClcError::BadCredentials),
        (
            Answer::json(400, words("This user has been locked.")),
            ClcError::LockedOut,
        ),
        (
            Answer::json(403, words("Account is locked out")),
            ClcError::LockedOut,
        ),
        (Answer::empty(403), ClcError::NotAllowed { message: None }),
        (Answer::empty(503), unavailable(Fault::Status(503))),
        (Answer::Reset, unavailable(Fault::Broken)),
    ] {
        let fake = Fake::always(answer).await;
        let login = fake.client().login("me", &Secret::new("pass word")).await;
        assert_eq!(login.unwrap_err(), expected);
        assert_eq!(fake.asked().len(), 1, "sign-in is never repeated");
    }
}
