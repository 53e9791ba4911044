//! Everything in one SQLite file.
//!
//! One connection writes, in `BEGIN IMMEDIATE` transactions, so that writers queue here instead of
//! failing in the database; four read, each from a consistent snapshot (WAL). A connection that a
//! failure left in the middle of a transaction is closed, and the next one begins afresh. Freed
//! cells are overwritten (`secure_delete`), and whoever erases a secret also empties the
//! write-ahead log.

mod access;
mod audit;
mod columns;
mod dialect;
mod file;
mod open;
mod plans;
mod remembered;
mod runs;
mod runs_detail;
mod runs_list;
mod runs_of_server;
mod runs_read;
mod runs_write;
mod shares;
mod stars;
mod unit;
mod writes;

pub use file::{Lock, lock};
pub use open::{Found, audit_chain, inspect, open};

use crate::Health;
use crate::error::{StoreError, StoreResult};
use crate::vault::{Purpose, Vault};
use async_trait::async_trait;
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use unit::Unit;

/// How long a write that was tried stands for the next ones: whoever asks often must not wear the
/// disk.
const TRIED: Duration = Duration::from_secs(1);

/// The two pools and the vault that every part of the store shares.
struct Db {
    writer: SqlitePool,
    reader: SqlitePool,
    vault: Vault,
    file: file::File,
    /// When a write was last tried for [`Health`], and succeeded.
    tried: Mutex<Option<Instant>>,
}

impl Db {
    /// A unit of work; it holds the write lock from its first moment.
    async fn begin(&self) -> StoreResult<Unit> {
        let tx = self.writer.begin_with(dialect::BEGIN).await?;
        Ok(Unit::new(tx, self.reader.clone()))
    }

    /// A transaction whose reads all see the same moment.
    async fn snapshot(&self) -> StoreResult<Transaction<'static, Sqlite>> {
        Ok(self.reader.begin().await?)
    }

    /// Moves the write-ahead log into the database and empties it, so that erased secrets leave no
    /// sealed copy behind. What was erased is erased already, so a failure, or a reader that is
    /// under way, only puts this off to the next time.
    async fn empty_log(&self) {
        let done = sqlx::query(dialect::EMPTY_LOG).execute(&self.writer).await;
        if let Err(error) = done {
            tracing::warn!(%error, "the write-ahead log could not be emptied");
        }
    }

    /// Empties the log where `rows` with secrets were erased; hands the number through.
    async fn erased(&self, rows: u64) -> u64 {
        if rows > 0 {
            self.empty_log().await;
        }
        rows
    }

    /// Opens the check value with the vault's key; a new database gets one, and a vault with a new
    /// key renews it, so that the previous key alone opens this database no more.
    async fn check_key(&self) -> StoreResult<()> {
        let mut tx = self.begin().await?;
        let kept: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT value FROM meta WHERE name = 'key-check'")
                .fetch_optional(&mut *tx)
                .await?;
        let try_writing =
            "INSERT INTO meta (name, value) VALUES ('write-check', ?1) ON CONFLICT DO NOTHING";
        sqlx::query(try_writing)
            .bind(Vec::new())
            .execute(&mut *tx)
            .await?;
        if let Some(blob) = kept {
            self.vault.open(Purpose::Check, "key-check", &blob)?;
            if self.vault.is_current(&blob) {
                return tx.commit().await;
            }
        }
        let blob = self.vault.seal(Purpose::Check, "key-check", b"slipway")?;
        sqlx::query(
            "INSERT INTO meta (name, value) VALUES ('key-check', ?1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(blob)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }
}

#[async_trait]
impl Health for Db {
    async fn ping(&self) -> StoreResult<()> {
        let mut tried = self.tried.lock().await;
        if tried.is_some_and(|at| at.elapsed() < TRIED) {
            return Ok(());
        }
        *tried = None;
        self.file.is_where_it_was()?;
        sqlx::query(dialect::TRY_WRITING)
            .execute(&self.writer)
            .await?;
        sqlx::query("SELECT name FROM meta LIMIT 1")
            .fetch_one(&self.reader)
            .await?;
        *tried = Some(Instant::now());
        Ok(())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) => {
                Self::Corrupt(error.to_string())
            }
            other => Self::Database(other.to_string()),
        }
    }
}
