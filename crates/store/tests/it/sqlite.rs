//! The contract for SQLite, and what its files must and must not hold.

use crate::contract::{Database, suite};
use crate::fixtures::{
    account, at, cloud, new_run, plan, renewed_vault, row, run_id, secrets, vault,
};
use slipway_domain::audit::AuditAction;
use slipway_domain::run::RunState;
use slipway_domain::{RunId, Secret, ServerId};
use slipway_store::{
    Credential, NewRun, RunChange, RunToken, SessionRow, Store, StoreError, sqlite,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row, SqliteConnection};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// A file in a folder of its own.
pub(crate) struct Sqlite(TempDir);

impl Sqlite {
    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("slipway.sqlite")
    }

    async fn raw(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.path());
        options.connect().await.unwrap()
    }

    /// The sealed bytes that one row holds.
    async fn blob(&self, sql: &'static str) -> Vec<u8> {
        let row = sqlx::query(sql).fetch_one(&mut self.raw().await).await;
        row.unwrap().get(0)
    }

    /// Whether any of the database's files holds `bytes`.
    fn holds(&self, bytes: &[u8]) -> bool {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files.into_iter().any(|file| {
            let content = std::fs::read(file.unwrap().path()).unwrap();
            content.windows(bytes.len()).any(|window| window == bytes)
        })
    }
}

impl Database for Sqlite {
    fn create() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> Store {
        sqlite::open(&self.path(), vault(1)).await.unwrap()
    }

    async fn unlock_audit(&self) {
        assert!(self.run("DROP TRIGGER audit_events_unchanged").await);
        assert!(self.run("DROP TRIGGER audit_events_undeleted").await);
    }

    async fn run(&self, sql: &'static str) -> bool {
        let done = sqlx::query(sql).execute(&mut self.raw().await).await;
        done.is_ok()
    }
}

suite!(Sqlite);

const SECRETS: [&str; 4] = [
    "secret-of-the-session",
    "secret-of-the-credential",
    "secret-of-the-plan",
    "secret-of-the-run",
];

async fn keep_secrets(store: &Store) {
    let session = SessionRow {
        key: [1; 32],
        data: SECRETS[0].to_owned(),
        created_at: at(0),
        last_seen: at(0),
    };
    assert!(store.sessions.insert(&session).await.unwrap());
    let credential = Credential {
        id: "c".to_owned(),
        cloud: cloud(),
        account: account(),
        user: "ada".to_owned(),
        roles: vec![],
        token: Secret::new(SECRETS[1]),
        created_at: at(0),
        ended_at: None,
        children: vec![],
    };
    let signed_in = row(AuditAction::SignIn, 0);
    store
        .credentials
        .put(&credential, &signed_in)
        .await
        .unwrap();
    let plan = plan("p", at(0));
    store.plans.put(&plan, &secrets(SECRETS[2])).await.unwrap();
    let run = NewRun {
        plan: Some("p".to_owned()),
        token: Secret::new(SECRETS[3]),
        ..new_run(1, 3)
    };
    store.runs.create(&run).await.unwrap();
}

#[tokio::test]
async fn no_secret_stands_in_clear_and_erased_ones_leave_nothing() {
    let db = Sqlite::create();
    let store = db.open().await;
    keep_secrets(&store).await;
    let sealed = [
        db.blob("SELECT token FROM credentials").await,
        db.blob("SELECT secrets FROM plans").await,
        db.blob("SELECT token FROM runs").await,
    ];
    assert!(db.holds(b"va1slipweb0001"), "plain texts are found");
    assert!(sealed.iter().all(|blob| db.holds(blob)));
    assert!(!SECRETS.iter().any(|secret| db.holds(secret.as_bytes())));
    store.credentials.delete("c").await.unwrap();
    let over = RunChange {
        state: Some(RunState::Finished),
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &over).await.unwrap();
    assert!(!sealed.iter().any(|blob| db.holds(&blob[29..])));
    assert!(!SECRETS.iter().any(|secret| db.holds(secret.as_bytes())));
}

#[tokio::test]
async fn a_session_that_another_program_ends_is_over_within_moments() {
    let db = Sqlite::create();
    let (here, there) = (db.open().await, db.open().await);
    keep_secrets(&here).await;
    assert!(here.sessions.get(&[1; 32]).await.unwrap().is_some());
    there.sessions.delete(&[1; 32]).await.unwrap();
    let ended = async {
        while here.sessions.get(&[1; 32]).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(5), ended).await;
    assert!(waited.is_ok(), "still believed after five seconds");
}

fn for_sending(token: &str) -> RunToken {
    RunToken {
        token: Secret::new(token),
        may_send: true,
    }
}

