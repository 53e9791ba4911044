//! Writes that are no runs.

use super::Db;
use super::columns::{Columns, corrupt, millis, word};
use crate::error::StoreResult;
use crate::{Write, WriteEnd, WriteKey, WriteStore};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;
use sqlx::sqlite::SqliteRow;

const DONE: &str = "done";
const UNKNOWN: &str = "unknown";

#[async_trait]
impl WriteStore for Db {
    async fn begin(&self, write: &Write) -> StoreResult<bool> {
        let begun = &write.begun;
        let mut unit = self.begin().await?;
        let done = sqlx::query(
            "INSERT INTO writes (owner, key, begun_at, cloud, account, user, action, subject)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )
        .bind(&write.key.owner)
        .bind(&write.key.key)
        .bind(millis(begun.at))
        .bind(&begun.cloud)
        .bind(&begun.account)
        .bind(&begun.user)
        .bind(word(&begun.action)?)
        .bind(&begun.subject)
        .execute(&mut *unit)
        .await?;
        unit.commit_if(&done, begun).await
    }

    async fn end(&self, key: &WriteKey, end: &WriteEnd, audit: &AuditEvent) -> StoreResult<()> {
        let (ended, result) = match end {
            WriteEnd::Done(result) => (DONE, Some(result)),
            WriteEnd::Unknown => (UNKNOWN, None),
        };
        let mut unit = self.begin().await?;
        let done = sqlx::query(
            "UPDATE writes SET ended = ?3, result = ?4
             WHERE owner = ?1 AND key = ?2 AND ended IS NULL",
        )
        .bind(&key.owner)
        .bind(&key.key)
        .bind(ended)
        .bind(result)
        .execute(&mut *unit)
        .await?;
        unit.commit_if(&done, audit).await.map(drop)
    }

    async fn forget(&self, key: &WriteKey, audit: &AuditEvent) -> StoreResult<()> {
        let mut unit = self.begin().await?;
        let done = sqlx::query("DELETE FROM writes WHERE owner = ?1 AND key = ?2")
            .bind(&key.owner)
            .bind(&key.key)
            .execute(&mut *unit)
            .await?;
        unit.commit_if(&done, audit).await.map(drop)
    }

    async fn get(&self, key: &WriteKey) -> StoreResult<Option<Write>> {
        sqlx::query("SELECT * FROM writes WHERE owner = ?1 AND key = ?2")
            .bind(&key.owner)
            .bind(&key.key)
            .fetch_optional(&self.reader)
            .await?
            .map(|row| write(&row))
            .transpose()
    }

    async fn open(&self) -> StoreResult<Vec<Write>> {
        sqlx::query("SELECT * FROM writes WHERE ended IS NULL ORDER BY begun_at, owner, key")
            .fetch_all(&self.reader)
            .await?
            .iter()
            .map(write)
            .collect()
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64> {
        let done = sqlx::query("DELETE FROM writes WHERE begun_at < ?1")
            .bind(millis(at))
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected())
    }
}

fn write(row: &SqliteRow) -> StoreResult<Write> {
    let end = match row.opt_text("ended")?.as_deref() {
        None => None,
        Some(DONE) => Some(WriteEnd::Done(row.text("result")?)),
        Some(UNKNOWN) => Some(WriteEnd::Unknown),
        Some(other) => return Err(corrupt("ended", format_args!("unknown word {other:?}"))),
    };
    Ok(Write {
        key: WriteKey {
            owner: row.text("owner")?,
            key: row.text("key")?,
        },
        begun: AuditEvent {
            at: row.time("begun_at")?,
            cloud: row.text("cloud")?,
            account: row.text("account")?,
            user: row.text("user")?,
            action: row.word("action")?,
            subject: row.text("subject")?,
        },
        end,
    })
}
