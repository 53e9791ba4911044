//! Drafts and plans. The secret values of a plan are one sealed JSON map beside its body.

use super::Db;
use super::columns::{Columns, corrupt, json, millis};
use crate::error::StoreResult;
use crate::vault::Purpose;
use crate::{Draft, DraftKind, DraftStore, Plan, PlanStore};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::{AccountAlias, CloudName, RunId, Secret};
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

#[async_trait]
impl DraftStore for Db {
    async fn put(&self, draft: &Draft) -> StoreResult<()> {
        sqlx::query(
            "INSERT INTO drafts (id, owner, kind, created_at, form)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .bind(&draft.id)
        .bind(&draft.owner)
        .bind(draft.kind.to_string())
        .bind(millis(draft.created_at))
        .bind(&draft.form)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn get(&self, id: &str, owner: &str) -> StoreResult<Option<Draft>> {
        sqlx::query(
            "SELECT id, owner, kind, created_at, form FROM drafts WHERE id = ?1 AND owner = ?2",
        )
        .bind(id)
        .bind(owner)
        .fetch_optional(&self.reader)
        .await?
        .map(|row| draft(&row))
        .transpose()
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64> {
        let done = sqlx::query("DELETE FROM drafts WHERE created_at < ?1")
            .bind(millis(at))
            .execute(&self.writer)
            .await?;
        Ok(done.rows_affected())
    }
}

fn draft(row: &SqliteRow) -> StoreResult<Draft> {
    Ok(Draft {
        id: row.text("id")?,
        owner: row.text("owner")?,
        kind: row.parsed("kind", DraftKind::parse)?,
        form: row.text("form")?,
        created_at: row.time("created_at")?,
    })
}

impl Db {
    fn seal_secrets(&self, plan: &str, secrets: &BTreeMap<String, Secret>) -> StoreResult<Vec<u8>> {
        let exposed: BTreeMap<_, _> = secrets
            .iter()
            .map(|(variable, value)| (variable, value.expose()))
            .collect();
        let text = Zeroizing::new(json(&exposed)?);
        self.vault.seal(Purpose::PlanSecrets, plan, text.as_bytes())
    }

    fn open_secrets(&self, plan: &str, blob: &[u8]) -> StoreResult<BTreeMap<String, Secret>> {
        let text = self.vault.open(Purpose::PlanSecrets, plan, blob)?;
        // The parser's own words could quote a value, so they are not passed on.
        let exposed: BTreeMap<String, String> =
            serde_json::from_slice(&text).map_err(|_| corrupt("secrets", "no map of texts"))?;
        Ok(exposed
            .into_iter()
            .map(|(variable, value)| (variable, Secret::new(value)))
            .collect())
    }
}

#[async_trait]
impl PlanStore for Db {
    async fn put(&self, plan: &Plan, secrets: &BTreeMap<String, Secret>) -> StoreResult<()> {
        sqlx::query(
            "INSERT INTO plans
             (id, owner, cloud, account, hash, repeats, created_at, run, secrets, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )
        .bind(&plan.id)
        .bind(&plan.owner)
        .bind(plan.cloud.as_str())
        .bind(plan.account.as_str())
        .bind(&plan.hash)
        .bind(plan.repeats.as_ref().map(RunId::as_str))
        .bind(millis(plan.created_at))
        .bind(plan.run.as_ref().map(RunId::as_str))
        .bind(self.seal_secrets(&plan.id, secrets)?)
        .bind(json(&plan.body)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn get(&self, id: &str, owner: &str) -> StoreResult<Option<Plan>> {
        sqlx::query(
            "SELECT id, owner, cloud, account, hash, repeats, created_at, run, body
             FROM plans WHERE id = ?1 AND owner = ?2",
        )
        .bind(id)
        .bind(owner)
        .fetch_optional(&self.reader)
        .await?
        .map(|row| plan(&row))
        .transpose()
    }

    async fn replace_body(&self, plan: &Plan, was: &str) -> StoreResult<bool> {
        let done = sqlx::query(
            "UPDATE plans SET body = ?1, hash = ?2
             WHERE id = ?3 AND owner = ?4 AND hash = ?5 AND run IS NULL",
        )
        .bind(json(&plan.body)?)
        .bind(&plan.hash)
        .bind(&plan.id)
        .bind(&plan.owner)
        .bind(was)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn secrets(&self, id: &str) -> StoreResult<Option<BTreeMap<String, Secret>>> {
        let blob: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT secrets FROM plans WHERE id = ?1")
                .bind(id)
                .fetch_optional(&self.reader)
                .await?;
        blob.flatten()
            .map(|blob| self.open_secrets(id, &blob))
            .transpose()
    }

    async fn erase_secrets(&self, id: &str) -> StoreResult<()> {
        let done =
            sqlx::query("UPDATE plans SET secrets = NULL WHERE id = ?1 AND secrets IS NOT NULL")
                .bind(id)
                .execute(&self.writer)
                .await?;
        self.erased(done.rows_affected()).await;
        Ok(())
    }

    async fn erase_unconfirmed_before(&self, at: Timestamp) -> StoreResult<u64> {
        let done = sqlx::query(
            "UPDATE plans SET secrets = NULL
             WHERE run IS NULL AND created_at < ?1 AND secrets IS NOT NULL",
        )
        .bind(millis(at))
        .execute(&self.writer)
        .await?;
        Ok(self.erased(done.rows_affected()).await)
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64> {
        let done = sqlx::query("DELETE FROM plans WHERE run IS NULL AND created_at < ?1")
            .bind(millis(at))
            .execute(&self.writer)
            .await?;
        Ok(self.erased(done.rows_affected()).await)
    }
}

fn plan(row: &SqliteRow) -> StoreResult<Plan> {
    Ok(Plan {
        id: row.text("id")?,
        owner: row.text("owner")?,
        cloud: CloudName::new(row.text("cloud")?),
        account: AccountAlias::new(row.text("account")?),
        hash: row.text("hash")?,
        body: row.json("body")?,
        repeats: row.opt_text("repeats")?.map(RunId::new),
        created_at: row.time("created_at")?,
        run: row.opt_text("run")?.map(RunId::new),
    })
}
