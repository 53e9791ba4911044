//! Creating runs and recording what becomes of them, each in one transaction.

use super::Db;
use super::columns::{integer, json, millis, opt_millis, word};
use crate::error::{StoreError, StoreResult};
use crate::{Created, Holder, NewRun, RunChange, RunToken};
use slipway_domain::run::{Batch, Job, Outcome, Run, RunState};
use slipway_domain::{DataCenterId, RunId, folded};
use sqlx::SqliteConnection;

pub(super) async fn create(db: &Db, new: &NewRun) -> StoreResult<Created> {
    let mut unit = db.begin().await?;
    if let Some(earlier) = earlier(&mut unit, new).await? {
        return Ok(earlier);
    }
    let run = &new.detail.run;
    let token = db.seal_token(&run.id, &new.token)?;
    insert_run(&mut unit, run, new.plan.as_deref(), token).await?;
    number_run(&mut unit, run).await?;
    if let Some(plan) = &new.plan {
        mark_plan(&mut unit, plan, run).await?;
    }
    sqlx::query("INSERT INTO idempotency (owner, key, run) VALUES (?1, ?2, ?3)")
        .bind(&new.idempotency.owner)
        .bind(&new.idempotency.key)
        .bind(run.id.as_str())
        .execute(&mut *unit)
        .await?;
    put_batches(&mut unit, &run.id, &new.detail.batches).await?;
    put_outcomes(&mut unit, &run.id, &new.detail.outcomes).await?;
    unit.audit(&new.audit).await?;
    unit.commit().await?;
    Ok(Created::New)
}

/// What the same key, or the same plan under another key, already led to.
async fn earlier(conn: &mut SqliteConnection, new: &NewRun) -> StoreResult<Option<Created>> {
    let found: Option<(String, bool)> = sqlx::query_as(
        "SELECT i.run, r.plan IS NOT DISTINCT FROM ?3 FROM idempotency i JOIN runs r ON r.id = i.run
         WHERE i.owner = ?1 AND i.key = ?2
         UNION ALL SELECT run, 1 FROM plans WHERE id = ?3 AND run IS NOT NULL LIMIT 1",
    )
    .bind(&new.idempotency.owner)
    .bind(&new.idempotency.key)
    .bind(new.plan.as_deref())
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|(run, same_plan)| {
        if same_plan {
            Created::Existing(RunId::new(run))
        } else {
            Created::KeyUsed
        }
    }))
}

async fn insert_run(
    conn: &mut SqliteConnection,
    run: &Run,
    plan: Option<&str>,
    token: Vec<u8>,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO runs (id, kind, cloud, account, started_by, title, folded_title, state,
                           created_at, finished_at, version, repeats, plan, token, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                 (SELECT id FROM plans WHERE id = ?13), ?14, ?15)",
    )
    .bind(run.id.as_str())
    .bind(word(&run.kind)?)
    .bind(run.cloud.as_str())
    .bind(run.account.as_str())
    .bind(&run.started_by)
    .bind(&run.title)
    .bind(folded(&run.title))
    .bind(run.state.word())
    .bind(millis(run.created_at))
    .bind(opt_millis(run.finished_at))
    .bind(integer(run.version))
    .bind(run.repeats.as_ref().map(RunId::as_str))
    .bind(plan)
    .bind(token)
    .bind(json(&run.plan)?)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a run the next number of its account. The unit holds the write lock, so that no other takes
