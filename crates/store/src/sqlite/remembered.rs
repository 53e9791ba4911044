//! Sessions that were read lately, kept in memory. Every page asks for its own, and handing the
//! question to a connection's thread and the answer back costs more than both.
//!
//! Nothing outlives its row: all that this program does to sessions goes through here and is
//! forgotten here. What another program does to the file is seen within [`FRESH`].

use super::Db;
use crate::error::StoreResult;
use crate::{SessionRow, SessionRows};
use async_trait::async_trait;
use jiff::Timestamp;
use moka::sync::Cache;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a row is believed.
const FRESH: Duration = Duration::from_secs(1);
/// Rows kept at most: far more than pages that are asked for within [`FRESH`].
const MOST: u64 = 1_000;

type Key = [u8; 32];

/// The rows of [`Db`], with a memory.
pub(super) struct RememberedSessions {
    db: Arc<Db>,
    memory: Mutex<Memory>,
}

impl RememberedSessions {
    pub(super) fn over(db: Arc<Db>) -> Self {
        Self {
            db,
            memory: Mutex::default(),
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // Each change to it is whole before anything could panic.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a session was is forgotten when this is dropped: after the change, also after one that
    /// failed or was given up half way.
    fn changing(&self, key: Option<&Key>) -> Changing<'_> {
        Changing {
            sessions: self,
            key: key.copied(),
        }
    }
}

struct Memory {
    rows: Cache<Key, SessionRow>,
    /// How often something was forgotten: a row that was read before must not be kept after. The
    /// cache alone would keep what a reading that races a sign-out brings.
    changes: u64,
}

impl Default for Memory {
    fn default() -> Self {
        let rows = Cache::builder().max_capacity(MOST).time_to_live(FRESH);
        Self {
            rows: rows.build(),
            changes: 0,
        }
    }
}

impl Memory {
    fn get(&self, key: &Key) -> Option<SessionRow> {
        self.rows.get(key)
    }

    /// Keeps a row whose reading began when there had been so many `changes`.
    fn put(&mut self, row: &SessionRow, changes: u64) {
        if changes == self.changes {
            self.rows.insert(row.key, row.clone());
        }
    }

    fn forget(&mut self, key: Option<&Key>) {
        self.changes += 1;
        match key {
            Some(key) => self.rows.invalidate(key),
            // `invalidate_all` goes by the clock, which two events may share.
            None => self
                .rows
                .iter()
                .for_each(|(key, _)| self.rows.invalidate(&*key)),
        }
    }
}

struct Changing<'a> {
    sessions: &'a RememberedSessions,
    /// All of them where none is named.
    key: Option<Key>,
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.sessions.memory().forget(self.key.as_ref());
    }
}

#[async_trait]
impl SessionRows for RememberedSessions {
    async fn insert(&self, row: &SessionRow) -> StoreResult<bool> {
        self.db.insert(row).await
    }

    async fn update(&self, row: &SessionRow) -> StoreResult<()> {
        let _changing = self.changing(Some(&row.key));
        self.db.update(row).await
    }

    async fn get(&self, key: &Key) -> StoreResult<Option<SessionRow>> {
        let changes = {
            let memory = self.memory();
            if let Some(row) = memory.get(key) {
                return Ok(Some(row));
            }
            memory.changes
        };
        let row = SessionRows::get(&*self.db, key).await?;
        if let Some(row) = &row {
            self.memory().put(row, changes);
        }
        Ok(row)
    }

    async fn touch(&self, key: &Key, at: Timestamp) -> StoreResult<()> {
        let _changing = self.changing(Some(key));
        self.db.touch(key, at).await
    }

    async fn delete(&self, key: &Key) -> StoreResult<()> {
        let _changing = self.changing(Some(key));
        SessionRows::delete(&*self.db, key).await
    }

    async fn expire(&self, key: &Key) -> StoreResult<()> {
        let _changing = self.changing(Some(key));
        self.db.expire(key).await
    }

    async fn purge(&self, created: Timestamp, seen: Timestamp) -> StoreResult<Vec<SessionRow>> {
        let _changing = self.changing(None);
        self.db.purge(created, seen).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: u8) -> SessionRow {
        SessionRow {
            key: [key; 32],
            data: "{}".to_owned(),
            created_at: Timestamp::UNIX_EPOCH,
            last_seen: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_row_read_before_a_change_is_not_kept_after_it() {
        let mut memory = Memory::default();
        let before = memory.changes;
        memory.put(&row(1), before);
        assert_eq!(memory.get(&[1; 32]), Some(row(1)));
        // Somebody signs out while a page of theirs is being read.
        memory.forget(Some(&[1; 32]));
        memory.put(&row(1), before);
        assert_eq!(memory.get(&[1; 32]), None);
        memory.put(&row(2), memory.changes);
        memory.forget(None);
        assert_eq!(memory.get(&[2; 32]), None);
    }

    #[test]
    fn many_rows_do_not_grow_it_without_end() {
        let mut memory = Memory::default();
        for number in 0..=MOST {
            let mut row = row(0);
            row.key[..8].copy_from_slice(&number.to_le_bytes());
            memory.put(&row, 0);
        }
        memory.rows.run_pending_tasks();
        assert!(memory.rows.entry_count() <= MOST);
    }
}
