//! A unit of work: what is written in it is kept together, or not at all.

use super::audit;
use crate::error::{StoreError, StoreResult};
use slipway_domain::audit::AuditEvent;
use sqlx::sqlite::SqliteQueryResult;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::ops::{Deref, DerefMut};

/// A transaction that may write, and what is looked for where nobody says how it ended.
pub(super) struct Unit {
    tx: Transaction<'static, Sqlite>,
    reader: SqlitePool,
    /// The hash of its newest row in the audit chain, which no other row ever has.
    row: Option<String>,
}

impl Unit {
    pub(super) fn new(tx: Transaction<'static, Sqlite>, reader: SqlitePool) -> Self {
        Self {
            tx,
            reader,
            row: None,
        }
    }

    /// Appends a row to the audit chain.
    pub(super) async fn audit(&mut self, event: &AuditEvent) -> StoreResult<()> {
        self.row = Some(audit::append(&mut self.tx, event).await?);
        Ok(())
    }

    /// Ends it with a row in the audit chain where `done` changed anything, and leaves all as it was
    /// otherwise; says whether it did.
    pub(super) async fn commit_if(
        mut self,
        done: &SqliteQueryResult,
        event: &AuditEvent,
    ) -> StoreResult<bool> {
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.audit(event).await?;
        self.commit().await?;
        Ok(true)
    }

    /// Ends it. A commit that fails may have happened all the same: its row in the audit chain says
    /// whether it has.
    ///
    /// # Errors
    /// [`StoreError::CommitUnknown`] where that cannot be read, or where there is no such row.
    pub(super) async fn commit(self) -> StoreResult<()> {
        let committed = self.tx.commit().await;
        settle(committed, self.row.as_deref(), &self.reader).await
    }
}

async fn settle(
    committed: Result<(), sqlx::Error>,
    row: Option<&str>,
    reader: &SqlitePool,
) -> StoreResult<()> {
    let Err(error) = committed else { return Ok(()) };
    let Some(hash) = row else {
        return Err(StoreError::CommitUnknown(error.to_string()));
    };
    match audit::is_kept(reader, hash).await {
        Ok(true) => {
            tracing::warn!(%error, "a change was kept although its commit failed");
            Ok(())
        }
        Ok(false) => Err(error.into()),
        Err(again) => Err(StoreError::CommitUnknown(format!("{error}; then {again}"))),
    }
}

impl Deref for Unit {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for Unit {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use slipway_domain::audit::AuditAction;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

    async fn database(folder: &tempfile::TempDir) -> SqlitePool {
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("test.db"))
            .journal_mode(SqliteJournalMode::Wal)
            .create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        let table = "CREATE TABLE audit_events (number INTEGER PRIMARY KEY, at INTEGER, cloud TEXT,
             account TEXT, user TEXT, action TEXT, subject TEXT, previous TEXT, hash TEXT)";
        sqlx::query(table).execute(&pool).await.unwrap();
        pool
    }

    fn event() -> AuditEvent {
        AuditEvent {
            at: Timestamp::UNIX_EPOCH,
            cloud: "demo".to_owned(),
            account: "SLIP".to_owned(),
            user: "ada".to_owned(),
            action: AuditAction::SignIn,
            subject: String::new(),
        }
    }

    /// A unit with a row of its own in the audit chain.
    async fn audited(pool: &SqlitePool) -> Unit {
        let tx = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let mut unit = Unit::new(tx, pool.clone());
        unit.audit(&event()).await.unwrap();
        unit
    }

    fn broken() -> Result<(), sqlx::Error> {
        Err(sqlx::Error::WorkerCrashed)
    }

    #[tokio::test]
    async fn a_commit_that_fails_after_it_happened_counts() {
        let folder = tempfile::tempdir().unwrap();
        let pool = database(&folder).await;
        let unit = audited(&pool).await;
        unit.tx.commit().await.unwrap();
        let settled = settle(broken(), unit.row.as_deref(), &pool).await;
        assert!(settled.is_ok(), "{settled:?}");
    }

    #[tokio::test]
    async fn a_commit_that_fails_without_having_happened_counts_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pool = database(&folder).await;
        let unit = audited(&pool).await;
        unit.tx.rollback().await.unwrap();
        let settled = settle(broken(), unit.row.as_deref(), &pool).await;
        assert!(
            matches!(settled, Err(StoreError::Database(_))),
            "{settled:?}"
        );
    }

    #[tokio::test]
    async fn a_commit_that_nobody_can_tell_the_end_of_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let pool = database(&folder).await;
        let settled = settle(broken(), None, &pool).await;
        assert!(
            matches!(settled, Err(StoreError::CommitUnknown(_))),
            "{settled:?}"
        );
        let unit = audited(&pool).await;
        unit.tx.commit().await.unwrap();
        pool.close().await;
        let settled = settle(broken(), unit.row.as_deref(), &pool).await;
        assert!(
            matches!(settled, Err(StoreError::CommitUnknown(_))),
            "{settled:?}"
        );
    }
}
