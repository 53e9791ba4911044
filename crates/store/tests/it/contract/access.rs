//! Sessions, credentials and the health check.

use super::Database;
use crate::fixtures::{HOSTILE, account, at, audited, cloud, new_run, row, run_id};
use jiff::Timestamp;
use slipway_domain::audit::AuditAction;
use slipway_domain::run::RunState;
use slipway_domain::{AccountAlias, CloudName, Secret};
use slipway_store::{ChildAccess, Credential, RunChange, SessionRow};

fn session(key: u8, data: &str) -> SessionRow {
    SessionRow {
        key: [key; 32],
        data: data.to_owned(),
        created_at: at(0),
        last_seen: at(10),
    }
}

pub(crate) async fn sessions_are_kept_once(db: &impl Database) {
    let rows = db.open().await.sessions;
    assert_eq!(rows.get(&[1; 32]).await.unwrap(), None);
    assert!(rows.insert(&session(1, HOSTILE)).await.unwrap());
    assert!(!rows.insert(&session(1, "another")).await.unwrap());
    let kept = rows.get(&[1; 32]).await.unwrap();
    assert_eq!(kept, Some(session(1, HOSTILE)));
}

pub(crate) async fn sessions_change_and_end(db: &impl Database) {
    let rows = db.open().await.sessions;
    rows.insert(&session(1, "{}")).await.unwrap();
    let changed = SessionRow {
        created_at: at(99),
        last_seen: at(20),
        ..session(1, "changed")
    };
    rows.update(&changed).await.unwrap();
    let begun = SessionRow {
        created_at: at(0),
        ..changed
    };
    assert_eq!(rows.get(&[1; 32]).await.unwrap(), Some(begun.clone()));
    for (touched, seen) in [(30, 30), (25, 30)] {
        rows.touch(&[1; 32], at(touched)).await.unwrap();
        let kept = rows.get(&[1; 32]).await.unwrap().unwrap();
        assert_eq!((kept.last_seen, &kept.data), (at(seen), &begun.data));
    }
    rows.delete(&[1; 32]).await.unwrap();
    rows.delete(&[1; 32]).await.unwrap();
    assert_eq!(rows.get(&[1; 32]).await.unwrap(), None);
}

pub(crate) async fn ended_sessions_stay_ended(db: &impl Database) {
    let rows = db.open().await.sessions;
    rows.update(&session(1, "{}")).await.unwrap();
    rows.touch(&[1; 32], at(5)).await.unwrap();
    assert_eq!(rows.get(&[1; 32]).await.unwrap(), None);
}

