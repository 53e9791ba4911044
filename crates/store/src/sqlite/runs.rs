//! Runs: leases and tokens; reading stands in `runs_detail` and `runs_read`,
//! creating and recording in `runs_write`.

use super::columns::millis;
use super::{Db, runs_detail, runs_list, runs_of_server, runs_read, runs_write};
use crate::error::StoreResult;
use crate::vault::Purpose;
use crate::{
    Created, Holder, Idempotency, NewRun, Repeat, RunChange, RunPage, RunQuery, RunStore, RunToken,
    ServerRun,
};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;
use slipway_domain::run::{Handle, RunDetail, RunName, RunNumber, Target};
use slipway_domain::{AccountAlias, CloudName, RunId, Secret, ServerId};

impl Db {
    pub(super) fn seal_token(&self, run: &RunId, token: &Secret) -> StoreResult<Vec<u8>> {
        let token = token.expose().as_bytes();
        self.vault.seal(Purpose::RunToken, run.as_str(), token)
    }
}

#[async_trait]
impl RunStore for Db {
    async fn create(&self, run: &NewRun) -> StoreResult<Created> {
        runs_write::create(self, run).await
    }

    async fn by_idempotency(&self, key: &Idempotency) -> StoreResult<Option<RunId>> {
        runs_read::by_idempotency(&self.reader, key).await
    }

    async fn named(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        name: &RunName,
    ) -> StoreResult<Option<(RunId, RunNumber)>> {
        runs_read::named(&self.reader, cloud, account, name).await
    }

    async fn repeats_of(&self, run: &RunId, limit: u64) -> StoreResult<Vec<Repeat>> {
        runs_read::repeats_of(&self.reader, run, limit).await
    }

    async fn detail(&self, run: &RunId) -> StoreResult<Option<RunDetail>> {
        runs_detail::detail(self, run).await
    }

    async fn version(&self, run: &RunId) -> StoreResult<Option<u64>> {
        let version: Option<i64> = sqlx::query_scalar("SELECT version FROM runs WHERE id = ?1")
            .bind(run.as_str())
            .fetch_optional(&self.reader)
            .await?;
        Ok(version.map(i64::unsigned_abs))
    }

    async fn list(&self, query: &RunQuery) -> StoreResult<RunPage> {
        runs_list::list(self, query).await
    }

    async fn record(
        &self,
        run: &RunId,
        holder: Option<Holder<'_>>,
        change: &RunChange,
    ) -> StoreResult<u64> {
        runs_write::record(self, run, holder, change).await
    }

    async fn lease(
        &self,
        run: &RunId,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreResult<bool> {
        // One that ends later than twice a life from now was taken before a clock was put back.
        let done = sqlx::query(
            "UPDATE runs SET lease_owner = ?2, lease_until = ?4
             WHERE id = ?1 AND (lease_owner IS NULL OR lease_owner = ?2 OR lease_until <= ?3
                                OR lease_until > ?4 + (?4 - ?3))",
        )
        .bind(run.as_str())
        .bind(owner)
        .bind(millis(now))
        .bind(millis(until))
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn release(&self, run: &RunId, owner: &str) -> StoreResult<()> {
        sqlx::query(
            "UPDATE runs SET lease_owner = NULL, lease_until = NULL
             WHERE id = ?1 AND lease_owner = ?2",
        )
        .bind(run.as_str())
        .bind(owner)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn unfinished(&self) -> StoreResult<Vec<RunId>> {
        let ids: Vec<String> =
            sqlx::query_scalar("SELECT id FROM runs WHERE state IN ('live', 'paused') ORDER BY id")
                .fetch_all(&self.reader)
                .await?;
        Ok(ids.into_iter().map(RunId::new).collect())
    }

    async fn busy(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
    ) -> StoreResult<Vec<(Target, RunId)>> {
        runs_read::busy(&self.reader, cloud, account).await
    }

    async fn of_server(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        server: &ServerId,
        limit: u64,
    ) -> StoreResult<Vec<ServerRun>> {
        runs_of_server::of_server(&self.reader, cloud, account, server, limit).await
    }

    async fn following(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        handle: &Handle,
    ) -> StoreResult<Option<RunId>> {
        let run: Option<String> = sqlx::query_scalar(
            "SELECT r.id FROM jobs j JOIN runs r ON r.id = j.run
             WHERE j.handle = ?1 AND r.cloud = ?2 AND r.account = ?3
             ORDER BY r.id DESC LIMIT 1",
        )
        .bind(handle.as_str())
        .bind(cloud.as_str())
        .bind(account.as_str())
        .fetch_optional(&self.reader)
        .await?;
        Ok(run.map(RunId::new))
    }

    async fn plan_of(&self, run: &RunId) -> StoreResult<Option<String>> {
        let plan: Option<Option<String>> =
            sqlx::query_scalar("SELECT plan FROM runs WHERE id = ?1")
                .bind(run.as_str())
                .fetch_optional(&self.reader)
                .await?;
        Ok(plan.flatten())
    }

    async fn token(&self, run: &RunId) -> StoreResult<Option<RunToken>> {
        let row: Option<(Option<Vec<u8>>, bool)> =
            sqlx::query_as("SELECT token, token_reads FROM runs WHERE id = ?1")
                .bind(run.as_str())
                .fetch_optional(&self.reader)
                .await?;
        let Some((Some(blob), reads)) = row else {
            return Ok(None);
        };
        let token = self
            .vault
            .open_text(Purpose::RunToken, run.as_str(), &blob)?;
        Ok(Some(RunToken {
            token,
            may_send: !reads,
        }))
    }

    async fn set_token(
        &self,
        run: &RunId,
        token: &RunToken,
        audit: Option<&AuditEvent>,
    ) -> StoreResult<()> {
        let mut unit = self.begin().await?;
        runs_write::put_token(self, &mut unit, run, token).await?;
        if let Some(event) = audit {
            unit.audit(event).await?;
        }
        unit.commit().await?;
        self.empty_log().await;
        Ok(())
    }
}
