//! One program serves a database at a time; what only reads it works beside it.

use super::{KEY, ran, slipway};
use crate::program::{Started, stop};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CLOUD: &str = "[[clouds]]\nname = \"A\"\nkind = \"clc\"\nurl = \"http://127.0.0.1:9\"\n";

fn serve(folder: &Path, more: &[&str]) -> Command {
    std::fs::write(folder.join("Leptos.toml"), CLOUD).expect("written");
    let mut command = slipway(folder, &["serve", "--listen", "127.0.0.1:0"]);
    command.args(more).env("SLIPWAY_SECRET_KEY", KEY);
    command
}

fn started(folder: &Path) -> Started {
    let mut command = serve(folder, &["--data", "data"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    Started::wait_for(command)
}

/// It exits at once, and says which lock is held and what several processes would need.
fn is_refused(command: Command) {
    let begun = Instant::now();
    let (code, said, complaint) = ran(command);
    assert_eq!(code, Some(1), "{said}{complaint}");
    assert!(
        complaint.contains("data/slipway.sqlite.lock") && complaint.contains("PostgreSQL"),
        "{complaint}"
    );
    assert!(begun.elapsed() < Duration::from_secs(5), "at once");
}

#[test]
fn a_second_program_on_the_same_data_exits_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = started(folder.path());
    is_refused(serve(folder.path(), &["--data", "data"]));
    // The same database by another way.
    std::os::unix::fs::symlink("data", folder.path().join("link")).expect("a link");
    let database = ["--data", "other", "--database-url"];
    is_refused(serve(
        folder.path(),
        &[&database[..], &["sqlite:link/slipway.sqlite"]].concat(),
    ));
    let answer = readiness(first.port);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// What the program answers to a look at its health.
fn readiness(port: u16) -> String {
    use std::io::{Read, Write};
    let mut connection = std::net::TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    connection
        .write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .expect("asked");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("answered");
    answer
}

#[test]
fn the_lock_ends_with_the_program_however_that_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut killed = started(folder.path());
    killed.child.kill().expect("killed");
    killed.child.wait().expect("ended");
    let mut stopped = started(folder.path());
    stop(&mut stopped.child);
    drop(started(folder.path()));
    assert!(folder.path().join("data/slipway.sqlite.lock").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_or_copies_the_data_needs_no_lock() {
    let folder = tempfile::tempdir().expect("a folder");
    let _serving = started(folder.path());
    let beside = |arguments: &[&str]| {
        let mut command = slipway(folder.path(), arguments);
        command.env("SLIPWAY_SECRET_KEY", KEY);
        ran(command)
    };
    let (code, said, complaint) = beside(&["audit", "verify", "--data", "data"]);
    assert_eq!(code, Some(0), "{said}{complaint}");
    let (_, said, complaint) = beside(&["check", "--data", "data"]);
    for sound in ["data folder: can be written", "database: sound"] {
        assert!(said.contains(sound), "{said}{complaint}");
    }

    let url = format!(
        "sqlite:{}",
        folder.path().join("data/slipway.sqlite").display()
    );
    let mut database = SqliteConnection::connect(&url).await.expect("opened");
    let copy = folder.path().join("copy.sqlite");
    sqlx::query("VACUUM INTO ?1")
        .bind(copy.to_string_lossy().into_owned())
        .execute(&mut database)
        .await
        .expect("copied");
    let other = ["--data", "other", "--database-url", "sqlite:copy.sqlite"];
    let mut copied = serve(folder.path(), &other);
    copied.stdout(Stdio::piped()).stderr(Stdio::null());
    stop(&mut Started::wait_for(copied).child);
}
