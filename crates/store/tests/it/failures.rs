//! A database that fails for a while, and files that are no database of ours.

use crate::contract::Database;
use crate::fixtures::{at, begun, new_run, run_id, vault};
use crate::sqlite::Sqlite;
use slipway_domain::run::RunState;
use slipway_store::error::Unusable;
use slipway_store::{Created, RunChange, SessionRow, StoreError, sqlite};
use std::path::Path;
use std::time::Duration;

/// What a full disk does: the database ends the transaction by itself, in the middle of it.
async fn fill(db: &Sqlite) {
    for sql in [
        "CREATE TRIGGER full_audit BEFORE INSERT ON audit_events
         BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
        "CREATE TRIGGER full_runs BEFORE UPDATE ON runs
         BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
        "CREATE TRIGGER full_sessions BEFORE INSERT ON sessions
         BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
        "CREATE TRIGGER full_meta BEFORE UPDATE ON meta
         BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
    ] {
        assert!(db.run(sql).await, "{sql}");
    }
}

async fn free(db: &Sqlite) {
    for sql in [
        "DROP TRIGGER full_audit",
        "DROP TRIGGER full_runs",
        "DROP TRIGGER full_sessions",
        "DROP TRIGGER full_meta",
    ] {
        assert!(db.run(sql).await, "{sql}");
    }
}

#[tokio::test]
async fn a_failure_in_a_transaction_is_over_when_its_cause_is() {
    let db = Sqlite::create();
    let store = db.open().await;
    store.runs.create(&new_run(1, 1)).await.unwrap();
    for round in 2..5 {
        fill(&db).await;
        tokio::time::sleep(Duration::from_millis(1_050)).await;
        assert!(store.health.ping().await.is_err(), "nothing can be written");
        assert!(store.audit.append(&begun(1)).await.is_err());
        assert!(store.runs.create(&new_run(round, 1)).await.is_err());
        let change = RunChange {
            state: Some(RunState::Live),
            ..RunChange::default()
        };
        assert!(store.runs.record(&run_id(1), None, &change).await.is_err());
        let leased = store.runs.lease(&run_id(1), "one", at(0), at(9)).await;
        assert!(leased.is_err());
        let session = SessionRow {
            key: [u8::try_from(round).unwrap(); 32],
            data: String::new(),
            created_at: at(0),
            last_seen: at(0),
        };
        assert!(store.sessions.insert(&session).await.is_err());
        assert!(store.runs.detail(&run_id(1)).await.unwrap().is_some());

        free(&db).await;
        store.health.ping().await.unwrap();
        store.audit.append(&begun(1)).await.unwrap();
        assert_eq!(
            store.runs.create(&new_run(round, 1)).await.unwrap(),
            Created::New
        );
        store.runs.record(&run_id(1), None, &change).await.unwrap();
        assert!(store.sessions.insert(&session).await.unwrap());
    }
    assert_eq!(store.audit.verify().await.unwrap().broken, None);
}

#[tokio::test]
async fn a_file_that_is_taken_away_is_noticed() {
    let db = Sqlite::create();
    let store = db.open().await;
    store.health.ping().await.unwrap();
    std::fs::rename(db.path(), db.path().with_extension("moved")).unwrap();
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    assert!(store.health.ping().await.is_err());
}

async fn refused(path: &Path) -> Unusable {
    match sqlite::open(path, vault(1)).await {
        Err(StoreError::Unusable(why)) => why,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("{} was opened", path.display()),
    }
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let text = write("text", b"remember the milk\n");
    let short = write("short", b"SQLite");
    let garbage = write(
        "garbage",
        &[b"SQLite format 3\0".as_slice(), &[7; 5_000]].concat(),
    );
    for (path, expected) in [
        (folder.path().to_owned(), Unusable::Folder),
        (
            folder.path().join("none/slipway.sqlite"),
            Unusable::NoFolder,
        ),
        (text.join("slipway.sqlite"), Unusable::NoFolder),
        (text.clone(), Unusable::NotADatabase),
        (short, Unusable::NotADatabase),
        (garbage, Unusable::NotADatabase),
    ] {
        assert_eq!(refused(&path).await, expected, "{}", path.display());
    }
    assert_eq!(std::fs::read(text).unwrap(), b"remember the milk\n");
}

#[tokio::test]
async fn a_database_of_another_program_or_version_is_named_and_left_alone() {
    let db = Sqlite::create();
    drop(db.open().await);
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (29991231235959, 'later', 1, x'00', 0)";
    assert!(db.run(newer).await);
    assert_eq!(refused(&db.path()).await, Unusable::Newer);
    assert!(
        db.run("DELETE FROM _sqlx_migrations WHERE version > 29990000000000")
            .await
    );
    drop(db.open().await);
    assert!(db.run("UPDATE _sqlx_migrations SET checksum = x'00'").await);
    assert_eq!(refused(&db.path()).await, Unusable::OtherSchema);

    let other = Sqlite::create();
    std::fs::write(other.path(), "").unwrap();
    assert!(other.run("CREATE TABLE recipes (name TEXT)").await);
    let before = std::fs::read(other.path()).unwrap();
    assert_eq!(refused(&other.path()).await, Unusable::NotOurs);
    assert_eq!(std::fs::read(other.path()).unwrap(), before);
}

#[tokio::test]
async fn the_audit_chain_can_be_read_beside_a_running_program() {
    let db = Sqlite::create();
    let absent = sqlite::audit_chain(&db.path()).await;
    assert!(matches!(
        absent,
        Err(StoreError::Unusable(Unusable::Missing))
    ));
    assert!(!db.path().exists(), "looking makes no file");
    let store = db.open().await;
    for number in 1..=3 {
        store.audit.append(&begun(number)).await.unwrap();
    }
    let found = sqlite::audit_chain(&db.path()).await.unwrap();
    assert_eq!((found.rows, found.broken), (3, None));
    db.unlock_audit().await;
    assert!(
        db.run("UPDATE audit_events SET user = 'x' WHERE number = 2")
            .await
    );
    let found = sqlite::audit_chain(&db.path()).await.unwrap();
    assert_eq!((found.rows, found.broken), (3, Some(2)));
}
