//! A disk that is full for a while.

use super::{client, demo, sign_in, status, until};
use crate::program::{Started, stop};
use crate::steps::{finished, run};
use crate::support::Portal;
use slipway_simulator::packages::FAILS_EVERY_THIRD;
use sqlx::{Connection, SqliteConnection};
use std::process::Command;
use std::time::Duration;

/// Lets files grow up to so many bytes, as a disk does that is nearly full.
fn limit(started: &Started, bytes: &str) {
    let limited = Command::new("prlimit")
        .args(["--pid", &started.child.id().to_string()])
        .arg(format!("--fsize={bytes}:unlimited"))
        .status();
    assert!(limited.expect("prlimit runs").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_full_disk_stopped_goes_on_when_it_is_not_full_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut started = Started::wait_for(demo(folder.path()));
    let person = client();
    assert_eq!(sign_in(&person, &started, "slipway").await, 303);
    for round in 0..2 {
        limit(&started, "1");
        until(&person, &started, "/readyz", 503).await;
        let stranger = client();
        if round == 0 {
            assert!(sign_in(&stranger, &started, "wrong").await >= 400);
        }
        assert!(sign_in(&stranger, &started, "slipway").await >= 400);
        assert_eq!(status(&person, &started, "/healthz").await, 200);
        assert_eq!(status(&person, &started, "/Demo/SLIP/servers").await, 200);

        limit(&started, "unlimited");
        until(&person, &started, "/readyz", 200).await;
        assert_eq!(sign_in(&client(), &started, "slipway").await, 303);
    }
    stop(&mut started.child);
    // Of what was not kept whole nothing is there: neither a token nor a row that says it was.
    let url = format!("sqlite:{}", folder.path().join("slipway.sqlite").display());
    let mut database = SqliteConnection::connect(&url).await.expect("the database");
    assert_eq!(
        count(&mut database, "SELECT count(*) FROM sessions").await,
        3
    );
    assert_eq!(
        count(&mut database, "SELECT count(*) FROM credentials").await,
        3
    );
    assert_eq!(count(&mut database, SIGN_INS).await, 3);
}

const SIGN_INS: &str = "SELECT count(*) FROM audit_events WHERE action = 'signIn'";

async fn count(database: &mut SqliteConnection, sql: &'static str) -> i64 {
    let counted = sqlx::query_scalar(sql).fetch_one(database).await;
    counted.expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_whose_session_cannot_begin_is_taken_back() {
    let portal = Portal::start().await;
    let url = format!("sqlite:{}", portal.database().display());
    let mut database = SqliteConnection::connect(&url).await.expect("the database");
    let full = "CREATE TRIGGER disk_full BEFORE INSERT ON sessions
                BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
    let made = sqlx::query(full).execute(&mut database).await;
    made.expect("a trigger");
    let form = [
        ("cloud", "Demo"),
        ("user", "admin"),
        ("password", "slipway"),
    ];
    let post = client().post(portal.url("/sign-in"));
    let post = post.header("sec-fetch-site", "same-origin").form(&form);
    assert_eq!(post.send().await.expect("an answer").status(), 500);
    assert_eq!(
        count(&mut database, "SELECT count(*) FROM credentials").await,
        0
    );
    let events: Vec<String> = sqlx::query_scalar("SELECT action FROM audit_events ORDER BY number")
        .fetch_all(&mut database)
        .await
        .expect("rows");
    assert_eq!(events, ["signIn", "signOut"]);
}

/// Makes keeping what the cloud answered fail as on a full disk: the database ends the transaction.
async fn fill(portal: &Portal) -> SqliteConnection {
    let url = format!("sqlite:{}", portal.database().display());
    let mut database = SqliteConnection::connect(&url).await.expect("the database");
    let full = "CREATE TRIGGER disk_full BEFORE UPDATE ON batches WHEN NEW.state <> 'sending'
                BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
    let made = sqlx::query(full).execute(&mut database).await;
    made.expect("a trigger");
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_waits_for_the_disk_and_goes_on_by_itself() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let mut database = fill(&portal).await;
    let run = run(&admin, FAILS_EVERY_THIRD, "va1slipweb01 va1slipweb02").await;
    // Longer than the short waits between tries.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let waiting = admin.page(&run).await;
    assert!(waiting.contains("http-equiv=\"refresh\""), "it is not over");
    let freed = sqlx::query("DROP TRIGGER disk_full")
        .execute(&mut database)
        .await;
    freed.expect("dropped");
    let end = finished(&admin, &run).await;
    assert!(!end.contains("no usable answer"), "no answer was lost");
}
