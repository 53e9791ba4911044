//! Creating runs and recording what becomes of them, each in one transaction.

use super::columns::{integer, json, millis, opt_millis, word};
use super::{Db, audit};
use crate::error::{StoreError, StoreResult};
use crate::{Created, NewRun, RunChange};
use slipway_domain::run::{Batch, Job, Outcome, Run, RunState};
use slipway_domain::{DataCenterId, RunId, folded};
use sqlx::SqliteConnection;

pub(super) async fn create(db: &Db, new: &NewRun) -> StoreResult<Created> {
    let mut tx = db.begin().await?;
    if let Some(earlier) = earlier(&mut tx, new).await? {
        return Ok(earlier);
    }
    let run = &new.detail.run;
    let token = db.seal_token(&run.id, &new.token)?;
    insert_run(&mut tx, run, new.plan.as_deref(), token).await?;
    if let Some(plan) = &new.plan {
        mark_plan(&mut tx, plan, &run.id).await?;
    }
    sqlx::query("INSERT INTO idempotency (owner, key, run) VALUES (?1, ?2, ?3)")
        .bind(&new.idempotency.owner)
        .bind(&new.idempotency.key)
        .bind(run.id.as_str())
        .execute(&mut *tx)
        .await?;
    put_batches(&mut tx, &run.id, &new.detail.batches).await?;
    put_outcomes(&mut tx, &run.id, &new.detail.outcomes).await?;
    audit::append(&mut tx, &new.audit).await?;
    tx.commit().await?;
    Ok(Created::New)
}

/// What the same key, or the same plan under another key, already led to.
async fn earlier(conn: &mut SqliteConnection, new: &NewRun) -> StoreResult<Option<Created>> {
    let found: Option<(String, bool)> = sqlx::query_as(
        "SELECT i.run, r.plan IS ?3 FROM idempotency i JOIN runs r ON r.id = i.run
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

async fn mark_plan(conn: &mut SqliteConnection, plan: &str, run: &RunId) -> StoreResult<()> {
    let done = sqlx::query("UPDATE plans SET run = ?2 WHERE id = ?1")
        .bind(plan)
        .bind(run.as_str())
        .execute(conn)
        .await?;
    found(done.rows_affected())
}

pub(super) async fn record(
    db: &Db,
    run: &RunId,
    owner: Option<&str>,
    change: &RunChange,
) -> StoreResult<u64> {
    let mut tx = db.begin().await?;
    if let Some(owner) = owner {
        check_lease(&mut tx, run, owner).await?;
    }
    let version = put_run(&mut tx, run, change).await?;
    put_batches(&mut tx, run, &change.batches).await?;
    put_outcomes(&mut tx, run, &change.outcomes).await?;
    for event in &change.audit {
        audit::append(&mut tx, event).await?;
    }
    let over = change.state.is_some_and(RunState::is_over);
    if over {
        erase_secrets(&mut tx, run).await?;
    }
    tx.commit().await?;
    db.erased(over.into()).await;
    Ok(version)
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

async fn check_lease(conn: &mut SqliteConnection, run: &RunId, owner: &str) -> StoreResult<()> {
    let holder: Option<Option<String>> =
        sqlx::query_scalar("SELECT lease_owner FROM runs WHERE id = ?1")
            .bind(run.as_str())
            .fetch_optional(conn)
            .await?;
    match holder {
        None => Err(StoreError::Missing),
        Some(Some(holder)) if holder == owner => Ok(()),
        Some(_) => Err(StoreError::LeaseLost),
    }
}

/// Counts the version up and returns it.
async fn put_run(conn: &mut SqliteConnection, run: &RunId, change: &RunChange) -> StoreResult<u64> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE runs SET version = version + 1, state = coalesce(?2, state),
                         finished_at = coalesce(finished_at, ?3)
         WHERE id = ?1 RETURNING version",
    )
    .bind(run.as_str())
    .bind(change.state.map(RunState::word))
    .bind(opt_millis(change.finished_at))
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