/// the same.
async fn number_run(conn: &mut SqliteConnection, run: &Run) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO run_numbers (cloud, account, number, run)
         SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3 FROM run_numbers
         WHERE cloud = ?1 AND account = ?2",
    )
    .bind(run.cloud.as_str())
    .bind(run.account.as_str())
    .bind(run.id.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// What a plan has become, and as what it was confirmed: its rollout may have been chosen with that. The
/// hash stays that of what was shown, by which the same post is known when it comes twice.
async fn mark_plan(conn: &mut SqliteConnection, plan: &str, run: &Run) -> StoreResult<()> {
    let done = sqlx::query("UPDATE plans SET run = ?2, body = ?3 WHERE id = ?1")
        .bind(plan)
        .bind(run.id.as_str())
        .bind(json(&run.plan)?)
        .execute(conn)
        .await?;
    found(done.rows_affected())
}

pub(super) async fn record(
    db: &Db,
    run: &RunId,
    holder: Option<Holder<'_>>,
    change: &RunChange,
) -> StoreResult<u64> {
    let mut unit = db.begin().await?;
    if let Some(holder) = holder {
        check_holder(&mut unit, run, holder).await?;
    }
    let version = put_run(&mut unit, run, change).await?;
    put_batches(&mut unit, run, &change.batches).await?;
    put_outcomes(&mut unit, run, &change.outcomes).await?;
    if let Some(token) = &change.token {
        put_token(db, &mut unit, run, token).await?;
    }
    for event in &change.audit {
        unit.audit(event).await?;
    }
    let over = change.state.is_some_and(RunState::is_over);
    if over {
        erase_secrets(&mut unit, run).await?;
    }
    unit.commit().await?;
    db.erased((over || change.token.is_some()).into()).await;
    Ok(version)
}

/// Replaces a run's own copy of a token.
pub(super) async fn put_token(
    db: &Db,
    conn: &mut SqliteConnection,
    run: &RunId,
    token: &RunToken,
) -> StoreResult<()> {
    let done = sqlx::query(
        "UPDATE runs SET token = ?2, token_reads = ?3
         WHERE id = ?1 AND state IN ('live', 'paused')",
    )
    .bind(run.as_str())
    .bind(db.seal_token(run, &token.token)?)
    .bind(!token.may_send)
    .execute(conn)
    .await?;
    found(done.rows_affected())
}

/// A run that is over needs neither its token nor what its calls carried.
async fn erase_secrets(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<()> {
    for erase in [
        "UPDATE runs SET token = NULL WHERE id = ?1",
        "UPDATE plans SET secrets = NULL WHERE id = (SELECT plan FROM runs WHERE id = ?1)",
    ] {
        sqlx::query(erase)
            .bind(run.as_str())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

async fn check_holder(
    conn: &mut SqliteConnection,
    run: &RunId,
    holder: Holder<'_>,
) -> StoreResult<()> {
    let found: Option<(Option<String>, i64)> =
        sqlx::query_as("SELECT lease_owner, version FROM runs WHERE id = ?1")
            .bind(run.as_str())
            .fetch_optional(conn)
            .await?;
    let (owner, version) = found.ok_or(StoreError::Missing)?;
    if owner.as_deref() != Some(holder.owner) {
        return Err(StoreError::LeaseLost);
    }
    match version.unsigned_abs() {
        version if version == holder.version => Ok(()),
        other => Err(StoreError::OtherVersion(other)),
    }
}

/// Counts the version up and returns it.
async fn put_run(conn: &mut SqliteConnection, run: &RunId, change: &RunChange) -> StoreResult<u64> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE runs SET version = version + 1, state = coalesce(?2, state),
                         finished_at = coalesce(finished_at, ?3),
                         rollout = coalesce(?4, rollout)
         WHERE id = ?1 RETURNING version",
    )
    .bind(run.as_str())
    .bind(change.state.map(RunState::word))
    .bind(opt_millis(change.finished_at))
    .bind(change.rollout.as_ref().map(json).transpose()?)
    .fetch_optional(conn)
    .await?;
    version.map(i64::unsigned_abs).ok_or(StoreError::Missing)
}

async fn put_batches(
    conn: &mut SqliteConnection,
    run: &RunId,
    batches: &[Batch],
) -> StoreResult<()> {
    for batch in batches {
        sqlx::query(
            "INSERT INTO batches (run, number, state, attempt, sent_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (run, number) DO UPDATE SET state = excluded.state,
                 attempt = excluded.attempt, sent_at = excluded.sent_at",
        )
        .bind(run.as_str())
        .bind(batch.number)
        .bind(word(&batch.state)?)
        .bind(batch.attempt)
        .bind(opt_millis(batch.sent_at))
        .execute(&mut *conn)
        .await?;
        put_jobs(conn, run, batch).await?;
    }
    Ok(())
}

/// A batch's jobs in the place of those that it had.
async fn put_jobs(conn: &mut SqliteConnection, run: &RunId, batch: &Batch) -> StoreResult<()> {
    sqlx::query("DELETE FROM jobs WHERE run = ?1 AND batch = ?2")
        .bind(run.as_str())
        .bind(batch.number)
        .execute(&mut *conn)
        .await?;
    for job in &batch.jobs {
        put_job(conn, run, batch.number, job).await?;
    }
    Ok(())
}

async fn put_job(
    conn: &mut SqliteConnection,
    run: &RunId,
    batch: u32,
    job: &Job,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO jobs (run, batch, number, handle, id, status, checked_at, next_check,
                           executing_at, silent_since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .bind(run.as_str())
    .bind(batch)
    .bind(job.number)
    .bind(job.handle.as_str())
    .bind(&job.id)
    .bind(word(&job.status)?)
    .bind(opt_millis(job.checked_at))
    .bind(opt_millis(job.next_check))
    .bind(opt_millis(job.executing_at))
    .bind(opt_millis(job.silent_since))
    .execute(conn)
    .await?;
    Ok(())
}

async fn put_outcomes(
    conn: &mut SqliteConnection,
    run: &RunId,
    outcomes: &[Outcome],
) -> StoreResult<()> {
    for outcome in outcomes {
        let built = outcome.built.as_ref();
        sqlx::query(
            "INSERT INTO outcomes (run, target, name, data_center, batch, job, state, queued_at,
                                   executing_at, ended_at, message, built, built_name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (run, target) DO UPDATE SET name = excluded.name,
                 data_center = excluded.data_center, batch = excluded.batch,
                 job = excluded.job, state = excluded.state, queued_at = excluded.queued_at,
                 executing_at = excluded.executing_at, ended_at = excluded.ended_at,
                 message = excluded.message, built = excluded.built,
                 built_name = excluded.built_name",
        )
        .bind(run.as_str())
        .bind(outcome.target.to_string())
        .bind(&outcome.name)
        .bind(outcome.data_center.as_ref().map(DataCenterId::as_str))
        .bind(outcome.batch)
        .bind(outcome.job)
        .bind(outcome.state.word())
        .bind(opt_millis(outcome.queued_at))
        .bind(opt_millis(outcome.executing_at))
        .bind(opt_millis(outcome.ended_at))
        .bind(&outcome.message)
        .bind(built.map(|built| built.id.as_str()))
        .bind(built.map(|built| built.name.as_str()))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

fn found(rows: u64) -> StoreResult<()> {
    match rows {
        0 => Err(StoreError::Missing),
        _ => Ok(()),
    }
}
