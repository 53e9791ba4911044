//! Reading runs: lists with counts, and what is busy.

use super::Db;
use super::columns::{Columns, integer};
use super::dialect::{contains, join_in_order};
use crate::error::StoreResult;
use crate::{Idempotency, RunPage, RunQuery, RunSummary};
use slipway_domain::run::{Counts, OutcomeState, RolloutStanding, RunState, Target};
use slipway_domain::{AccountAlias, CloudName, RunId, folded};
use sqlx::sqlite::SqliteRow;
use sqlx::{SqliteConnection, SqlitePool};

pub(super) async fn by_idempotency(
    reader: &SqlitePool,
    key: &Idempotency,
) -> StoreResult<Option<RunId>> {
    let run: Option<String> =
        sqlx::query_scalar("SELECT run FROM idempotency WHERE owner = ?1 AND key = ?2")
            .bind(&key.owner)
            .bind(&key.key)
            .fetch_optional(reader)
            .await?;
    Ok(run.map(RunId::new))
}

pub(super) async fn list(db: &Db, query: &RunQuery) -> StoreResult<RunPage> {
    let mut tx = db.snapshot().await?;
    let total = total(&mut tx, query).await?;
    let mut runs = page(&mut tx, query).await?;
    for run in &mut runs {
        run.counts = counts(&mut tx, &run.id).await?;
    }
    Ok(RunPage { runs, total })
}

/// Which runs a list holds, by the first six values.
macro_rules! listed {
    () => {
        concat!(
            "cloud = ?1 AND account = ?2 AND (?3 IS NULL OR started_by = ?3)
             AND (?4 IS NULL OR state = ?4) AND (?5 IS NULL OR ",
            contains!("folded_title", "?5"),
            " OR ",
            contains!("folded_title", "?6"),
            ")"
        )
    };
}

async fn total(conn: &mut SqliteConnection, query: &RunQuery) -> StoreResult<u64> {
    let total: i64 = sqlx::query_scalar(concat!("SELECT count(*) FROM runs WHERE ", listed!()))
        .bind(query.cloud.as_str())
        .bind(query.account.as_str())
        .bind(query.started_by.as_deref())
        .bind(query.state.map(RunState::word))
        .bind(search(query, folded))
        .bind(search(query, str::to_lowercase))
        .fetch_one(conn)
        .await?;
    Ok(total.unsigned_abs())
}

async fn page(conn: &mut SqliteConnection, query: &RunQuery) -> StoreResult<Vec<RunSummary>> {
    sqlx::query(concat!(
        "SELECT id, kind, title, started_by, state, rollout, created_at, finished_at FROM runs WHERE ",
        listed!(),
        " ORDER BY created_at DESC, id DESC LIMIT ?7 OFFSET ?8"
    ))
    .bind(query.cloud.as_str())
    .bind(query.account.as_str())
    .bind(query.started_by.as_deref())
    .bind(query.state.map(RunState::word))
    .bind(search(query, folded))
    .bind(search(query, str::to_lowercase))
    .bind(integer(query.limit))
    .bind(integer(query.offset))
    .fetch_all(conn)
    .await?
    .iter()
    .map(summary)
    .collect()
}

/// The search text as `folded_title` spells titles, or spelled them before letters were composed
/// there.
fn search(query: &RunQuery, spell: fn(&str) -> String) -> Option<String> {
    let text = query.search.as_deref()?;
    (!text.is_empty()).then(|| spell(text))
}

/// A list's row, still without its counts.
fn summary(row: &SqliteRow) -> StoreResult<RunSummary> {
    let rollout: Option<RolloutStanding> = row.opt_json("rollout")?;
    Ok(RunSummary {
        id: RunId::new(row.text("id")?),
        kind: row.word("kind")?,
        title: row.text("title")?,
        started_by: row.text("started_by")?,
        state: row.parsed("state", RunState::parse)?,
        hold: rollout.and_then(|rollout| Some(rollout.hold?.reason)),
        created_at: row.time("created_at")?,
        finished_at: row.opt_time("finished_at")?,
        counts: Counts::default(),
    })
}

async fn counts(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<Counts> {
    let rows = sqlx::query("SELECT state, servers FROM run_counts WHERE run = ?1")
        .bind(run.as_str())
        .fetch_all(conn)
        .await?;
    let mut counts = Counts::default();
    for row in &rows {
        let servers: u32 = row.number("servers")?;
        let state = row.parsed("state", OutcomeState::parse)?;
        *counts.place(state) += servers;
    }
    Ok(counts)
}

pub(super) async fn busy(
    reader: &SqlitePool,
    cloud: &CloudName,
    account: &AccountAlias,
) -> StoreResult<Vec<(Target, RunId)>> {
    // The conditions repeat those of the partial indices word by word, or they would not serve.
    sqlx::query(concat!(
        "SELECT o.target, o.run FROM runs r ",
        join_in_order!(),
        " outcomes o ON o.run = r.id
         WHERE r.cloud = ?1 AND r.account = ?2 AND r.state IN ('live', 'paused')
           AND o.state NOT IN ('succeeded', 'failed', 'refused', 'cancelled', 'unknown')
         ORDER BY o.target, o.run"
    ))
    .bind(cloud.as_str())
    .bind(account.as_str())
    .fetch_all(reader)
    .await?
    .iter()
    .map(|row| {
        let target = row.parsed("target", Target::parse)?;
        Ok((target, RunId::new(row.text("run")?)))
    })
    .collect()
}
