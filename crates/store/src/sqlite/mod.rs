//! Everything in one SQLite file.
//!
//! One connection writes, in `BEGIN IMMEDIATE` transactions, so that writers queue here instead of
//! failing in the database; four read, each from a consistent snapshot (WAL). Freed cells are
//! overwritten (`secure_delete`), and whoever erases a secret also empties the write-ahead log.

mod access;
mod audit;
mod columns;
mod plans;
mod remembered;
mod runs;
mod runs_detail;
mod runs_of_server;
mod runs_read;
mod runs_write;
mod shares;

use crate::error::{StoreError, StoreResult};
use crate::vault::{Purpose, Vault};
use crate::{Health, Store};
use async_trait::async_trait;
use remembered::RememberedSessions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a connection waits for a lock that another program holds.
const BUSY: Duration = Duration::from_secs(5);
/// How long a caller waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
/// Rows that a connection's thread reads ahead: handing each of a run's thousands over by itself
/// costs more than reading it.
const READ_AHEAD: usize = 4_096;

/// The two pools and the vault that every part of the store shares.
#[derive(Clone)]
struct Db {
    writer: SqlitePool,
    reader: SqlitePool,
    vault: Vault,
}

/// Opens the database at `path`, creating it (readable by its owner only) and bringing its schema
/// up to date where needed.
///
/// # Errors
/// [`StoreError::WrongKey`] where the database was written with another key,
/// [`StoreError::Database`] where the file cannot be created, opened or migrated.
pub async fn open(path: &Path, vault: Vault) -> StoreResult<Store> {
    create_file(path).map_err(|error| {
        StoreError::Database(format!("cannot create {}: {error}", path.display()))
    })?;
    let writer = pool(1, writing(path)).await?;
    MIGRATIONS.run(&writer).await?;
    let reader = pool(READERS, reading(path)).await?;
    let db = Db {
        writer,
        reader,
        vault,
    };
    db.check_key().await?;
    // A program that was killed between erasing and emptying left a sealed copy in the log.
    db.empty_log().await;
    let db = Arc::new(db);
    Ok(Store {
        sessions: Arc::new(RememberedSessions::over(db.clone())),
        credentials: db.clone(),
        drafts: db.clone(),
        plans: db.clone(),
        runs: db.clone(),
        shares: db.clone(),
        audit: db.clone(),
        health: db,
    })
}

/// SQLite gives its write-ahead log the mode of the database, so one mode protects both.
fn create_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("secure_delete", "ON")
}

fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .row_buffer_size(READ_AHEAD)
        .pragma("query_only", "ON")
}

/// Connections live as long as the pool: a file needs no reconnecting, and its caches stay warm.
async fn pool(connections: u32, options: SqliteConnectOptions) -> StoreResult<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(pool)
}

impl Db {
    /// A transaction that may write; it holds the write lock from its first moment.
    async fn begin(&self) -> StoreResult<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// A transaction whose reads all see the same moment.
    async fn snapshot(&self) -> StoreResult<Transaction<'static, Sqlite>> {
        Ok(self.reader.begin().await?)
    }

    /// Moves the write-ahead log into the database and empties it, so that erased secrets leave no
    /// sealed copy behind. What was erased is erased already, so a failure, or a reader that is
    /// under way, only puts this off to the next time.
    async fn empty_log(&self) {
        let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.writer)
            .await;
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
        if let Some(blob) = kept {
            self.vault.open(Purpose::Check, "key-check", &blob)?;
            if self.vault.is_current(&blob) {
                return Ok(());
            }
        }
        let blob = self.vault.seal(Purpose::Check, "key-check", b"slipway")?;
        sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('key-check', ?1)")
            .bind(blob)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

#[async_trait]
impl Health for Db {
    async fn ping(&self) -> StoreResult<()> {
        sqlx::query("SELECT name FROM meta LIMIT 1")
            .fetch_one(&self.reader)
            .await?;
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

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Database(error.to_string())
    }
}
