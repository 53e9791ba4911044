//! What was kept before targets told their kind: every row and every plan of it goes on.

use crate::contract::Database;
use crate::fixtures::{account, cloud};
use crate::sqlite::{Sqlite, of_before};
use slipway_domain::plan::PlanBody;
use slipway_domain::run::{Built, Target};
use slipway_domain::{GroupId, PackageId, RunId, ServerId};
use slipway_store::DraftKind;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};
use std::path::{Path, PathBuf};

/// Migrations before that of targets.
const BEFORE: usize = 7;

/// The body of a plan: its action and the ids of its servers, as they were written then.
fn body(action: &str, ids: &[&str]) -> String {
    let servers = ids.iter().map(|id| {
        format!(r#"{{"id":"{id}","name":"{id} (new)","data_center":"va1","notes":["{id}"]}}"#)
    });
    let servers: Vec<_> = servers.collect();
    format!(
        r#"{{"deed":{action},"servers":[{}],"left_out":[{}],"rollout":"perServer"}}"#,
        servers.join(","),
        servers[0].clone()
    )
}

const CREATE: &str = r#"{"create":{"server":{"name":"web","description":"","group":"g",
    "source":{"template":{"name":"T"}},"cpu":1,"memory_gb":1,"managed_os":false,"kind":"standard",
    "storage":null,"network":null,"ip":null,"primary_dns":null,"secondary_dns":null,"ttl":null,
    "disks":[],"custom_fields":[],"packages":[]},"secrets":[],
    "known_as":{"source":"T","network":null,"group":"G","fields":[],"packages":[]}}}"#;
const GROUP: &str = r#"{"group":{"operation":"delete","group":{"id":"ab12","path":"Web"},
    "name":"Web"}}"#;
const OPERATION: &str = r#"{"operation":{"operation":"reboot"}}"#;

async fn targets_of(action: &str, ids: &[&str]) -> (Vec<Target>, Vec<Target>, Vec<Option<Built>>) {
    let db = Sqlite::create();
    let mut raw = of_before(&db, BEFORE).await;
    let body = body(action, ids);
    let run = sqlx::query("UPDATE runs SET body = ?1").bind(&body);
    run.execute(&mut raw).await.unwrap();
    let batch = "INSERT INTO batches (run, number, data_center, state, attempt)
        VALUES ('r', 0, 'va1', 'sent', 1)";
    sqlx::query(batch).execute(&mut raw).await.unwrap();
    for (place, id) in ids.iter().enumerate() {
        // The first of what is to be built has got its name already.
        let built = (place == 0 && id.starts_with("new:")).then_some("va1slipweb07");
        let name = built.map_or_else(|| format!("{id} (new)"), str::to_uppercase);
        let row = "INSERT INTO outcomes (run, server, name, data_center, batch, state, built)
            VALUES ('r', ?1, ?2, 'va1', 0, 'executing', ?3)";
        let row = sqlx::query(row).bind(id).bind(name).bind(built);
        row.execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let store = db.open().await;
    let read = store.runs.detail(&RunId::new("r")).await.unwrap().unwrap();
    let planned = read.run.plan.targets.iter();
    let planned: Vec<_> = planned.map(|one| one.target.clone()).collect();
    let (mut rows, mut built) = (Vec::new(), Vec::new());
    for target in &planned {
        let outcome = read.outcomes.iter().find(|one| one.target == *target);
        let outcome = outcome.unwrap();
        assert!(outcome.name.ends_with(" (new)"), "{}", outcome.name);
        rows.push(outcome.target.clone());
        built.push(outcome.built.clone());
    }
    let busy = store.runs.busy(&cloud(), &account()).await.unwrap();
    assert_eq!(busy.len(), 0, "the run is over");
    (planned, rows, built)
}

#[tokio::test]
async fn targets_of_before_tell_their_kind() {
    let server = |id: &str| Target::Server(ServerId::new(id));
    let (planned, rows, built) = targets_of(CREATE, &["new:web-01", "new:web-02"]).await;
    assert_eq!(planned, [Target::Planned(1), Target::Planned(2)]);
    assert_eq!(rows, planned);
    let named = Built {
        id: ServerId::new("va1slipweb07"),
        name: "VA1SLIPWEB07".to_owned(),
    };
    assert_eq!(built, [Some(named), None]);

    let (planned, rows, _) = targets_of(GROUP, &["ab12", "va1slipweb01"]).await;
    let group = Target::Group(GroupId::new("ab12"));
    assert_eq!(planned, [group, server("va1slipweb01")]);
    assert_eq!(rows, planned);

    let (planned, rows, _) = targets_of(OPERATION, &["ab12", "a:b", "va1slipweb01"]).await;
    let expected = [server("ab12"), server("a:b"), server("va1slipweb01")];
    assert_eq!(planned, expected);
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn drafts_of_before_are_of_the_same_forms() {
    let db = Sqlite::create();
    let mut raw = of_before(&db, BEFORE).await;
    for (id, package) in [
        ("a", "ab12"),
        ("b", "page"),
        ("c", "servers"),
        ("d", "newserver"),
    ] {
        let row = "INSERT INTO drafts (id, owner, package, created_at, form)
            VALUES (?1, 'ada', ?2, 0, '{}')";
        let row = sqlx::query(row).bind(id).bind(package);
        row.execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let drafts = db.open().await.drafts;
    for (id, kind) in [
        ("a", DraftKind::Package(PackageId::new("ab12"))),
        ("b", DraftKind::Page),
        ("c", DraftKind::Servers),
        ("d", DraftKind::NewServer),
    ] {
        assert_eq!(drafts.get(id, "ada").await.unwrap().unwrap().kind, kind);
    }
}

/// The database that a8b8765 wrote: plans of every action with the hashes that it gave them.
#[tokio::test]
async fn plans_of_before_are_confirmed_by_the_hashes_they_have() {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let kept = package.join("../../server/tests/fixtures/a8b8765/slipway.sqlite");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("slipway.sqlite");
    std::fs::copy(kept, &copy).unwrap();
    let options = SqliteConnectOptions::new().filename(&copy);
    let mut raw = options.connect().await.unwrap();
    let migrations: &Path = &package.join("migrations/sqlite");
    let migrations = sqlx::migrate::Migrator::new(migrations).await.unwrap();
    migrations.run(&mut raw).await.unwrap();
    let rows = sqlx::query("SELECT hash, body FROM plans").fetch_all(&mut raw);
    let rows = rows.await.unwrap();
    assert_eq!(rows.len(), 18);
    let mut renewed = Vec::new();
    for row in rows {
        let (hash, text): (String, String) = (row.get("hash"), row.get("body"));
        let body: PlanBody = serde_json::from_str(&text).unwrap();
        assert!(body.is_hashed_as(&hash), "{text}");
        assert!(!body.is_hashed_as("another"));
        if body.hash() != hash {
            renewed.push(body.action.title().to_owned());
        }
    }
    renewed.sort();
    assert_eq!(renewed, ["Archive group", "Create server"]);
}
