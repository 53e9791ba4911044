//! Runs that were kept before they had numbers: each gets one when the database is opened.

use crate::contract::Database;
use crate::fixtures::new_run;
use crate::sqlite::{Sqlite, of_before};
use slipway_domain::run::{RunName, RunNumber};
use slipway_domain::{AccountAlias, CloudName, RunId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};
use std::path::PathBuf;

/// Migrations before that of numbers.
const BEFORE: usize = 14;

const RUN: &str = "INSERT INTO runs (id, kind, cloud, account, started_by, title, folded_title,
        state, created_at, version, body)
    SELECT ?1, kind, ?2, ?3, started_by, title, folded_title, state, ?4, version, body
    FROM runs WHERE id = 'r'";

#[tokio::test]
async fn runs_of_before_are_numbered_in_the_order_in_which_they_began() {
    let db = Sqlite::create();
    let mut raw = of_before(&db, BEFORE).await;
    let body =
        r#"{"deed":{"operation":{"operation":"reboot"}},"servers":[],"rollout":"perServer"}"#;
    let plain = sqlx::query("UPDATE runs SET body = ?1").bind(body);
    plain.execute(&mut raw).await.unwrap();
    // The one that is there began at 0 in demo/SLIP.
    for (id, cloud, account, created_at) in [
        ("d", "demo", "SLIP", 30),
        ("a", "demo", "SLIP", 20),
        ("c", "demo", "SLIP", 30),
        ("e", "demo", "OTHR", 5),
        ("f", "twin", "SLIP", 9),
        ("b", "twin", "SLIP", 1),
    ] {
        let run = sqlx::query(RUN).bind(id).bind(cloud).bind(account);
        run.bind(created_at).execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let store = db.open().await;
    for (cloud, account, ids) in [
        ("demo", "SLIP", &["r", "a", "c", "d"][..]),
        ("demo", "OTHR", &["e"]),
        ("twin", "SLIP", &["b", "f"]),
    ] {
        let (cloud, account) = (CloudName::new(cloud), AccountAlias::new(account));
        for (number, id) in (1..).zip(ids) {
            let name = RunName::Number(RunNumber::new(number));
            let found = store.runs.named(&cloud, &account, &name).await.unwrap();
            assert_eq!(found.map(|found| found.0), Some(RunId::new(id)), "{number}");
        }
    }
    store.runs.create(&new_run(1, 1)).await.unwrap();
    let next = store.runs.detail(&new_run(1, 1).detail.run.id).await;
    assert_eq!(next.unwrap().unwrap().run.number, RunNumber::new(5));
}

/// The database that a8b8765 wrote has rows in every table that it knew.
#[tokio::test]
async fn a_whole_database_of_before_gets_its_numbers_and_keeps_its_rows() {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let kept = package.join("../../server/tests/fixtures/a8b8765/slipway.sqlite");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("slipway.sqlite");
    std::fs::copy(kept, &copy).unwrap();
    let mut raw = SqliteConnectOptions::new()
        .filename(&copy)
        .connect()
        .await
        .unwrap();
    let tables = "SELECT name FROM sqlite_master
        WHERE type = 'table' AND substr(name, 1, 1) <> '_'";
    let tables = sqlx::query(tables).fetch_all(&mut raw).await.unwrap();
    let mut before = Vec::new();
    for table in tables {
        let table: String = table.get(0);
        let count = rows(&mut raw, &table).await;
        assert!(count > 0, "{table} is empty");
        before.push((table, count));
    }
    let migrations = sqlx::migrate::Migrator::new(package.join("migrations/sqlite")).await;
    migrations.unwrap().run(&mut raw).await.unwrap();
    for (table, count) in before {
        let now = rows(&mut raw, &table).await;
        // States that are called otherwise by now have rows of their own there.
        let kept = now == count || (table == "run_counts" && now > count);
        assert!(kept, "{table}: {count} before, {now} now");
    }
    let unordered = "SELECT count(*) FROM runs r JOIN run_numbers n ON n.run = r.id
        WHERE n.number <> (SELECT count(*) FROM runs o WHERE o.cloud = r.cloud
            AND o.account = r.account AND (o.created_at, o.id) <= (r.created_at, r.id))";
    let unordered: i64 = sqlx::query_scalar(unordered)
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert_eq!(unordered, 0);
    assert_eq!(
        rows(&mut raw, "run_numbers").await,
        rows(&mut raw, "runs").await
    );
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut raw);
    assert_eq!(broken.await.unwrap().len(), 0);
}

async fn rows(raw: &mut sqlx::SqliteConnection, table: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    sqlx::query_scalar(sql).fetch_one(raw).await.unwrap()
}
