//! Browser sessions for `tower-sessions`, over whatever keeps [`SessionRows`].
//!
//! A session dies of idleness or of age, whichever comes first; both are decided here, by our own
//! clock. Rows are keyed by the SHA-256 of the id, so that whoever reads the database holds no
//! cookie that opens the portal.

use crate::error::StoreError;
use crate::{SessionRow, SessionRows};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256};
use slipway_domain::Clock;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use time::OffsetDateTime;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result};

/// How long sessions live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLife {
    /// It ends when it was not used for so long.
    pub idle: SignedDuration,
    /// It ends so long after it began, however much it is used.
    pub absolute: SignedDuration,
    /// Its use is noted at most this often, so that reading a page rarely writes.
    pub touch_every: SignedDuration,
}

impl Default for SessionLife {
    /// 8 hours idle, 24 hours in all, noted once a minute.
    fn default() -> Self {
        Self {
            idle: SignedDuration::from_hours(8),
            absolute: SignedDuration::from_hours(24),
            touch_every: SignedDuration::from_mins(1),
        }
    }
}

tokio::task_local! {
    static LOOKING: ();
}

/// Runs `work` so that the sessions it reads do not count as used: a page left open asks for news
/// by itself, which must not keep its session from dying of idleness.
pub async fn looking<T>(work: impl Future<Output = T>) -> T {
    LOOKING.scope((), work).await
}

/// The portal's session store.
#[derive(Clone)]
pub struct PortalSessions {
    rows: Arc<dyn SessionRows>,
    clock: Arc<dyn Clock>,
    life: SessionLife,
}

impl PortalSessions {
    /// Sessions kept in `rows`, living by `clock`.
    pub fn new(rows: Arc<dyn SessionRows>, clock: Arc<dyn Clock>, life: SessionLife) -> Self {
        Self { rows, clock, life }
    }

    /// Deletes the sessions whose life is over; the data of each. They open nothing before, either.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn purge(&self) -> crate::StoreResult<Vec<HashMap<String, Value>>> {
        let now = self.clock.now();
        let before = |life| now.saturating_sub(life).unwrap_or(Timestamp::MIN);
        let over = self
            .rows
            .purge(before(self.life.absolute), before(self.life.idle));
        let over = over.await?.into_iter();
        let data = over.map(|row| serde_json::from_str(&row.data).unwrap_or_default());
        Ok(data.collect())
    }

    /// Whether a session still lives. Looking does not count as using it: a page left open must
    /// not keep its session from dying of idleness.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lives(&self, id: &Id) -> crate::StoreResult<bool> {
        let row = self.rows.get(&key(id)).await?;
        let now = self.clock.now();
        Ok(row.is_some_and(|row| !self.is_over(&row, now)))
    }

    fn is_over(&self, row: &SessionRow, now: Timestamp) -> bool {
        now.duration_since(row.last_seen) >= self.life.idle
            || now.duration_since(row.created_at) >= self.life.absolute
    }

    fn row(&self, record: &Record) -> Result<SessionRow> {
        let data = serde_json::to_string(&record.data)
            .map_err(|error| Error::Encode(error.to_string()))?;
        let now = self.clock.now();
        Ok(SessionRow {
            key: key(&record.id),
            data,
            created_at: now,
            last_seen: now,
        })
    }

    fn record(&self, id: &Id, row: &SessionRow) -> Result<Record> {
        // The parser's own words could quote the data, so they are not passed on.
        let data = serde_json::from_str(&row.data)
            .map_err(|_| Error::Decode("a session's data is no JSON map".to_owned()))?;
        Ok(Record {
            id: *id,
            data,
            expiry_date: offset(row.created_at, self.life.absolute)?,
        })
    }
}

#[async_trait]
impl SessionStore for PortalSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            if self.rows.insert(&self.row(record)?).await? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// Replaces a session's data. One that was ended meanwhile stays ended: a slow request must
    /// not undo somebody's sign-out.
    async fn save(&self, record: &Record) -> Result<()> {
        Ok(self.rows.update(&self.row(record)?).await?)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let key = key(id);
        let Some(row) = self.rows.get(&key).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        // A database that can be read and not written tells no less whose session it is.
        let noted = |noted: crate::StoreResult<()>| {
            if let Err(error) = noted {
                tracing::error!(%error, "the use or end of a session could not be noted");
            }
        };
        if self.is_over(&row, now) {
            noted(self.rows.expire(&key).await);
            return Ok(None);
        }
        let used = LOOKING.try_with(|()| ()).is_err();
        if used && now.duration_since(row.last_seen) >= self.life.touch_every {
            noted(self.rows.touch(&key, now).await);
        }
        self.record(id, &row).map(Some)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        Ok(self.rows.delete(&key(id)).await?)
    }
}

impl fmt::Debug for PortalSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortalSessions")
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(_) | StoreError::WrongKey => Self::Decode(error.to_string()),
            other => Self::Backend(other.to_string()),
        }
    }
}

fn key(id: &Id) -> [u8; 32] {
    Sha256::digest(id.to_string().as_bytes()).into()
}

fn offset(begun: Timestamp, life: SignedDuration) -> Result<OffsetDateTime> {
    let end = begun.saturating_add(life).unwrap_or(Timestamp::MAX);
    OffsetDateTime::from_unix_timestamp_nanos(end.as_nanosecond())
        .map_err(|error| Error::Decode(error.to_string()))
}