#[tokio::test]
async fn what_is_kept_outlives_the_program() {
    let db = Sqlite::create();
    keep_secrets(&db.open().await).await;
    let store = db.open().await;
    let session = store.sessions.get(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(session.data, SECRETS[0]);
    let credential = store.credentials.get("c").await.unwrap().unwrap();
    assert_eq!(credential.token, Secret::new(SECRETS[1]));
    let kept = store.plans.secrets("p").await.unwrap();
    assert_eq!(kept, Some(secrets(SECRETS[2])));
    let token = store.runs.token(&run_id(1)).await.unwrap();
    assert_eq!(token, Some(for_sending(SECRETS[3])));
    let detail = store.runs.detail(&run_id(1)).await.unwrap();
    assert_eq!(detail, Some(new_run(1, 3).detail));
}

#[tokio::test]
async fn a_new_key_takes_over_from_the_previous_one() {
    let db = Sqlite::create();
    keep_secrets(&db.open().await).await;
    let renewed = sqlite::open(&db.path(), renewed_vault(2, 1)).await.unwrap();
    let credential = renewed.credentials.get("c").await.unwrap().unwrap();
    assert_eq!(credential.token, Secret::new(SECRETS[1]));
    let token = for_sending("fresh");
    renewed
        .runs
        .set_token(&run_id(1), &token, None)
        .await
        .unwrap();
    drop(renewed);
    let refused = sqlite::open(&db.path(), vault(1)).await.err();
    assert!(matches!(refused, Some(StoreError::WrongKey)), "{refused:?}");
    let new = sqlite::open(&db.path(), vault(2)).await.unwrap();
    assert_eq!(new.runs.token(&run_id(1)).await.unwrap(), Some(token));
}

#[tokio::test]
async fn another_key_is_refused() {
    let db = Sqlite::create();
    keep_secrets(&db.open().await).await;
    let refused = sqlite::open(&db.path(), vault(2)).await.err();
    assert!(matches!(refused, Some(StoreError::WrongKey)), "{refused:?}");
    db.open().await;
}

#[tokio::test]
async fn sealed_cells_do_not_open_in_another_row() {
    let db = Sqlite::create();
    let store = db.open().await;
    store.runs.create(&new_run(1, 1)).await.unwrap();
    store.runs.create(&new_run(2, 1)).await.unwrap();
    assert!(
        db.run("UPDATE runs SET token = (SELECT max(token) FROM runs)")
            .await
    );
    let read = [
        store.runs.token(&run_id(1)).await,
        store.runs.token(&run_id(2)).await,
    ];
    let refused = |token: &&Result<_, _>| matches!(token, Err(StoreError::Corrupt(_)));
    assert_eq!(read.iter().filter(refused).count(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_their_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let db = Sqlite::create();
    let store = db.open().await;
    keep_secrets(&store).await;
    let files = std::fs::read_dir(db.0.path()).unwrap().map(|file| {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
        file.file_name().into_string().unwrap()
    });
    let files: Vec<String> = files.collect();
    // The database and what SQLite keeps beside it while it is open.
    assert!(
        files.len() > 1 && files.iter().any(|file| file.ends_with("-wal")),
        "{files:?}"
    );
}

/// Ten thousand runs of a server must not be read to find the newest ten.
#[tokio::test]
async fn the_runs_of_a_server_are_found_by_an_index() {
    let database = Sqlite::create();
    drop(database.open().await);
    let plan = "EXPLAIN QUERY PLAN SELECT o.run FROM outcomes o CROSS JOIN runs r ON r.id = o.run
                WHERE o.target = 'x' AND r.cloud = 'c' AND r.account = 'a'
                UNION ALL SELECT o.run FROM outcomes o CROSS JOIN runs r ON r.id = o.run
                WHERE o.built = 'x' AND r.cloud = 'c' AND r.account = 'a'
                ORDER BY 1 DESC LIMIT 10";
    let rows = sqlx::query(plan).fetch_all(&mut database.raw().await).await;
    let steps: Vec<String> = rows.unwrap().iter().map(|row| row.get("detail")).collect();
    for index in ["INDEX outcomes_of_server", "INDEX outcomes_of_built"] {
        assert!(steps.iter().any(|step| step.contains(index)), "{steps:?}");
    }
    assert!(
        !steps.iter().any(|step| step.contains("TEMP B-TREE")),
        "{steps:?}"
    );
}

/// What was kept before plans had actions: a package with its values, beside servers and rollout.
const OLD_BODY: &str = r#"{"package":{"id":"ab","name":"Nginx","visibility":null,"description":"",
    "parameters":[],"supportedOs":[]},"values":{"site":"[1]"},"secrets":["word"],
    "servers":[],"rollout":"perServer"}"#;

const OLD_PLAN: &str = "INSERT INTO plans (id, owner, cloud, account, hash, created_at, body)
    VALUES ('p', 'o', 'demo', 'SLIP', 'h', 0, ?1)";
const OLD_RUN: &str = "INSERT INTO runs (id, kind, cloud, account, started_by, title, folded_title,
        state, created_at, version, plan, body)
    VALUES ('r', 'package', 'demo', 'SLIP', 'ada', 'Nginx', 'nginx', 'finished', 0, 1, 'p', ?1)";

