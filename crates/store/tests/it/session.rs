//! Session lives by a clock that the test moves.

use crate::contract::Database;
use crate::fixtures::{ManualClock, at};
use crate::sqlite::Sqlite;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use slipway_store::session::{PortalSessions, SessionLife, looking};
use slipway_store::{SessionRow, Store};
use std::sync::Arc;
use time::OffsetDateTime;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};

struct Bench {
    _db: Sqlite,
    store: Store,
    clock: Arc<ManualClock>,
    sessions: PortalSessions,
}

impl Bench {
    async fn new() -> Self {
        let db = Sqlite::create();
        let store = db.open().await;
        let clock = ManualClock::new();
        let life = SessionLife::default();
        let sessions = PortalSessions::new(store.sessions.clone(), clock.clone(), life);
        Self {
            _db: db,
            store,
            clock,
            sessions,
        }
    }

    async fn create(&self) -> Record {
        let mut record = record(Id(42));
        self.sessions.create(&mut record).await.unwrap();
        record
    }

    async fn row(&self, id: &Id) -> Option<SessionRow> {
        let key = Sha256::digest(id.to_string()).into();
        self.store.sessions.get(&key).await.unwrap()
    }

    fn wait(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    async fn lives(&self, record: &Record) -> bool {
        let loaded = self.sessions.load(&record.id).await.unwrap();
        loaded.is_some()
    }
}

fn record(id: Id) -> Record {
    Record {
        id,
        data: [("user".to_owned(), serde_json::json!({"name": "Ünï\0"}))].into(),
        expiry_date: OffsetDateTime::UNIX_EPOCH,
    }
}

#[tokio::test]
async fn a_session_comes_back_until_it_is_deleted() {
    let bench = Bench::new().await;
    assert_eq!(bench.sessions.load(&Id(42)).await.unwrap(), None);
    let record = bench.create().await;
    let loaded = bench.sessions.load(&record.id).await.unwrap().unwrap();
    assert_eq!((loaded.id, &loaded.data), (record.id, &record.data));
    let end = at(24 * 3600).as_second();
    assert_eq!(loaded.expiry_date.unix_timestamp(), end);
    bench.sessions.delete(&record.id).await.unwrap();
    assert!(!bench.lives(&record).await);
}

#[tokio::test]
async fn a_taken_id_is_replaced() {
    let bench = Bench::new().await;
    let first = bench.create().await;
    let second = bench.create().await;
    assert_eq!(first.id, Id(42));
    assert_ne!(first.id, second.id);
    assert!(bench.lives(&first).await && bench.lives(&second).await);
}

#[tokio::test]
async fn idle_sessions_end_and_used_ones_do_not() {
    let bench = Bench::new().await;
    let record = bench.create().await;
    for _ in 0..2 {
        bench.wait(8 * 60 - 1);
        assert!(bench.lives(&record).await);
    }
    bench.wait(8 * 60);
    assert!(!bench.lives(&record).await);
    bench.wait(1);
    assert_eq!(bench.sessions.purge().await.unwrap(), [record.data]);
}

#[tokio::test]
async fn looking_at_a_session_does_not_keep_it() {
    let bench = Bench::new().await;
    let record = bench.create().await;
    bench.wait(8 * 60 - 1);
    assert!(looking(bench.lives(&record)).await);
    bench.wait(1);
    assert!(!looking(bench.lives(&record)).await);
}

#[tokio::test]
async fn old_sessions_end_however_much_they_are_used() {
    let bench = Bench::new().await;
    let record = bench.create().await;
    for hour in 1..24 {
        bench.wait(60);
        assert!(bench.lives(&record).await, "after {hour} hours");
        bench.sessions.save(&record).await.unwrap();
    }
    bench.wait(60);
    assert!(!bench.lives(&record).await);
    bench.wait(1);
    assert_eq!(bench.sessions.purge().await.unwrap(), [record.data]);
}

#[tokio::test]
async fn use_is_noted_once_a_minute() {
    let bench = Bench::new().await;
    let record = bench.create().await;
    for (step, seen) in [(59, 0), (1, 60), (59, 60), (2, 121)] {
        bench.clock.advance(SignedDuration::from_secs(step));
        assert!(bench.lives(&record).await);
        let row = bench.row(&record.id).await.unwrap();
        assert_eq!((row.last_seen, row.created_at), (at(seen), at(0)));
    }
}

#[tokio::test]
async fn saving_changes_data_but_brings_nothing_back() {
    let bench = Bench::new().await;
    let mut record = bench.create().await;
    record.data.insert("more".to_owned(), 1.into());
    bench.sessions.save(&record).await.unwrap();
    let loaded = bench.sessions.load(&record.id).await.unwrap().unwrap();
    assert_eq!(loaded.data, record.data);
    bench.sessions.delete(&record.id).await.unwrap();
    bench.sessions.save(&record).await.unwrap();
    assert!(!bench.lives(&record).await);
}

#[tokio::test]
async fn sessions_nobody_came_back_to_are_purged() {
    let bench = Bench::new().await;
    let old = bench.create().await;
    bench.wait(7 * 60);
    let fresh = bench.create().await;
    bench.wait(61);
    assert_eq!(bench.sessions.purge().await.unwrap(), [old.data]);
    assert_eq!(bench.row(&old.id).await, None);
    assert!(bench.lives(&fresh).await);
}

#[tokio::test]
async fn debug_shows_no_session() {
    let bench = Bench::new().await;
    let text = format!("{:?}", bench.sessions);
    assert!(text.starts_with("PortalSessions { life: "), "{text}");
}
