//! Sessions and credentials. A session's data and a credential's token are sealed.

use super::Db;
use super::columns::{Columns, json, millis, opt_millis};
use crate::error::StoreResult;
use crate::vault::Purpose;
use crate::{ChildAccess, Credential, CredentialStore, SessionRow, SessionRows};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;
use slipway_domain::context::hex;
use slipway_domain::{AccountAlias, CloudName, Secret};
use sqlx::sqlite::SqliteRow;

impl Db {
    fn sealed_session(&self, row: &SessionRow) -> StoreResult<Vec<u8>> {
        self.vault
            .seal(Purpose::Session, &hex(&row.key), row.data.as_bytes())
    }

    fn session(&self, key: &[u8; 32], row: &SqliteRow) -> StoreResult<SessionRow> {
        let data = self
            .vault
            .open_text(Purpose::Session, &hex(key), row.plain("data")?)?;
        Ok(SessionRow {
            key: *key,
            data: data.expose().to_owned(),
            created_at: row.time("created_at")?,
            last_seen: row.time("last_seen")?,
        })
    }

    fn credential(&self, id: &str, row: &SqliteRow) -> StoreResult<Credential> {
        Ok(Credential {
            id: id.to_owned(),
            cloud: CloudName::new(row.text("cloud")?),
            account: AccountAlias::new(row.text("account")?),
            user: row.text("user")?,
            roles: row.json("roles")?,
            token: self
                .vault
                .open_text(Purpose::Credential, id, row.plain("token")?)?,
            created_at: row.time("created_at")?,
            ended_at: row.opt_time("ended_at")?,
            children: row.json("grants")?,
        })
    }
}

