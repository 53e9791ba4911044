//! The audit chain, and what happens to those who change it.

use super::Database;
use crate::fixtures::{HOSTILE, at, begun, new_run, run_id};
use jiff::Timestamp;
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::run::RunState;
use slipway_store::{Created, NewRun, RunChange, Store, Verified};

const ACTIONS: [AuditAction; 7] = [
    AuditAction::SignIn,
    AuditAction::SignInRefused,
    AuditAction::SignOut,
    AuditAction::Run,
    AuditAction::StopWatching,
    AuditAction::Share,
    AuditAction::Revoke,
];

fn event(account: &str, action: AuditAction) -> AuditEvent {
    AuditEvent {
        at: at(3),
        cloud: "demo".to_owned(),
        account: account.to_owned(),
        user: HOSTILE.to_owned(),
        action,
        subject: HOSTILE.to_owned(),
    }
}

async fn with_events(db: &impl Database) -> Store {
    let store = db.open().await;
    for action in ACTIONS {
        store.audit.append(&event("SLIP", action)).await.unwrap();
    }
    store
}

pub(crate) async fn events_are_chained(db: &impl Database) {
    let audit = db.open().await.audit;
    assert_eq!(audit.verify().await.unwrap().broken, None);
    for action in ACTIONS {
        audit.append(&event("SLIP", action)).await.unwrap();
        audit.append(&event("OTHR", action)).await.unwrap();
    }
    let rows = audit.newest("demo", "SLIP", 100).await.unwrap();
    let events: Vec<_> = rows.iter().rev().map(|row| row.event.clone()).collect();
    assert_eq!(events, ACTIONS.map(|action| event("SLIP", action)));
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [13, 11, 9, 7, 5, 3, 1]);
    assert_eq!(rows[6].previous, "");
    for row in &rows {
        assert_eq!(row.hash, row.event.hash_after(&row.previous));
    }
    assert_eq!(audit.newest("demo", "SLIP", 2).await.unwrap(), rows[..2]);
    assert_eq!(audit.newest("other", "SLIP", 2).await.unwrap(), []);
    assert_eq!(audit.verify().await.unwrap().broken, None);
}

pub(crate) async fn racing_events_are_chained(db: &impl Database) {
    let stores = [db.open().await, db.open().await];
    let racers = stores.clone().map(|store| {
        tokio::spawn(async move {
            for _ in 0..20 {
                let event = event("SLIP", AuditAction::Run);
                store.audit.append(&event).await.unwrap();
            }
        })
    });
    for racer in racers {
        racer.await.unwrap();
    }
    let audit = &stores[0].audit;
    let rows = audit.newest("demo", "SLIP", 100).await.unwrap();
    assert_eq!((rows.len(), rows[0].number), (40, 40));
    assert_eq!(audit.verify().await.unwrap().broken, None);
}

pub(crate) async fn fine_times_do_not_break_the_chain(db: &impl Database) {
    let audit = db.open().await.audit;
    let fine = AuditEvent {
        at: Timestamp::new(1_800_000_000, 123_456_789).unwrap(),
        ..event("SLIP", AuditAction::Run)
    };
    audit.append(&fine).await.unwrap();
    assert_eq!(audit.verify().await.unwrap().broken, None);
    let rows = audit.newest("demo", "SLIP", 1).await.unwrap();
    assert_eq!(rows[0].event.at.subsec_nanosecond(), 123_000_000);
}

pub(crate) async fn events_cannot_be_changed(db: &impl Database) {
    let store = with_events(db).await;
    assert!(
        !db.run("UPDATE audit_events SET subject = 'x' WHERE number = 2")
            .await
    );
    assert!(!db.run("DELETE FROM audit_events").await);
    assert_eq!(store.audit.verify().await.unwrap().broken, None);
    let rows = store.audit.newest("demo", "SLIP", 100).await.unwrap();
    assert_eq!(rows.len(), ACTIONS.len());
}

pub(crate) async fn changed_events_are_found(db: &impl Database) {
    let store = with_events(db).await;
    db.unlock_audit().await;
    for (change, broken) in [
        ("UPDATE audit_events SET at = at + 1 WHERE number = 6", 6),
        (
            "UPDATE audit_events SET action = 'nonsense' WHERE number = 5",
            5,
        ),
        ("UPDATE audit_events SET subject = 'x' WHERE number = 4", 4),
        (
            "UPDATE audit_events SET hash = previous WHERE number = 3",
            3,
        ),
        (
            "UPDATE audit_events SET previous = hash WHERE number = 1",
            1,
        ),
    ] {
        assert!(db.run(change).await);
        assert_eq!(store.audit.verify().await.unwrap().broken, Some(broken));
    }
}

pub(crate) async fn missing_events_are_found(db: &impl Database) {
    let store = with_events(db).await;
    db.unlock_audit().await;
    assert!(db.run("DELETE FROM audit_events WHERE number = 4").await);
    assert_eq!(store.audit.verify().await.unwrap().broken, Some(5));
    assert!(db.run("DELETE FROM audit_events WHERE number = 1").await);
    assert_eq!(store.audit.verify().await.unwrap().broken, Some(2));
}

pub(crate) async fn events_before_the_first_are_found(db: &impl Database) {
    let store = with_events(db).await;
    db.unlock_audit().await;
    for (add, number) in [
        (
            "INSERT INTO audit_events SELECT 0, at, cloud, account, 'x', action, subject,
             previous, hash FROM audit_events WHERE number = 1",
            0,
        ),
        (
            "INSERT INTO audit_events SELECT -5, at, cloud, account, 'x', action, subject,
             previous, hash FROM audit_events WHERE number = 1",
            -5,
        ),
    ] {
        assert!(db.run(add).await);
        assert_eq!(store.audit.verify().await.unwrap().broken, Some(number));
    }
}

pub(crate) async fn a_walk_counts_the_rows(db: &impl Database) {
    let store = with_events(db).await;
    let newest = store.audit.newest("demo", "SLIP", 1).await.unwrap().pop();
    let sound = Verified {
        rows: 7,
        broken: None,
        newest,
    };
    assert_eq!(store.audit.verify().await.unwrap(), sound);
    db.unlock_audit().await;
    assert!(db.run("DELETE FROM audit_events WHERE number = 3").await);
    let found = store.audit.verify().await.unwrap();
    assert_eq!((found.rows, found.broken), (6, Some(4)));
}

pub(crate) async fn a_run_and_its_rows_are_kept_together_or_not_at_all(db: &impl Database) {
    let store = db.open().await;
    let new = new_run(1, 2);
    let (cloud, account) = (new.audit.cloud.clone(), new.audit.account.clone());
    assert_eq!(store.runs.create(&new).await.unwrap(), Created::New);
    let again = NewRun {
        idempotency: new.idempotency.clone(),
        ..new_run(2, 2)
    };
    let created = store.runs.create(&again).await.unwrap();
    assert_eq!(created, Created::Existing(run_id(1)));
    let stop = AuditEvent {
        action: AuditAction::StopWatching,
        ..begun(1)
    };
    let stopped = RunChange {
        state: Some(RunState::Stopped),
        audit: vec![stop.clone()],
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &stopped).await.unwrap();
    let unknown = store.runs.record(&run_id(3), None, &stopped).await;
    assert!(unknown.is_err(), "there is no such run");
    let rows = store.audit.newest(&cloud, &account, 100).await.unwrap();
    let events: Vec<_> = rows.into_iter().rev().map(|row| row.event).collect();
    assert_eq!(events, [begun(1), stop]);
    assert_eq!(store.audit.verify().await.unwrap().broken, None);
}
