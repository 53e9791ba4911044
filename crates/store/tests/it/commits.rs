//! Commits that the database itself refuses: what belongs together is kept together or not at all.

use crate::contract::Database;
use crate::fixtures::{account, at, audited, begun, cloud, new_run, plan, row, run_id, secrets};
use crate::sqlite::Sqlite;
use slipway_domain::Secret;
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::share::ShareLink;
use slipway_store::{
    Created, Credential, Holder, NewRun, RunChange, RunToken, Store, StoreError, StoreResult,
    Write, WriteEnd, WriteKey,
};

/// Every transaction that writes to `table` is refused at its end, and not before.
const REFUSE: [&str; 3] = [
    "CREATE TABLE nowhere (id TEXT REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TRIGGER refused_row AFTER INSERT ON audit_events
     BEGIN INSERT INTO nowhere VALUES ('no run'); END",
    "CREATE TRIGGER refused_run AFTER UPDATE OF version ON runs
     BEGIN INSERT INTO nowhere VALUES ('no run'); END",
];

async fn refuse_commits(db: &Sqlite) {
    for sql in REFUSE {
        assert!(db.run(sql).await, "{sql}");
    }
}

async fn take_commits(db: &Sqlite) {
    for sql in ["DROP TRIGGER refused_row", "DROP TRIGGER refused_run"] {
        assert!(db.run(sql).await, "{sql}");
    }
}

fn credential() -> Credential {
    Credential {
        id: "c".to_owned(),
        cloud: cloud(),
        account: account(),
        user: "ada".to_owned(),
        roles: vec![],
        token: Secret::new("t"),
        created_at: at(0),
        ended_at: None,
        children: vec![],
    }
}

fn write() -> Write {
    Write {
        key: WriteKey {
            owner: "ada".to_owned(),
            key: "form".to_owned(),
        },
        begun: row(AuditAction::CreateGroup, 1),
        end: None,
    }
}

fn planned() -> NewRun {
    NewRun {
        plan: Some("p".to_owned()),
        ..new_run(2, 2)
    }
}

fn link() -> ShareLink {
    ShareLink {
        id: "l".to_owned(),
        run: run_id(1),
        created_by: "ada".to_owned(),
        created_at: at(0),
        expires_at: at(100),
        revoked_at: None,
        uses: 0,
        last_used_at: None,
        shows_values: false,
    }
}

fn cancelled() -> RunChange {
    RunChange {
        audit: vec![row(AuditAction::Cancel, 4)],
        ..RunChange::default()
    }
}

fn token() -> RunToken {
    RunToken {
        token: Secret::new("of somebody"),
        may_send: true,
    }
}

const HOLDER: Holder<'static> = Holder {
    owner: "one",
    version: 1,
};

/// Does everything that has a row in the audit chain; says what became of each.
async fn everything(store: &Store) -> Vec<(&'static str, StoreResult<()>)> {
    let signed_in = row(AuditAction::SignIn, 0);
    let shared = row(AuditAction::Share, 3);
    let resumed = row(AuditAction::Resume, 5);
    let out = [row(AuditAction::SignOut, 6)];
    let done = WriteEnd::Done("group".to_owned());
    let Store {
        credentials,
        runs,
        shares,
        writes,
        ..
    } = store;
    vec![
        ("sign-in", credentials.put(&credential(), &signed_in).await),
        ("begin", writes.begin(&write()).await.map(drop)),
        (
            "end",
            writes
                .end(&write().key, &done, &row(AuditAction::WriteDone, 2))
                .await,
        ),
        ("run", runs.create(&planned()).await.map(drop)),
        ("share", shares.create(&link(), &[1; 32], &shared).await),
        (
            "record",
            runs.record(&run_id(1), Some(HOLDER), &cancelled())
                .await
                .map(drop),
        ),
        (
            "resume",
            runs.set_token(&run_id(1), &token(), Some(&resumed)).await,
        ),
        (
            "sign-out",
            credentials.sign_out(&["other".to_owned()], &out).await,
        ),
    ]
}

/// What [`everything`] leaves in the audit chain, with what was there before.
fn rows() -> Vec<AuditEvent> {
    let done = [
        (AuditAction::SignIn, 0),
        (AuditAction::CreateGroup, 1),
        (AuditAction::WriteDone, 2),
        (AuditAction::Share, 3),
        (AuditAction::Cancel, 4),
        (AuditAction::Resume, 5),
        (AuditAction::SignOut, 6),
    ];
    let mut rows = vec![begun(1)];
    rows.extend(done.map(|(action, seconds)| row(action, seconds)));
    rows.insert(4, begun(2));
    rows
}

#[tokio::test]
async fn what_a_failing_commit_would_have_kept_is_not_there() {
    let db = Sqlite::create();
    let store = db.open().await;
    store.runs.create(&new_run(1, 1)).await.unwrap();
    assert!(
        store
            .runs
            .lease(&run_id(1), "one", at(0), at(9))
            .await
            .unwrap()
    );
    store
        .plans
        .put(&plan("p", at(0)), &secrets("s"))
        .await
        .unwrap();
    refuse_commits(&db).await;
    for (what, result) in everything(&store).await {
        match (what, result) {
            // There is nothing to end: no write began.
            ("end", result) => assert!(result.is_ok(), "{result:?}"),
            (_, result) => assert!(
                matches!(result, Err(StoreError::Database(_))),
                "{what}: {result:?}"
            ),
        }
    }
    assert_eq!(audited(&store).await, [begun(1)]);
    assert_eq!(store.credentials.get("c").await.unwrap(), None);
    assert_eq!(store.writes.get(&write().key).await.unwrap(), None);
    assert_eq!(store.runs.detail(&run_id(2)).await.unwrap(), None);
    let key = planned().idempotency;
    assert_eq!(store.runs.by_idempotency(&key).await.unwrap(), None);
    let kept = store.plans.get("p", "ada").await.unwrap().unwrap();
    assert_eq!(kept.run, None, "the plan is not marked");
    assert_eq!(store.shares.list(&run_id(1)).await.unwrap(), []);
    let run = store.runs.detail(&run_id(1)).await.unwrap().unwrap();
    assert_eq!(run, new_run(1, 1).detail);
    let kept = store.runs.token(&run_id(1)).await.unwrap().unwrap();
    assert_eq!(kept.token, Secret::new("token-1"));

    take_commits(&db).await;
    for (what, result) in everything(&store).await {
        assert!(result.is_ok(), "{what}: {result:?}");
    }
    assert_eq!(audited(&store).await, rows());
    let again = store.runs.create(&planned()).await.unwrap();
    assert_eq!(again, Created::Existing(run_id(2)));
}

#[tokio::test]
async fn a_change_without_a_row_says_that_its_end_is_not_known() {
    let db = Sqlite::create();
    let store = db.open().await;
    store.runs.create(&new_run(1, 1)).await.unwrap();
    assert!(
        store
            .runs
            .lease(&run_id(1), "one", at(0), at(9))
            .await
            .unwrap()
    );
    refuse_commits(&db).await;
    let nothing = RunChange::default();
    let run = run_id(1);
    let record = || store.runs.record(&run, Some(HOLDER), &nothing);
    let unknown = record().await;
    assert!(
        matches!(unknown, Err(StoreError::CommitUnknown(_))),
        "{unknown:?}"
    );
    take_commits(&db).await;
    // Trying again finds out: it was not kept, so that it is now.
    assert_eq!(record().await.unwrap(), 2);
}