#[async_trait]
impl SessionRows for Db {
    async fn insert(&self, row: &SessionRow) -> StoreResult<bool> {
        let done = sqlx::query(
            "INSERT INTO sessions (key, data, created_at, last_seen) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO NOTHING",
        )
        .bind(row.key.as_slice())
        .bind(self.sealed_session(row)?)
        .bind(millis(row.created_at))
        .bind(millis(row.last_seen))
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn update(&self, row: &SessionRow) -> StoreResult<()> {
        sqlx::query("UPDATE sessions SET data = ?2, last_seen = ?3 WHERE key = ?1")
            .bind(row.key.as_slice())
            .bind(self.sealed_session(row)?)
            .bind(millis(row.last_seen))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn get(&self, key: &[u8; 32]) -> StoreResult<Option<SessionRow>> {
        sqlx::query("SELECT data, created_at, last_seen FROM sessions WHERE key = ?1")
            .bind(key.as_slice())
            .fetch_optional(&self.reader)
            .await?
            .map(|row| self.session(key, &row))
            .transpose()
    }

    async fn touch(&self, key: &[u8; 32], at: Timestamp) -> StoreResult<()> {
        sqlx::query("UPDATE sessions SET last_seen = ?2 WHERE key = ?1 AND last_seen < ?2")
            .bind(key.as_slice())
            .bind(millis(at))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn delete(&self, key: &[u8; 32]) -> StoreResult<()> {
        sqlx::query("DELETE FROM sessions WHERE key = ?1")
            .bind(key.as_slice())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn expire(&self, key: &[u8; 32]) -> StoreResult<()> {
        // Whoever uses it at this moment moves only when it was last seen.
        sqlx::query("UPDATE sessions SET created_at = 0 WHERE key = ?1")
            .bind(key.as_slice())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn purge(&self, created: Timestamp, seen: Timestamp) -> StoreResult<Vec<SessionRow>> {
        let over = sqlx::query(
            "DELETE FROM sessions WHERE created_at < ?1 OR last_seen < ?2
             RETURNING key, data, created_at, last_seen",
        )
        .bind(millis(created))
        .bind(millis(seen))
        .fetch_all(&self.writer)
        .await?;
        let read = |row: &SqliteRow| {
            let key: Vec<u8> = row.plain("key").ok()?;
            self.session(&key.try_into().ok()?, row).ok()
        };
        Ok(over.iter().filter_map(read).collect())
    }
}

#[async_trait]
impl CredentialStore for Db {
    async fn put(&self, credential: &Credential, audit: &AuditEvent) -> StoreResult<()> {
        let token = self.vault.seal(
            Purpose::Credential,
            &credential.id,
            credential.token.expose().as_bytes(),
        )?;
        let mut unit = self.begin().await?;
        sqlx::query(
            "INSERT INTO credentials (id, cloud, account, user, roles, token, created_at, ended_at,
                                      grants)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .bind(&credential.id)
        .bind(credential.cloud.as_str())
        .bind(credential.account.as_str())
        .bind(&credential.user)
        .bind(json(&credential.roles)?)
        .bind(token)
        .bind(millis(credential.created_at))
        .bind(opt_millis(credential.ended_at))
        .bind(json(&credential.children)?)
        .execute(&mut *unit)
        .await?;
        unit.audit(audit).await?;
        unit.commit().await
    }

    async fn set_children(&self, id: &str, children: &[ChildAccess]) -> StoreResult<()> {
        sqlx::query("UPDATE credentials SET grants = ?2 WHERE id = ?1")
            .bind(id)
            .bind(json(&children)?)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn get(&self, id: &str) -> StoreResult<Option<Credential>> {
        sqlx::query(
            "SELECT cloud, account, user, roles, token, created_at, ended_at, grants
             FROM credentials WHERE id = ?1",
        )
        .bind(id)
        .fetch_optional(&self.reader)
        .await?
        .map(|row| self.credential(id, &row))
        .transpose()
    }

    async fn mark_ended(&self, id: &str, at: Timestamp) -> StoreResult<()> {
        sqlx::query("UPDATE credentials SET ended_at = coalesce(ended_at, ?2) WHERE id = ?1")
            .bind(id)
            .bind(millis(at))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn delete(&self, id: &str) -> StoreResult<()> {
        let done = sqlx::query("DELETE FROM credentials WHERE id = ?1")
            .bind(id)
            .execute(&self.writer)
            .await?;
        self.erased(done.rows_affected()).await;
        Ok(())
    }

    async fn sign_out(&self, ids: &[String], audit: &[AuditEvent]) -> StoreResult<()> {
        let (mut unit, mut erased) = (self.begin().await?, 0);
        for id in ids {
            let done = sqlx::query("DELETE FROM credentials WHERE id = ?1")
                .bind(id)
                .execute(&mut *unit)
                .await?;
            erased += done.rows_affected();
        }
        for event in audit {
            unit.audit(event).await?;
        }
        unit.commit().await?;
        self.erased(erased).await;
        Ok(())
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<Vec<Credential>> {
        let old = sqlx::query(
            "DELETE FROM credentials WHERE created_at < ?1
             RETURNING id, cloud, account, user, roles, token, created_at, ended_at, grants",
        )
        .bind(millis(at))
        .fetch_all(&self.writer)
        .await?;
        self.erased(old.len() as u64).await;
        let read = |row: &SqliteRow| self.credential(&row.text("id").ok()?, row).ok();
        Ok(old.iter().filter_map(read).collect())
    }

    /// Sealed tokens cannot be compared, so that each is opened; there are as many as people and runs.
    async fn holds(&self, cloud: &CloudName, token: &Secret) -> StoreResult<bool> {
        let held: Vec<(String, Vec<u8>, bool)> = sqlx::query_as(
            "SELECT id, token, 0 FROM credentials WHERE cloud = ?1
             UNION ALL
             SELECT id, token, 1 FROM runs
             WHERE cloud = ?1 AND state IN ('live', 'paused') AND token IS NOT NULL",
        )
        .bind(cloud.as_str())
        .fetch_all(&self.reader)
        .await?;
        let is_it = |(id, sealed, of_run): &(String, Vec<u8>, bool)| {
            let purpose = if *of_run {
                Purpose::RunToken
            } else {
                Purpose::Credential
            };
            // What cannot be opened any more is nobody's to use.
            let opened = self.vault.open_text(purpose, id, sealed);
            opened.is_ok_and(|opened| opened == *token)
        };
        Ok(held.iter().any(is_it))
    }
}
