//! Share links, found by the hash of their token.

use super::Db;
use super::columns::{Columns, integer, millis, opt_millis};
use crate::ShareStore;
use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::RunId;
use slipway_domain::audit::AuditEvent;
use slipway_domain::share::ShareLink;
use sqlx::sqlite::SqliteRow;

#[async_trait]
impl ShareStore for Db {
    async fn create(
        &self,
        link: &ShareLink,
        token_hash: &[u8; 32],
        audit: &AuditEvent,
    ) -> StoreResult<()> {
        let mut unit = self.begin().await?;
        sqlx::query(
            "INSERT INTO share_links (id, token_hash, run, created_by, created_at, expires_at,
                                      revoked_at, uses, last_used_at, shows_values)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )
        .bind(&link.id)
        .bind(token_hash.as_slice())
        .bind(link.run.as_str())
        .bind(&link.created_by)
        .bind(millis(link.created_at))
        .bind(millis(link.expires_at))
        .bind(opt_millis(link.revoked_at))
        .bind(integer(link.uses))
        .bind(opt_millis(link.last_used_at))
        .bind(link.shows_values)
        .execute(&mut *unit)
        .await?;
        unit.audit(audit).await?;
        unit.commit().await
    }

    async fn list(&self, run: &RunId) -> StoreResult<Vec<ShareLink>> {
        sqlx::query("SELECT * FROM share_links WHERE run = ?1 ORDER BY created_at DESC, id DESC")
            .bind(run.as_str())
            .fetch_all(&self.reader)
            .await?
            .iter()
            .map(link)
            .collect()
    }

    async fn revoke(&self, run: &RunId, id: &str, audit: &AuditEvent) -> StoreResult<bool> {
        let mut unit = self.begin().await?;
        let done = sqlx::query(
            "UPDATE share_links SET revoked_at = ?3
             WHERE run = ?1 AND id = ?2 AND revoked_at IS NULL AND expires_at > ?3",
        )
        .bind(run.as_str())
        .bind(id)
        .bind(millis(audit.at))
        .execute(&mut *unit)
        .await?;
        unit.commit_if(&done, audit).await
    }

    async fn by_token(&self, token_hash: &[u8; 32]) -> StoreResult<Option<ShareLink>> {
        sqlx::query("SELECT * FROM share_links WHERE token_hash = ?1")
            .bind(token_hash.as_slice())
            .fetch_optional(&self.reader)
            .await?
            .map(|row| link(&row))
            .transpose()
    }

    async fn count_use(&self, id: &str, at: Timestamp) -> StoreResult<()> {
        sqlx::query(
            "UPDATE share_links
             SET uses = uses + 1,
                 last_used_at = CASE WHEN last_used_at > ?2 THEN last_used_at ELSE ?2 END
             WHERE id = ?1",
        )
        .bind(id)
        .bind(millis(at))
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}

fn link(row: &SqliteRow) -> StoreResult<ShareLink> {
    Ok(ShareLink {
        id: row.text("id")?,
        run: RunId::new(row.text("run")?),
        created_by: row.text("created_by")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        revoked_at: row.opt_time("revoked_at")?,
        uses: row.number("uses")?,
        last_used_at: row.opt_time("last_used_at")?,
        shows_values: row.plain("shows_values")?,
    })
}