/// A database as it was after its first `count` migrations.
pub(crate) async fn of_before(db: &Sqlite, count: usize) -> SqliteConnection {
    // At run time: of clones that share a target folder, one may run what another built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    let folder = Path::new(&package).join("migrations/sqlite");
    let mut migrations = sqlx::migrate::Migrator::new(folder).await.unwrap();
    migrations.migrations.to_mut().truncate(count);
    let options = SqliteConnectOptions::new().filename(db.path());
    let mut raw = options.create_if_missing(true).connect().await.unwrap();
    migrations.run(&mut raw).await.unwrap();
    for sql in [OLD_PLAN, OLD_RUN] {
        let done = sqlx::query(sql).bind(OLD_BODY).execute(&mut raw).await;
        done.unwrap();
    }
    raw
}

#[tokio::test]
async fn plans_and_runs_of_before_keep_what_they_do() {
    let db = Sqlite::create();
    drop(of_before(&db, 1).await);
    let store = db.open().await;
    let plan = store.plans.get("p", "o").await.unwrap().unwrap().body;
    let run = store.runs.detail(&RunId::new("r")).await.unwrap().unwrap();
    for body in [plan, run.run.plan] {
        let action = body.action.package().unwrap();
        assert_eq!(action.package.name, "Nginx");
        assert_eq!(action.values["site"], "[1]");
        assert_eq!(action.secrets, ["word"]);
    }
}

#[tokio::test]
async fn servers_built_before_find_the_run_that_built_them() {
    let db = Sqlite::create();
    let mut raw = of_before(&db, 3).await;
    for sql in [
        "INSERT INTO batches (run, number, data_center, state) VALUES ('r', 0, 'va1', 'sent')",
        "INSERT INTO outcomes (run, server, name, data_center, batch, state) VALUES
         ('r', 'new:web-1', 'VA1SLIPWEB07', 'va1', 0, 'succeeded'),
         ('r', 'new:web-2', 'WEB (2 of 2)', 'va1', 0, 'unknown')",
    ] {
        sqlx::query(sql).execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let store = db.open().await;
    let of_server = async |server: &str| {
        let (cloud, account, server) = (cloud(), account(), ServerId::new(server));
        let found = store.runs.of_server(&cloud, &account, &server, 10).await;
        found.unwrap().into_iter().map(|touch| touch.run)
    };
    assert!(of_server("va1slipweb07").await.eq([RunId::new("r")]));
    assert!(of_server("web (2 of 2)").await.eq([]), "it was never built");
}

#[tokio::test]
async fn jobs_of_before_are_the_first_of_their_calls() {
    let db = Sqlite::create();
    let mut raw = of_before(&db, 6).await;
    let body = r#"{"deed":{"package":{"package":{"id":"ab","name":"Nginx","visibility":null,
        "description":"","parameters":[],"supportedOs":[]},"values":{},"secrets":[]}},
        "servers":[],"rollout":"perServer"}"#;
    let named = sqlx::query("UPDATE runs SET body = ?1").bind(body);
    named.execute(&mut raw).await.unwrap();
    for sql in [
        "INSERT INTO batches (run, number, data_center, state) VALUES
         ('r', 0, 'va1', 'sent'), ('r', 1, 'va1', 'sent'), ('r', 2, 'va1', 'pending')",
        "INSERT INTO jobs (run, batch, link, id, status, next_check, then_link) VALUES
         ('r', 0, '/v2/operations/slip/status/va1-7', 'va1-7', 'executing', 5, NULL),
         ('r', 1, '/v2/operations/slip/status/va1-8', 'va1-8', 'notStarted', 6, 'server:ab-12')",
        "INSERT INTO outcomes (run, server, name, data_center, batch, state, queued_at) VALUES
         ('r', 'a', 'A', 'va1', 0, 'executing', 1), ('r', 'b', 'B', 'va1', 0, 'refused', NULL),
         ('r', 'c', 'C', 'va1', 1, 'not-started', 1), ('r', 'd', 'D', 'va1', 2, 'waiting', NULL)",
    ] {
        sqlx::query(sql).execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let store = db.open().await;
    let run = store.runs.detail(&RunId::new("r")).await.unwrap().unwrap();
    let handles = run.batches.iter().map(|batch| {
        let jobs = batch
            .jobs
            .iter()
            .map(|job| (job.number, job.handle.as_str()));
        (batch.attempt, jobs.collect::<Vec<_>>())
    });
    let handles: Vec<_> = handles.collect();
    let link = "/v2/operations/slip/status/va1-7";
    let build = "clc:1:build:ab-12 /v2/operations/slip/status/va1-8";
    assert_eq!(handles[0], (1, vec![(0, link)]));
    assert_eq!(handles[1], (1, vec![(0, build)]));
    assert_eq!(handles[2], (1, vec![]));
    let jobs: Vec<_> = run.outcomes.iter().map(|one| one.job).collect();
    assert_eq!(jobs, [Some(0), None, Some(0), None]);
}
