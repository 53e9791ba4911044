//! A database that fails while somebody's session is looked up: nobody is told that they are signed
//! out, and nobody is.

use crate::steps::run;
use crate::support::Portal;
use slipway_simulator::packages::NEVER_ENDS;
use sqlx::{Connection, SqliteConnection};
use std::time::Duration;

const WORDS: &str = "You are not signed out.";

async fn rename(portal: &Portal, from: &str, to: &str) {
    let url = format!("sqlite:{}", portal.database().display());
    let mut database = SqliteConnection::connect(&url).await.expect("the database");
    let rename = format!("ALTER TABLE {from} RENAME TO {to}");
    let rename = sqlx::query(sqlx::AssertSqlSafe(rename));
    rename.execute(&mut database).await.expect("renamed");
    // Sessions are remembered for a second.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_cannot_be_read_is_not_ended() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    rename(&portal, "sessions", "hidden").await;
    let reads = [
        "/",
        "/sign-in",
        "/Demo/SLIP/packages",
        "/Demo/SLIP/servers",
        &run,
    ];
    let events = format!("{run}/events");
    for path in reads.into_iter().chain([events.as_str()]) {
        let answer = admin.get(path).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert!(answer.headers().get("set-cookie").is_none(), "{path}");
        let html = answer.text().await.expect("text").replace("<!>", "");
        for words in [WORDS, "Request ", "Try again"] {
            assert!(html.contains(words), "{path}: no {words:?} in {html}");
        }
        assert!(!html.contains("name=\"password\""), "{path}");
    }
    let check = [("account", "SLIP"), ("package", "x"), ("variable", "y")];
    for (path, fields) in [
        (format!("{run}/stop"), &[][..]),
        (format!("{run}/answer"), &[("choice", "send-again")]),
        (
            "/Demo/SLIP/servers/operate".into(),
            &[("operation", "reboot")],
        ),
        (
            "/Demo/SLIP/servers/va1slipweb01/edit".into(),
            &[("description", "x")],
        ),
        ("/sign-out".into(), &[]),
        ("/api/check-value".into(), &check),
    ] {
        let answer = admin.post(&path, fields).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert!(answer.headers().get("set-cookie").is_none(), "{path}");
        let text = answer.text().await.expect("text");
        assert!(text.contains(WORDS), "{path}: {text}");
        assert_eq!(path.starts_with("/api/"), text.starts_with('"'), "{path}");
    }
    rename(&portal, "hidden", "sessions").await;
    assert!(admin.page(&run).await.contains("run-rows"));
}
