//! What asks the program to end, and what does not.

use super::{client, demo, status};
use crate::program::{Started, program};
use std::io::Write;
use std::net::TcpStream;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

fn signal(started: &Started, name: &str) {
    let sent = Command::new("kill")
        .args([format!("-{name}"), started.child.id().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_asks_it_to_end_lets_open_requests_end() {
    for name in ["HUP", "QUIT", "TERM", "INT"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut started = Started::wait_for(demo(folder.path()));
        assert_eq!(status(&client(), &started, "/healthz").await, 200);
        signal(&started, name);
        assert!(ended(&mut started, name).success(), "{name}");
    }
}

fn ended(started: &mut Started, name: &str) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = started.child.try_wait().expect("a status") {
            return status;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_simulated_cloud_waits_for_no_request_that_never_comes() {
    for name in ["HUP", "QUIT", "TERM", "INT"] {
        let mut command = program();
        command
            .args(["simulate", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped());
        let mut started = Started::wait_for(command);
        let half = TcpStream::connect(("127.0.0.1", started.port));
        let mut half = half.expect("a connection");
        half.write_all(b"GET / HTTP/1.1\r\nHost:").expect("sent");
        // Taken in before it is asked to end.
        std::thread::sleep(Duration::from_millis(200));
        signal(&started, name);
        assert!(ended(&mut started, name).success(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_tells_of_a_broken_pipe_or_a_large_file_ends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let started = Started::wait_for(demo(folder.path()));
    for name in ["PIPE", "XFSZ"] {
        signal(&started, name);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(status(&client(), &started, "/healthz").await, 200, "{name}");
    }
}
