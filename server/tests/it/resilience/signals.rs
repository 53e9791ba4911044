//! What asks the program to end, and what does not.

use super::{client, demo, status};
use crate::program::Started;
use std::process::Command;
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
        let begun = Instant::now();
        let ended = loop {
            if let Some(status) = started.child.try_wait().expect("a status") {
                break status;
            }
            assert!(begun.elapsed() < Duration::from_secs(10), "{name}");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(ended.success(), "{name}: {ended}");
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
