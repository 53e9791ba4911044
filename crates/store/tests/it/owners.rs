//! What was kept under one text for cloud, account and user goes on belonging to the same person.

use crate::contract::Database;
use crate::sqlite::{Sqlite, of_before};
use slipway_domain::RunId;
use slipway_store::{Idempotency, WriteKey};

/// Migrations before the one that tells owners apart.
const BEFORE: usize = 7;

const ROWS: [&str; 7] = [
    "UPDATE plans SET owner = 'demo/SLIP/ada'",
    // As plans were written by then.
    r#"UPDATE plans SET body = '{"deed":{"package":{"package":{"id":"ab","name":"Nginx",
    "visibility":null,"description":"","parameters":[],"supportedOs":[]},"values":{},
    "secrets":[]}},"servers":[],"rollout":"perServer"}'"#,
    "INSERT INTO idempotency (owner, key, run) VALUES ('demo/SLIP/ada', 'k', 'r')",
    "INSERT INTO writes (owner, key, begun_at, cloud, account, user, action, subject) VALUES
     ('a/b/SLIP/do/main', 'k', 1, 'a/b', 'SLIP', 'do/main', 'createGroup', 'g')",
    "INSERT INTO credentials (id, cloud, account, user, roles, token, created_at) VALUES
     ('c', 'a/b', 'SLIP', 'do/main', '[]', x'00', 1)",
    "INSERT INTO drafts (id, owner, package, created_at, form) VALUES
     ('1', 'demo/SLIP/ada', 'x', 1, '{}'), ('2', 'a/b/SLIP/do/main', 'x', 1, '{}'),
     ('3', 'demo/SLPB/\"ada\" ü', 'x', 1, '{}')",
    "INSERT INTO drafts (id, owner, package, created_at, form) VALUES ('4', '', 'x', 1, '{}')",
];

#[tokio::test]
async fn every_row_of_before_keeps_its_owner() {
    let db = Sqlite::create();
    let mut raw = of_before(&db, BEFORE).await;
    for sql in ROWS {
        sqlx::query(sql).execute(&mut raw).await.unwrap();
    }
    drop(raw);
    let store = db.open().await;
    let ada = r#"["cloud:demo","ada","demo","SLIP"]"#;
    let slashes = r#"["cloud:a/b","do/main","a/b","SLIP"]"#;
    assert!(store.plans.get("p", ada).await.unwrap().is_some());
    let key = Idempotency {
        owner: ada.to_owned(),
        key: "k".to_owned(),
    };
    let run = store.runs.by_idempotency(&key).await.unwrap();
    assert_eq!(run, Some(RunId::new("r")));
    let key = WriteKey {
        owner: slashes.to_owned(),
        key: "k".to_owned(),
    };
    assert!(store.writes.get(&key).await.unwrap().is_some());
    for (draft, owner) in [
        ("1", ada),
        ("2", slashes),
        ("3", r#"["cloud:demo","\"ada\" ü","demo","SLPB"]"#),
        ("4", ""),
    ] {
        let kept = store.drafts.get(draft, owner).await.unwrap();
        assert!(kept.is_some(), "{draft}");
        let other = store.drafts.get(draft, "demo/SLIP/ada").await.unwrap();
        assert!(other.is_none(), "{draft}");
    }
}