pub(crate) async fn an_expired_session_is_over_for_good_and_kept_until_it_is_purged(
    db: &impl Database,
) {
    let rows = db.open().await.sessions;
    rows.insert(&session(1, "{}")).await.unwrap();
    rows.expire(&[1; 32]).await.unwrap();
    rows.touch(&[1; 32], at(1_000)).await.unwrap();
    let kept = rows.get(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(kept.created_at, Timestamp::UNIX_EPOCH);
    assert_eq!(rows.purge(at(0), at(0)).await.unwrap(), [kept]);
}

pub(crate) async fn sessions_are_purged_by_either_life(db: &impl Database) {
    let rows = db.open().await.sessions;
    for (key, created, seen) in [(1, 0, 100), (2, 50, 60), (3, 50, 100), (4, 49, 99)] {
        let row = SessionRow {
            created_at: at(created),
            last_seen: at(seen),
            ..session(key, &key.to_string())
        };
        rows.insert(&row).await.unwrap();
    }
    let mut over = rows.purge(at(49), at(99)).await.unwrap();
    over.sort_by_key(|row| row.key);
    let told: Vec<_> = over.iter().map(|row| (row.key[0], &*row.data)).collect();
    assert_eq!(told, [(1, "1"), (2, "2")]);
    assert_eq!(rows.purge(at(49), at(99)).await.unwrap(), []);
    for (key, stays) in [(1, false), (2, false), (3, true), (4, true)] {
        assert_eq!(rows.get(&[key; 32]).await.unwrap().is_some(), stays);
    }
}

fn credential(id: &str) -> Credential {
    Credential {
        id: id.to_owned(),
        cloud: cloud(),
        account: account(),
        user: HOSTILE.to_owned(),
        roles: vec!["ServerAdmin".to_owned(), HOSTILE.to_owned()],
        token: Secret::new(HOSTILE),
        created_at: at(0),
        ended_at: None,
        children: vec![],
    }
}

pub(crate) async fn credentials_are_kept(db: &impl Database) {
    let store = db.open().await.credentials;
    assert_eq!(store.get("a").await.unwrap(), None);
    store
        .put(&credential("a"), &row(AuditAction::SignIn, 0))
        .await
        .unwrap();
    assert!(
        store
            .put(&credential("a"), &row(AuditAction::SignIn, 0))
            .await
            .is_err()
    );
    assert_eq!(store.get("a").await.unwrap(), Some(credential("a")));
    store.mark_ended("a", at(7)).await.unwrap();
    store.mark_ended("a", at(8)).await.unwrap();
    store.mark_ended("unknown", at(8)).await.unwrap();
    let kept = store.get("a").await.unwrap().unwrap();
    assert_eq!(kept.ended_at, Some(at(7)));
    store.delete("a").await.unwrap();
    store.delete("a").await.unwrap();
    assert_eq!(store.get("a").await.unwrap(), None);
}

pub(crate) async fn sign_ins_and_their_rows_are_kept_together(db: &impl Database) {
    let store = db.open().await;
    let credentials = &store.credentials;
    let [ada, bob, out] = [
        row(AuditAction::SignIn, 1),
        row(AuditAction::SignIn, 2),
        row(AuditAction::SignOut, 3),
    ];
    credentials.put(&credential("a"), &ada).await.unwrap();
    credentials.put(&credential("b"), &bob).await.unwrap();
    assert!(credentials.put(&credential("a"), &bob).await.is_err());
    assert_eq!(audited(&store).await, [ada.clone(), bob.clone()]);
    let ids = ["a", "b", "gone"].map(str::to_owned);
    let rows = [out.clone(), out.clone()];
    credentials.sign_out(&ids, &rows).await.unwrap();
    for id in &ids {
        assert_eq!(credentials.get(id).await.unwrap(), None);
    }
    assert_eq!(audited(&store).await, [ada, bob, out.clone(), out]);
}

pub(crate) async fn child_accounts_are_kept_with_their_credential(db: &impl Database) {
    let store = db.open().await.credentials;
    store
        .put(&credential("a"), &row(AuditAction::SignIn, 0))
        .await
        .unwrap();
    let child = |given, seconds| ChildAccess {
        account: AccountAlias::new("SUB"),
        given,
        ask_again: at(seconds),
    };
    for children in [vec![child(true, 5)], vec![child(false, 9)], vec![]] {
        store.set_children("a", &children).await.unwrap();
        store.set_children("unknown", &children).await.unwrap();
        let kept = store.get("a").await.unwrap().unwrap();
        assert_eq!(kept.children, children);
    }
    assert_eq!(store.get("unknown").await.unwrap(), None);
}

pub(crate) async fn credentials_are_purged(db: &impl Database) {
    let store = db.open().await.credentials;
    for (id, seconds) in [("old", 0), ("edge", 10), ("new", 20)] {
        let created_at = at(seconds);
        let fresh = Credential {
            created_at,
            ..credential(id)
        };
        store
            .put(&fresh, &row(AuditAction::SignIn, 0))
            .await
            .unwrap();
    }
    let old = store.purge_before(at(10)).await.unwrap();
    let told: Vec<_> = old.iter().map(|one| (&*one.id, &one.token)).collect();
    assert_eq!(told, [("old", &credential("old").token)]);
    assert_eq!(store.get("old").await.unwrap(), None);
    assert!(store.get("edge").await.unwrap().is_some());
}

pub(crate) async fn a_token_is_held_by_credentials_and_by_runs_that_go_on(db: &impl Database) {
    let store = db.open().await;
    let holds = async |cloud: &CloudName, token: &str| {
        let token = Secret::new(token);
        store.credentials.holds(cloud, &token).await.unwrap()
    };
    let (here, elsewhere) = (cloud(), CloudName::new("elsewhere"));
    let mut new = new_run(1, 1);
    new.token = Secret::new("of a run");
    let signed_in = Credential {
        token: Secret::new("of a person"),
        ..credential("a")
    };
    let event = row(AuditAction::SignIn, 0);
    for token in ["of a run", "of a person"] {
        assert!(!holds(&here, token).await);
    }
    store.runs.create(&new).await.unwrap();
    store.credentials.put(&signed_in, &event).await.unwrap();
    for token in ["of a run", "of a person"] {
        assert!(holds(&here, token).await, "{token}");
        assert!(!holds(&elsewhere, token).await, "{token}");
    }
    store.credentials.delete("a").await.unwrap();
    let stopped = RunChange {
        state: Some(RunState::Stopped),
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &stopped).await.unwrap();
    for token in ["of a run", "of a person"] {
        assert!(!holds(&here, token).await, "{token}");
    }
}

pub(crate) async fn a_database_answers(db: &impl Database) {
    db.open().await.health.ping().await.unwrap();
}
