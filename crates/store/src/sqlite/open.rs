//! Opening the database: what the file is, the connections, the schema, the key.

use super::file::File;
use super::remembered::RememberedSessions;
use super::{Db, audit, dialect};
use crate::error::{StoreError, StoreResult, Unusable};
use crate::vault::{Purpose, Vault};
use crate::{Store, Verified};
use sqlx::error::DatabaseError;
use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Where the driver notes what it applied.
const TABLE: &str = "_sqlx_migrations";
/// How long a caller waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

/// Opens the database at `path`, creating it (readable by its owner only) and bringing its schema
/// up to date where needed. Whoever serves it holds its [`super::lock`] meanwhile.
///
/// # Errors
/// [`StoreError::WrongKey`] where the database was written with another key,
/// [`StoreError::Unusable`] where the file cannot be created, opened or migrated.
pub async fn open(path: &Path, vault: Vault) -> StoreResult<Store> {
    let file = File::prepare(path)?;
    look(path).await?.close().await.map_err(unusable)?;
    let writer = pool(1, dialect::writing(path)).await?;
    MIGRATIONS.run(&writer).await.map_err(of_migration)?;
    let reader = pool(READERS, dialect::reading(path)).await?;
    let db = Db {
        writer,
        reader,
        vault,
        file,
        tried: Mutex::default(),
    };
    db.check_key().await.map_err(|error| match error {
        StoreError::Database(text) => {
            tracing::error!(error = text, "the database cannot be opened");
            Unusable::Failed.into()
        }
        error => error,
    })?;
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
        stars: db.clone(),
        writes: db.clone(),
        audit: db.clone(),
        health: db,
    })
}

/// Walks the audit chain of the database at `path`, whoever else has it open. Needs no key and
/// changes nothing.
///
/// # Errors
/// [`StoreError::Unusable`] where there is no such database or it is another version's.
pub async fn audit_chain(path: &Path) -> StoreResult<Verified> {
    File::existing(path)?;
    let mut connection = look(path).await?;
    let mut tx = connection.begin().await.map_err(unusable)?;
    audit::verify(&mut tx).await
}

/// What [`inspect`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A database of this version.
    Current,
    /// One of an older version, which opening brings up to date.
    Older,
}

/// Looks at the database at `path` as [`open`] would, and changes nothing.
///
/// # Errors
/// As [`open`].
pub async fn inspect(path: &Path, vault: &Vault) -> StoreResult<Found> {
    File::existing(path)?;
    File::writable(path)?;
    let mut connection = look(path).await?;
    let kept: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT value FROM meta WHERE name = 'key-check'")
            .fetch_optional(&mut connection)
            .await
            .map_err(unusable)?;
    if let Some(blob) = kept {
        vault.open(Purpose::Check, "key-check", &blob)?;
    }
    let applied = connection.list_applied_migrations(TABLE).await;
    let applied = applied.map_err(of_migration)?.len();
    connection.close().await.map_err(unusable)?;
    if applied == MIGRATIONS.iter().count() {
        Ok(Found::Current)
    } else {
        Ok(Found::Older)
    }
}

/// Opens the file for reading and looks whether it is a database of ours that this version knows,
/// before anything is written to it.
async fn look(path: &Path) -> StoreResult<SqliteConnection> {
    let options = dialect::looking(path);
    let mut connection = options.connect().await.map_err(unusable)?;
    let tables: Vec<String> = sqlx::query_scalar(dialect::TABLES)
        .fetch_all(&mut connection)
        .await
        .map_err(unusable)?;
    let is_ours = tables.iter().any(|name| name == TABLE);
    if !is_ours && !tables.is_empty() {
        return Err(Unusable::NotOurs.into());
    }
    if is_ours {
        let applied = connection.list_applied_migrations(TABLE).await;
        for migration in applied.map_err(of_migration)? {
            if !MIGRATIONS.version_exists(migration.version) {
                return Err(Unusable::Newer.into());
            }
        }
    }
    Ok(connection)
}

/// Connections live as long as the pool: a file needs no reconnecting, and its caches stay warm.
///
/// Unless a failure ended a transaction in the database and not in the driver (a full disk does),
/// which then refuses to begin another one for ever. What is still in a transaction when it comes
/// back is closed, and a fresh connection takes its place.
async fn pool(connections: u32, options: SqliteConnectOptions) -> StoreResult<SqlitePool> {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_release(|connection, _| {
            Box::pin(async move {
                // The rollback of a dropped transaction is under way until this is answered.
                connection.ping().await?;
                let clean = !connection.is_in_transaction();
                if !clean {
                    tracing::warn!("a database connection is opened anew after a failure");
                }
                Ok(clean)
            })
        })
        .connect_with(options)
        .await
        .map_err(unusable)
}

fn of_migration(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(_) => Unusable::Newer.into(),
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => Unusable::OtherSchema.into(),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => unusable(error),
        other => {
            tracing::error!(error = %other, "the database could not be brought up to date");
            Unusable::OtherSchema.into()
        }
    }
}

/// What a failure while opening means, by SQLite's primary result code.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where errors are mapped"
)]
fn unusable(error: sqlx::Error) -> StoreError {
    let code = error
        .as_database_error()
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok())
        .map(|code| code & 0xff);
    let why = match code {
        Some(5 | 6) => Unusable::Busy,
        Some(8 | 14 | 23) => Unusable::NotWritable,
        Some(10 | 13) => Unusable::DiskFailed,
        Some(11) => Unusable::Damaged,
        Some(26) => Unusable::NotADatabase,
        Some(1) => Unusable::OtherSchema,
        _ => Unusable::Failed,
    };
    tracing::error!(%error, "the database cannot be opened");
    why.into()
}
