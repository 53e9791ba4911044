//! The audit chain. Triggers refuse changes; the hashes show those made around them.

use super::Db;
use super::columns::{Columns, corrupt, integer, millis, word};
use crate::error::StoreResult;
use crate::{AuditRow, AuditStore, Verified};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;
use sqlx::sqlite::SqliteRow;
use sqlx::{SqliteConnection, SqlitePool};

/// How many rows are walked per read, so that a long chain never stands in memory as a whole.
const WALK: i64 = 1_000;

/// Appends a row in a transaction that holds the write lock; returns its hash.
pub(super) async fn append(conn: &mut SqliteConnection, event: &AuditEvent) -> StoreResult<String> {
    let event = as_kept(event)?;
    let previous: Option<String> =
        sqlx::query_scalar("SELECT hash FROM audit_events ORDER BY number DESC LIMIT 1")
            .fetch_optional(&mut *conn)
            .await?;
    let previous = previous.unwrap_or_default();
    let hash = event.hash_after(&previous);
    sqlx::query(
        "INSERT INTO audit_events (number, at, cloud, account, user, action, subject,
                                   previous, hash)
         VALUES ((SELECT coalesce(max(number), 0) + 1 FROM audit_events),
                 ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(millis(event.at))
    .bind(&event.cloud)
    .bind(&event.account)
    .bind(&event.user)
    .bind(word(&event.action)?)
    .bind(&event.subject)
    .bind(&previous)
    .bind(&hash)
    .execute(conn)
    .await?;
    Ok(hash)
}

/// Whether the chain has a row of this hash. It is one of the newest.
pub(super) async fn is_kept(reader: &SqlitePool, hash: &str) -> StoreResult<bool> {
    let newest: Vec<String> =
        sqlx::query_scalar("SELECT hash FROM audit_events ORDER BY number DESC LIMIT ?1")
            .bind(WALK)
            .fetch_all(reader)
            .await?;
    Ok(newest.iter().any(|kept| kept == hash))
}

#[async_trait]
impl AuditStore for Db {
    async fn append(&self, event: &AuditEvent) -> StoreResult<()> {
        let mut unit = self.begin().await?;
        unit.audit(event).await?;
        unit.commit().await
    }

    async fn newest(&self, cloud: &str, account: &str, limit: u64) -> StoreResult<Vec<AuditRow>> {
        sqlx::query(
            "SELECT * FROM audit_events WHERE cloud = ?1 AND account = ?2
             ORDER BY number DESC LIMIT ?3",
        )
        .bind(cloud)
        .bind(account)
        .bind(integer(limit))
        .fetch_all(&self.reader)
        .await?
        .iter()
        .map(audit_row)
        .collect()
    }

    async fn verify(&self) -> StoreResult<Verified> {
        verify(&mut *self.snapshot().await?).await
    }
}

/// Walks the chain as one moment shows it.
pub(super) async fn verify(conn: &mut SqliteConnection) -> StoreResult<Verified> {
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM audit_events")
        .fetch_one(&mut *conn)
        .await?;
    let newest = sqlx::query("SELECT * FROM audit_events ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *conn)
        .await?;
    Ok(Verified {
        rows: rows.unsigned_abs(),
        broken: first_broken(conn).await?,
        newest: newest.and_then(|row| audit_row(&row).ok()),
    })
}

async fn first_broken(conn: &mut SqliteConnection) -> StoreResult<Option<i64>> {
    let mut position = ChainPosition::default();
    // Numbers begin at 1; a row before that was put in by somebody else.
    let mut walked = i64::MIN;
    loop {
        let rows =
            sqlx::query("SELECT * FROM audit_events WHERE number > ?1 ORDER BY number LIMIT ?2")
                .bind(walked)
                .bind(WALK)
                .fetch_all(&mut *conn)
                .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for row in &rows {
            if !position.advance(row)? {
                return Ok(Some(row.plain("number")?));
            }
        }
        walked = position.number;
    }
}

/// How far a walk along the chain has come.
#[derive(Default)]
struct ChainPosition {
    number: i64,
    hash: String,
}

impl ChainPosition {
    /// Steps on to `row`; `false` where it does not follow from the row before it. A row that
    /// cannot even be read (an unknown action, an impossible time) does not follow either.
    fn advance(&mut self, row: &SqliteRow) -> StoreResult<bool> {
        let number: i64 = row.plain("number")?;
        let Ok(kept) = audit_row(row) else {
            return Ok(false);
        };
        let follows = number == self.number + 1
            && kept.previous == self.hash
            && kept.hash == kept.event.hash_after(&self.hash);
        self.number = number;
        self.hash = kept.hash;
        Ok(follows)
    }
}

/// The event with the time that the column can keep: the hash must be found again later.
fn as_kept(event: &AuditEvent) -> StoreResult<AuditEvent> {
    let at = Timestamp::from_millisecond(event.at.as_millisecond())
        .map_err(|error| corrupt("at", error))?;
    Ok(AuditEvent {
        at,
        ..event.clone()
    })
}

fn audit_row(row: &SqliteRow) -> StoreResult<AuditRow> {
    Ok(AuditRow {
        number: row.number("number")?,
        event: AuditEvent {
            at: row.time("at")?,
            cloud: row.text("cloud")?,
            account: row.text("account")?,
            user: row.text("user")?,
            action: row.word("action")?,
            subject: row.text("subject")?,
        },
        previous: row.text("previous")?,
        hash: row.text("hash")?,
    })
}
