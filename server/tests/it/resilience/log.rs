//! A log that cannot be written.

use super::{client, demo, sign_in, status, text};
use crate::program::{Started, program, stop};
use std::fs::File;
use std::io::pipe;
use std::process::Stdio;

fn full() -> File {
    let full = File::options().write(true).open("/dev/full");
    full.expect("this system has a device that is full")
}

/// Whether every request is answered while standard error is `error`; how many lines were dropped.
async fn served_with(error: Stdio) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = demo(folder.path());
    command.stderr(error).env("RUST_LOG", "trace");
    let mut started = Started::wait_for(command);
    let client = client();
    for path in ["/healthz", "/readyz", "/sign-in", "/nowhere", "/healthz"] {
        let expected = if path == "/nowhere" { 404 } else { 200 };
        assert_eq!(status(&client, &started, path).await, expected, "{path}");
    }
    assert_eq!(sign_in(&client, &started, "slipway").await, 303);
    // Each has a line, and together they are more than a pipe and those that wait for it hold.
    for _ in 0..3_000 {
        assert_eq!(status(&client, &started, "/healthz").await, 200);
    }
    assert_eq!(status(&client, &started, "/Demo/SLIP/servers").await, 200);
    let metrics = text(&client, &started, "/metrics").await;
    let counted = metrics
        .lines()
        .find_map(|line| line.strip_prefix("slipway_log_lines_dropped_total "));
    let dropped = counted.and_then(|number| number.parse().ok());
    stop(&mut started.child);
    dropped.expect("the metric")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_under_the_log_loses_lines_and_no_request() {
    assert!(served_with(full().into()).await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_under_the_log_loses_lines_and_no_request() {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    assert!(served_with(writer.into()).await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_that_nobody_reads_loses_lines_and_no_request() {
    let (reader, writer) = pipe().expect("a pipe");
    assert!(served_with(writer.into()).await > 0);
    drop(reader);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_is_read_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = File::create(folder.path().join("log")).expect("a file");
    let mut command = demo(folder.path());
    command.stderr(log);
    let mut started = Started::wait_for(command);
    let client = client();
    assert_eq!(status(&client, &started, "/nowhere").await, 404);
    let metrics = text(&client, &started, "/metrics").await;
    assert!(metrics.contains("slipway_log_lines_dropped_total 0"));
    stop(&mut started.child);
    let log = std::fs::read_to_string(folder.path().join("log")).expect("the log");
    assert!(log.contains("\"answered\""), "{log}");
    assert!(log.contains("\"stopping\""), "the last line too: {log}");
}

#[test]
fn commands_fail_by_themselves_and_not_by_what_they_cannot_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = |arguments: &[&str], out: Stdio, error: Stdio| {
        let mut command = program();
        command.args(arguments).current_dir(folder.path());
        command.stdout(out).stderr(error);
        command.status().expect("it runs").code()
    };
    // A key that was not written is no key.
    assert_eq!(code(&["key"], full().into(), full().into()), Some(1));
    assert_eq!(code(&["serve"], full().into(), full().into()), Some(1));
    assert_eq!(code(&["check"], full().into(), full().into()), Some(1));
    assert_eq!(code(&["--help"], Stdio::null(), full().into()), Some(0));
}
