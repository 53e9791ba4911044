//! A database file that is missing, empty, another program's or another version's.

use super::{KEY, ran, slipway};
use crate::program::{Started, stop};
use sqlx::{Connection, SqliteConnection};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const CLOUD: &str = "[[clouds]]\nname = \"A\"\nkind = \"clc\"\nurl = \"http://127.0.0.1:9\"\n";

fn serve(folder: &Path) -> Command {
    fs::write(folder.join("Leptos.toml"), CLOUD).expect("written");
    let mut command = slipway(
        folder,
        &["serve", "--listen", "127.0.0.1:0", "--data", "data"],
    );
    command.env("SLIPWAY_SECRET_KEY", KEY);
    command
}

fn started_once(folder: &Path) {
    let mut command = serve(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    stop(&mut Started::wait_for(command).child);
}

/// What serve says of the database; it must not start.
fn refusal(folder: &Path) -> String {
    let (code, said, complaint) = ran(serve(folder));
    assert_eq!(code, Some(1), "{said}{complaint}");
    let line = complaint.lines().find(|line| line.starts_with("slipway: "));
    let line = line.unwrap_or_else(|| panic!("{complaint}")).to_owned();
    assert!(line.contains("slipway.sqlite"), "{line}");
    for sql in ["SELECT", "INSERT", "migration", "code:", "sqlx"] {
        assert!(!line.contains(sql), "{line}");
    }
    line
}

#[test]
fn a_database_that_was_there_is_not_replaced_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let file = data.join("slipway.sqlite");
    started_once(folder.path());
    started_once(folder.path());
    let kept = fs::read(&file).expect("the database");

    fs::remove_file(&file).expect("removed");
    let line = refusal(folder.path());
    assert!(
        line.contains("missing") && line.contains("Restore"),
        "{line}"
    );
    assert!(!file.exists(), "nothing was made in its place");

    fs::write(&file, "").expect("written");
    assert!(refusal(folder.path()).contains("empty (0 bytes)"));

    fs::write(&file, kept).expect("restored");
    started_once(folder.path());

    // A folder that is moved still knows; one that is told so begins anew.
    let moved = folder.path().join("elsewhere");
    fs::create_dir(&moved).expect("a folder");
    fs::rename(&data, moved.join("data")).expect("moved");
    started_once(&moved);
    fs::remove_file(moved.join("data/slipway.sqlite")).expect("removed");
    assert!(refusal(&moved).contains("missing"));
    fs::remove_file(moved.join("data/databases")).expect("removed");
    started_once(&moved);
}

#[test]
fn a_log_without_its_database_is_not_thrown_away() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("data")).expect("a folder");
    fs::write(folder.path().join("data/slipway.sqlite-wal"), "x").expect("written");
    assert!(refusal(folder.path()).contains("missing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_database_of_ours_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data/slipway.sqlite");
    fs::create_dir(folder.path().join("data")).expect("a folder");
    fs::write(&file, "remember the milk").expect("written");
    assert!(refusal(folder.path()).contains("no SQLite database"));
    assert_eq!(fs::read(&file).expect("kept"), b"remember the milk");

    fs::remove_file(&file).expect("removed");
    fs::create_dir(&file).expect("a folder");
    assert!(refusal(folder.path()).contains("this is a folder"));
    fs::remove_dir(&file).expect("removed");

    started_once(folder.path());
    let url = format!("sqlite:{}", file.display());
    let mut database = SqliteConnection::connect(&url).await.expect("opened");
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (29991231235959, 'later', 1, x'00', 0)";
    sqlx::query(newer)
        .execute(&mut database)
        .await
        .expect("done");
    assert!(refusal(folder.path()).contains("newer version of Slipway"));
    let gone = "DELETE FROM _sqlx_migrations WHERE version > 29990000000000";
    sqlx::query(gone)
        .execute(&mut database)
        .await
        .expect("done");
    database.close().await.expect("closed");
    started_once(folder.path());

    let mut other = serve(folder.path());
    other.env(
        "SLIPWAY_SECRET_KEY",
        "Nothing+is+kept+for+longer+than+a+test+runs=",
    );
    let (code, _, complaint) = ran(other);
    assert_eq!(code, Some(1));
    assert!(
        complaint.contains("secret key is not the one"),
        "{complaint}"
    );
}
