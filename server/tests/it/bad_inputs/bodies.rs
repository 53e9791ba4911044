//! Bodies: too large, of another kind, in another encoding, cut short.

use super::page_text;
use crate::steps::{plan, run};
use crate::support::{Browser, Portal};
use reqwest::Response;
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(browser: &Browser<'_>, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Response {
    let request = browser.posting(path).header("content-type", kind);
    let answer = request.body(body.into()).send().await;
    answer.expect("an answer")
}

/// Every address that reads a form.
fn forms(run: &str, plan: &str) -> Vec<String> {
    let of_run = ["again", "answer", "shares"].map(|action| format!("{run}/{action}"));
    let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
    let mut forms = vec!["/sign-in".to_owned(), "/theme".to_owned(), review];
    forms.extend([format!("{plan}/run")]);
    forms.extend(of_run);
    forms
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_tells_what_it_cannot_read() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let plan = plan(&admin, ALWAYS_FAILS, "va1slipweb02").await;
    let large = b"names="
        .iter()
        .copied()
        .chain(std::iter::repeat_n(b'x', 2 << 20));
    let large: Vec<u8> = large.collect();
    let before = portal.rows().await;
    for path in forms(&run, &plan) {
        for (kind, body, status, expected) in [
            (
                "application/json",
                b"{}".to_vec(),
                415,
                "takes posted forms (application/x-www-form-urlencoded) only",
            ),
            (
                "multipart/form-data; boundary=x",
                b"--x--".to_vec(),
                415,
                "takes posted forms",
            ),
            ("text/plain", b"names=x".to_vec(), 415, "takes posted forms"),
            (
                "application/x-www-form-urlencoded-not",
                b"a=b".to_vec(),
                415,
                "takes posted forms",
            ),
            (
                FORM,
                b"names=\xff\xfe".to_vec(),
                400,
                "bytes that are not UTF-8 text",
            ),
            (
                FORM,
                b"names=caf%E9".to_vec(),
                400,
                "bytes that are not UTF-8 text",
            ),
            (
                FORM,
                b"%ff=1".to_vec(),
                400,
                "bytes that are not UTF-8 text",
            ),
            (
                FORM,
                large.clone(),
                413,
                "larger than 2 MB, the most that is taken at once",
            ),
        ] {
            let answer = post(&admin, &path, kind, body).await;
            assert_eq!(answer.status(), status, "{path} with {kind}");
            let told = page_text(answer).await;
            assert!(told.contains(expected), "{path} with {kind}: {told}");
        }
    }
    assert_eq!(portal.rows().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_fifty_megabytes_is_refused_and_the_words_arrive() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
    let answer = post(&admin, &path, FORM, vec![b'x'; 50 << 20]).await;
    assert_eq!(answer.status(), 413);
    assert!(page_text(answer).await.contains("larger than 2 MB"));
}

/// A connection that breaks in the middle of a form.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_cut_short_does_nothing() {
    let portal = Portal::start().await;
    let before = portal.rows().await;
    let address = portal.running.address;
    let mut stream = tokio::net::TcpStream::connect(address)
        .await
        .expect("connected");
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: {FORM}\r\ncontent-length: 500\r\n\r\ncloud=Demo&user=admin&password=slip"
    );
    stream.write_all(head.as_bytes()).await.expect("written");
    stream.shutdown().await.expect("half closed");
    let mut told = Vec::new();
    let _ = stream.read_to_end(&mut told).await;
    let told = String::from_utf8_lossy(&told);
    assert!(
        told.is_empty() || told.starts_with("HTTP/1.1 400"),
        "{told}"
    );
    assert_eq!(portal.rows().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_of_the_browsers_half_are_answered_in_words_too() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = "/api/check-value";
    let unreadable = "This question could not be read. Load the page again.";
    for (kind, body, status, expected) in [
        (FORM, b"".to_vec(), 400, unreadable),
        (FORM, b"account=SLIP".to_vec(), 400, unreadable),
        (FORM, b"\xff".to_vec(), 400, unreadable),
        ("application/json", b"{}".to_vec(), 400, unreadable),
        (
            FORM,
            b"account=NONE&package=x&variable=y&value=z".to_vec(),
            404,
            "Account was not found.",
        ),
        (
            FORM,
            b"account=SLIP&package=x&variable=y&value=z".to_vec(),
            404,
            "Package was not found.",
        ),
        (FORM, vec![b'x'; 3 << 20], 400, unreadable),
    ] {
        let size = body.len();
        let answer = post(&admin, path, kind, body).await;
        assert_eq!(answer.status(), status, "{kind}, {size} bytes");
        let said: String = answer.json().await.expect("a JSON text");
        assert_eq!(said, expected, "{kind}, {size} bytes");
    }
    let nowhere = post(&admin, "/api/nowhere", FORM, "").await;
    assert_eq!(nowhere.status(), 404);
    assert!(
        page_text(nowhere)
            .await
            .contains("This page was not found.")
    );
}

/// Whoever answers before all of a body arrived must not close the connection under its sender.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_nobody_reads_leaves_its_connection_whole() {
    let portal = Portal::start().await;
    let address = portal.running.address;
    let body = vec![b'x'; 3 << 20];
    for (path, origin, status) in [
        ("/nowhere", "same-origin", "404"),
        ("/api/nowhere", "same-origin", "404"),
        ("/api/check-value", "same-origin", "400"),
        ("/sign-in", "same-origin", "413"),
        ("/sign-in", "cross-site", "403"),
        ("/healthz", "same-origin", "405"),
        ("/SLIP/packages", "same-origin", "401"),
    ] {
        let stream = tokio::net::TcpStream::connect(address).await;
        let mut stream = stream.expect("connected");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: {origin}\r\n\
             content-type: {FORM}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.expect("a head");
        for half in body.chunks(body.len() / 2) {
            stream.write_all(half).await.expect("a half");
            tokio::task::yield_now().await;
        }
        let next = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream
            .write_all(next.as_bytes())
            .await
            .expect("the next request");
        let mut told = Vec::new();
        stream.read_to_end(&mut told).await.expect("both answers");
        let told = String::from_utf8_lossy(&told);
        let first = told.lines().next().unwrap_or_default();
        assert!(first.contains(status), "{path} from {origin}: {first}");
        let answered = told.matches("HTTP/1.1 ").count();
        assert_eq!(answered, 2, "{path} from {origin}: {told:.600}");
    }
}
