//! Keys that are good for one plan, what the audit chain tells of runs, and reading it.

use super::{ran, slipway};
use crate::steps::{confirmation, finished, plan, run};
use crate::support::{Portal, location};
use slipway_simulator::packages::{FAILS_EVERY_THIRD, NEVER_ENDS};
use sqlx::{Connection, SqliteConnection};

async fn database(portal: &Portal) -> SqliteConnection {
    let url = format!("sqlite:{}", portal.database().display());
    SqliteConnection::connect(&url).await.expect("the database")
}

/// The actions and subjects of the chain, oldest first, without sign-ins.
async fn rows(portal: &Portal) -> Vec<(String, String)> {
    let rows =
        "SELECT action, subject FROM audit_events WHERE action NOT LIKE 'sign%' ORDER BY number";
    let rows = sqlx::query_as(rows)
        .fetch_all(&mut database(portal).await)
        .await;
    rows.expect("rows")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_good_for_one_plan_and_a_plan_for_its_own_hash() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let first = plan(&admin, FAILS_EVERY_THIRD, "va1slipweb01").await;
    let second = plan(&admin, FAILS_EVERY_THIRD, "va1slipweb02").await;
    let (hash, key) = confirmation(&admin, &first).await;
    let (other_hash, other_key) = confirmation(&admin, &second).await;
    let confirm = |path: &str, hash: &str, key: &str| {
        let (path, hash, key) = (format!("{path}/run"), hash.to_owned(), key.to_owned());
        let admin = &admin;
        async move {
            let form = [("hash", hash.as_str()), ("key", key.as_str())];
            admin.post(&path, &form).await
        }
    };
    let begun = confirm(&first, &hash, &key).await;
    let begun = location(&begun);
    assert_eq!(location(&confirm(&first, &hash, &key).await), begun);
    for (path, hash, key) in [
        (&second, &other_hash, &key),
        (&second, &hash, &key),
        (&first, &other_hash, &key),
        (&second, &hash, &other_key),
        (&second, &"0".repeat(64), &other_key),
    ] {
        let answer = confirm(path, hash, key).await;
        assert_eq!(answer.status(), 409, "{path} {hash} {key}");
    }
    let runs: Vec<_> = rows(&portal).await;
    assert_eq!(runs.len(), 1, "{runs:?}");
    // Afterwards the second plan still runs with what is its own.
    let other = location(&confirm(&second, &other_hash, &other_key).await);
    assert_ne!(other, begun);
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_at_once_are_one_run_with_one_row() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for server in ["va1slipweb01", "va1slipweb02", "va1slipweb03"] {
        let plan = plan(&admin, FAILS_EVERY_THIRD, server).await;
        let (hash, key) = confirmation(&admin, &plan).await;
        let form = [("hash", hash.as_str()), ("key", key.as_str())];
        let path = format!("{plan}/run");
        let posts = (0..6).map(|_| admin.post(&path, &form));
        let answers = futures::future::join_all(posts).await;
        let runs: Vec<_> = answers.iter().map(location).collect();
        assert!(runs.iter().all(|run| *run == runs[0]), "{runs:?}");
    }
    let rows = rows(&portal).await;
    assert_eq!(rows.len(), 3, "{rows:?}");
    for (action, run) in rows {
        assert_eq!(action, "run");
        // The row says its id, which leads to the page under its number.
        let page = admin.get(&format!("/Demo/SLIP/runs/{run}")).await;
        assert_eq!(page.status(), 303, "a row for a run that never existed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_is_told_where_it_happened_and_only_there() {
    let portal = Portal::start_with(|options| options.speed = Some(1.0)).await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    assert_eq!(admin.post(&format!("{run}/stop"), &[]).await.status(), 303);
    finished(&admin, &run).await;
    let again = admin.post(&format!("{run}/stop"), &[]).await;
    assert_eq!(again.status(), 409);
    let answer = format!("{run}/answer");
    let nothing = admin.post(&answer, &[("choice", "send-again")]).await;
    assert!(nothing.status().is_client_error());
    let rows = rows(&portal).await;
    let actions = rows.iter().map(|(action, _)| action.as_str());
    assert!(actions.eq(["run", "stopWatching"]), "{rows:?}");
    let id = &rows[0].1;
    assert_eq!(rows[1].1, *id);
    let page = admin.get(&format!("/Demo/SLIP/runs/{id}")).await;
    assert_eq!(location(&page), run);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_is_verified_beside_a_running_program() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    run(&admin, FAILS_EVERY_THIRD, "va1slipweb01").await;
    let folder = portal.database();
    let folder = folder.parent().expect("a folder").to_owned();
    let data = folder.to_string_lossy().into_owned();
    let verify = || ran(slipway(&folder, &["audit", "verify", "--data", &data]));
    let (code, said, _) = verify();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("2 rows") && said.contains("newest: row 2"),
        "{said}"
    );
    for sql in [
        "DROP TRIGGER audit_events_unchanged",
        "UPDATE audit_events SET user = 'somebody else' WHERE number = 1",
    ] {
        let done = sqlx::query(sql).execute(&mut database(&portal).await).await;
        done.expect("done");
    }
    let (code, said, complaint) = verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(complaint.contains("row 1 does not follow"), "{complaint}");
    // It goes on: nothing was locked.
    assert_eq!(admin.get("/Demo/SLIP/runs").await.status(), 200);
}
