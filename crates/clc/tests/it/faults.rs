//! What each fault of the cloud becomes, for reads and for writes.

use crate::fake::{Answer, Fake, auth, quick};
use crate::tls::trusting_another;
use slipway_clc::{CheckError, ClcClient, PowerOp, Queued};
use slipway_cloud::{Cause, CloudError, Fault};
use slipway_domain::{AppError, Secret, ServerId};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

async fn read(client: &ClcClient) -> CloudError {
    client.packages(&auth()).await.unwrap_err()
}

async fn write(client: &ClcClient) -> Result<Vec<Queued>, CloudError> {
    let servers = [ServerId::new("VA1ALTDWEB01")];
    client.power(&auth(), PowerOp::Reboot, &servers).await
}

async fn both(answer: Answer) -> (CloudError, CloudError) {
    let fake = Fake::always(answer).await;
    let client = fake.client();
    (read(&client).await, write(&client).await.unwrap_err())
}

fn unavailable(fault: Fault) -> CloudError {
    CloudError::Unavailable {
        fault,
        message: None,
    }
}

fn unknown(fault: Fault) -> CloudError {
    CloudError::OutcomeUnknown {
        fault,
        message: None,
    }
}

#[tokio::test]
async fn a_definite_no_is_one_for_reads_and_writes() {
    for (status, expected) in [
        (401, CloudError::NotSignedIn),
        (403, CloudError::NotAllowed { message: None }),
        (404, CloudError::NotFound),
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
    let busy = CloudError::Busy {
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
        assert!(matches!(read, CloudError::NotUnderstood(_)), "{answer:?}");
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
    assert_eq!(
        read(&client).await,
        unavailable(Fault::NoConnection(Cause::Refused))
    );
    let error = write(&client).await.unwrap_err();
    assert_eq!(error, unavailable(Fault::NoConnection(Cause::Refused)));
    assert!(error.provably_not_taken());
    let error = client.check().await.unwrap_err();
    assert_eq!(error.code(), "refused");
    let CheckError::NoAnswer(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error, unavailable(Fault::NoConnection(Cause::Refused)));
}

#[tokio::test]
async fn a_check_takes_for_a_cloud_what_refuses_like_one() {
    let wrong = "{\"message\":\"We didn't recognize the username or password you entered.\"}";
    let fields = "{\"message\":\"The request is invalid.\",\"modelState\":{\"body.username\":[\"Required.\"]}}";
    for (answer, code) in [
        (Answer::json(400, wrong), None),
        (Answer::json(400, fields), None),
        (Answer::json(401, "{\"Message\":\"No.\"}"), None),
        (Answer::empty(401), Some("turned-away")),
        (Answer::empty(403), Some("turned-away")),
        (Answer::json(403, wrong), Some("turned-away")),
        (Answer::empty(404), Some("not-found")),
        (Answer::json(404, "{\"message\":\"x\"}"), Some("not-found")),
        (Answer::empty(302), Some("redirect")),
        (Answer::empty(429), Some("busy")),
        (Answer::empty(500), Some("failing")),
        (Answer::empty(503), Some("failing")),
        (
            Answer::json(200, "<!doctype html><p>Welcome"),
            Some("web-page"),
        ),
        (Answer::json(400, " <html>"), Some("web-page")),
        (Answer::json(400, "no"), Some("no-json")),
        (Answer::empty(400), Some("no-json")),
        (
            Answer::json(400, "{\"status\":\"bad\"}"),
            Some("other-json"),
        ),
        (Answer::json(400, "[]"), Some("other-json")),
        (Answer::json(405, wrong), Some("other-json")),
        (
            Answer::json(200, "{\"bearerToken\":\"x\"}"),
            Some("lets-anybody-in"),
        ),
        (Answer::Reset, Some("broken")),
    ] {
        let fake = Fake::always(answer).await;
        let found = fake.client().check().await;
        let found = found.as_ref().err().map(CheckError::code);
        assert_eq!(found, code);
        let asked = &fake.asked()[0];
        assert_eq!(asked.target, "/v2/authentication/login");
        assert!(!asked.headers.to_lowercase().contains("authorization"));
        assert_eq!(fake.asked().len(), 1, "it is asked once");
    }
}

#[tokio::test]
async fn a_name_that_leads_nowhere_is_told_from_a_closed_port() {
    let client = ClcClient::new(quick("http://nowhere.invalid")).unwrap();
    let found = client.check().await.unwrap_err();
    assert_eq!(found.code(), "dns");
    // What answers is no TLS.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let (_file, config) = trusting_another(&format!("https://127.0.0.1:{port}"));
    let client = ClcClient::new(config).unwrap();
    assert_eq!(client.check().await.unwrap_err().code(), "tls");
}

#[tokio::test]
async fn calls_go_through_the_proxy_of_the_settings_and_no_other() {
    let wrong = "{\"message\":\"We didn't recognize the username or password you entered.\"}";
    let proxy = Fake::always(Answer::json(400, wrong)).await;
    let mut config = quick("http://cloud.invalid/clc");
    config.proxy = Some(proxy.url.clone());
    ClcClient::new(config).unwrap().check().await.unwrap();
    assert_eq!(
        proxy.asked()[0].target,
        "http://cloud.invalid/clc/v2/authentication/login"
    );
    // A proxy that is not there is named as what failed; the cloud was not asked.
    let (_file, mut config) = trusting_another("https://cloud.invalid");
    config.proxy = Some("http://127.0.0.1:9".to_owned());
    let client = ClcClient::new(config).unwrap();
    assert_eq!(client.check().await.unwrap_err().code(), "proxy");
}

#[tokio::test]
async fn sign_in_tells_its_refusals_apart() {
    let words = |text: &str| format!("{{\"message\":\"{text}\"}}");
    let wrong = "We didn't recognize the username or password you entered. Please try again.";
    for (answer, expected) in [
        (Answer::json(400, words(wrong)), CloudError::BadCredentials),
        (Answer::empty(401), CloudError::BadCredentials),
        (
            Answer::json(400, words("This user has been locked.")),
            CloudError::LockedOut,
        ),
        (
            Answer::json(403, words("Account is locked out")),
            CloudError::LockedOut,
        ),
        (Answer::empty(403), CloudError::NotAllowed { message: None }),
        (Answer::empty(503), unavailable(Fault::Status(503))),
        (Answer::Reset, unavailable(Fault::Broken)),
    ] {
        let fake = Fake::always(answer).await;
        let login = fake.client().login("me", &Secret::new("pass word")).await;
        assert_eq!(login.unwrap_err(), expected);
        assert_eq!(fake.asked().len(), 1, "sign-in is never repeated");
    }
}
