//! Connections that do not keep up, and too many of them.

use super::{client, demo, sign_in, status};
use crate::program::{Started, stop};
use crate::support::Portal;
use slipway_server::listen::Limits;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SHORT: Duration = Duration::from_millis(400);

fn short() -> Limits {
    Limits {
        head: SHORT,
        idle: 2 * SHORT,
        body: SHORT,
        write: SHORT,
        ..Limits::default()
    }
}

async fn portal(limits: Limits) -> Portal {
    // Its cloud is never asked.
    Portal::of_cloud("http://127.0.0.1:9", move |pace| pace.limits = limits).await
}

async fn connect(portal: &Portal) -> TcpStream {
    let stream = TcpStream::connect(portal.running.address).await;
    stream.expect("a connection")
}

/// What the portal says until it closes, and how long that took.
async fn until_closed(stream: &mut TcpStream) -> (String, Duration) {
    let begun = Instant::now();
    let mut said = Vec::new();
    let read = stream.read_to_end(&mut said);
    let closed = tokio::time::timeout(Duration::from_secs(10), read).await;
    // Reset or closed: it is gone.
    drop(closed.expect("it is closed"));
    (String::from_utf8_lossy(&said).into_owned(), begun.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_to_arrive_in_time() {
    let portal = portal(short()).await;
    for begin in ["", "GET /", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-A:"] {
        let mut stream = connect(&portal).await;
        stream.write_all(begin.as_bytes()).await.expect("sent");
        let (said, taken) = until_closed(&mut stream).await;
        assert!(!said.contains("200"), "{begin:?}: {said}");
        assert!(taken < 5 * SHORT, "{begin:?} took {taken:?}");
    }
    // One byte after another is no head in time either.
    let mut stream = connect(&portal).await;
    let begun = Instant::now();
    for byte in "GET /healthz HTTP/1.1\r\nHost: x\r\n".bytes().cycle() {
        tokio::time::sleep(SHORT / 10).await;
        if stream.write_all(&[byte]).await.is_err() || begun.elapsed() > 20 * SHORT {
            break;
        }
    }
    assert!(begun.elapsed() < 10 * SHORT, "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_is_kept_for_a_while_and_not_for_ever() {
    let portal = portal(short()).await;
    let mut stream = connect(&portal).await;
    for _ in 0..2 {
        let ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(ask).await.expect("sent");
        let mut answer = [0; 4_096];
        let read = stream.read(&mut answer).await.expect("an answer");
        assert!(String::from_utf8_lossy(&answer[..read]).contains("200 OK"));
        tokio::time::sleep(SHORT + SHORT / 2).await;
    }
    let (_, taken) = until_closed(&mut stream).await;
    assert!(taken < 5 * SHORT, "{taken:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_has_to_arrive_in_time() {
    let portal = portal(short()).await;
    for length in ["Content-Length: 500", "Transfer-Encoding: chunked"] {
        let mut stream = connect(&portal).await;
        let head = format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        let (said, taken) = until_closed(&mut stream).await;
        assert!(said.starts_with("HTTP/1.1 400"), "{length}: {said}");
        assert!(taken < 5 * SHORT, "{length} took {taken:?}");
    }
}

/// Bytes of memory that the program has in use.
fn resident(started: &Started) -> usize {
    let path = format!("/proc/{}/statm", started.child.id());
    let text = std::fs::read_to_string(path).expect("linux");
    let pages: usize = text
        .split(' ')
        .nth(1)
        .expect("a number")
        .parse()
        .expect("a number");
    pages * 4_096
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_never_end_take_little_memory_and_stop_no_small_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut started = Started::wait_for(demo(folder.path()));
    assert_eq!(status(&client(), &started, "/sign-in").await, 200);
    let before = resident(&started);
    let head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000\r\n\r\n";
    let almost = head.to_owned() + &"a".repeat(1_900_000);
    let port = started.port;
    let sending = (0..200).map(|_| async {
        let stream = TcpStream::connect(("127.0.0.1", port)).await;
        let mut stream = stream.expect("a connection");
        let sent = stream.write_all(almost.as_bytes());
        drop(tokio::time::timeout(Duration::from_secs(3), sent).await);
        stream
    });
    let unfinished = futures::future::join_all(sending).await;
    let grown = resident(&started).saturating_sub(before);
    assert!(grown < 150 << 20, "{grown} bytes");
    assert_eq!(sign_in(&client(), &started, "slipway").await, 303);
    drop(unfinished);
    // Large ones have their turn again.
    let url = format!("http://127.0.0.1:{port}/sign-in");
    let ask = client().post(url).header("sec-fetch-site", "same-origin");
    let answer = ask.form(&[("user", "u".repeat(1_000_000))]).send().await;
    assert_eq!(answer.expect("an answer").status(), 422);
    stop(&mut started.child);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_an_end() {
    let portal = portal(Limits::default()).await;
    for (bytes, wanted) in [(30_000, "HTTP/1.1 200"), (300_000, "HTTP/1.1 431")] {
        let mut stream = connect(&portal).await;
        let long = "a".repeat(bytes);
        let head =
            format!("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: {long}\r\n\r\n");
        let _ = stream.write_all(head.as_bytes()).await;
        let (said, _) = until_closed(&mut stream).await;
        assert!(said.starts_with(wanted), "{bytes}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_sent_heads_stop_nobody() {
    let limits = Limits {
        connections: 300,
        per_address: 200,
        head: Duration::from_mins(1),
        ..Limits::default()
    };
    let portal = portal(limits).await;
    let mut halves = Vec::new();
    for _ in 0..1_100 {
        let mut half = connect(&portal).await;
        // The first of them are closed already.
        let _ = half.write_all(b"GET / HTTP/1.1\r\nHost:").await;
        halves.push(half);
    }
    let browser = portal.stranger();
    for _ in 0..20 {
        assert_eq!(browser.get("/healthz").await.status(), 200);
    }
    let (_, taken) = until_closed(&mut halves[0]).await;
    assert!(taken < Duration::from_secs(5), "the oldest made room");
}

#[tokio::test(flavor = "multi_thread")]
async fn running_out_of_file_handles_is_got_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut started = Started::wait_for(demo(folder.path()));
    let handles = format!("/proc/{}/fd", started.child.id());
    let open = std::fs::read_dir(handles).expect("linux").count();
    let limited = Command::new("prlimit")
        .args(["--pid", &started.child.id().to_string()])
        .arg(format!("--nofile={}", open + 20))
        .status();
    assert!(limited.expect("prlimit runs").success());
    let mut halves = Vec::new();
    for _ in 0..200 {
        let half = TcpStream::connect(("127.0.0.1", started.port)).await;
        let mut half = half.expect("a connection");
        let _ = half.write_all(b"GET / HTTP/1.1\r\nHost:").await;
        halves.push(half);
    }
    for _ in 0..10 {
        assert_eq!(status(&client(), &started, "/healthz").await, 200);
    }
    drop(halves);
    assert_eq!(status(&client(), &started, "/sign-in").await, 200);
    stop(&mut started.child);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_read_an_answer_loses_the_connection() {
    let portal = portal(short()).await;
    let mut stream = connect(&portal).await;
    // Far more answers than all buffers between hold.
    let ask = "GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20_000);
    let asked = stream.write_all(ask.as_bytes());
    drop(tokio::time::timeout(Duration::from_secs(2), asked).await);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(15) {
        let more = tokio::time::timeout(SHORT, stream.write_all(b"G")).await;
        if matches!(more, Ok(Err(_))) {
            return;
        }
        tokio::time::sleep(SHORT / 4).await;
    }
    panic!("it is still open");
}
