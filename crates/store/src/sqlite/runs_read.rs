//! Finding runs: by what they are called, by what they repeat, and what is busy.

use super::columns::{Columns, integer};
use super::dialect::join_in_order;
use crate::error::StoreResult;
use crate::{Idempotency, Repeat};
use slipway_domain::run::{RunName, RunNumber, Target};
use slipway_domain::{AccountAlias, CloudName, RunId};
use sqlx::SqlitePool;

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

/// The run of an account that is called so.
pub(super) async fn named(
    reader: &SqlitePool,
    cloud: &CloudName,
    account: &AccountAlias,
    name: &RunName,
) -> StoreResult<Option<(RunId, RunNumber)>> {
    let sql = match name {
        RunName::Number(_) => {
            "SELECT run, number FROM run_numbers
             WHERE cloud = ?1 AND account = ?2 AND number = CAST(?3 AS INTEGER)"
        }
        RunName::Id(_) => {
            "SELECT run, number FROM run_numbers WHERE cloud = ?1 AND account = ?2 AND run = ?3"
        }
    };
    let row = sqlx::query(sql)
        .bind(cloud.as_str())
        .bind(account.as_str())
        .bind(name.to_string())
        .fetch_optional(reader)
        .await?;
    row.map(|row| {
        let number = RunNumber::new(row.number("number")?);
        Ok((RunId::new(row.text("run")?), number))
    })
    .transpose()
}

/// The newest runs that repeat one; whoever may see it may see them, as they are of its account.
pub(super) async fn repeats_of(
    reader: &SqlitePool,
    run: &RunId,
    limit: u64,
) -> StoreResult<Vec<Repeat>> {
    let rows = sqlx::query(
        "SELECT n.number,
                (SELECT sum(servers) FROM run_counts c WHERE c.run = r.id) AS targets
         FROM runs r JOIN run_numbers n ON n.run = r.id
         JOIN run_numbers own ON own.run = r.repeats
         WHERE r.repeats = ?1 AND n.cloud = own.cloud AND n.account = own.account
         ORDER BY r.id DESC LIMIT ?2",
    )
    .bind(run.as_str())
    .bind(integer(limit))
    .fetch_all(reader)
    .await?;
    let repeats = rows.iter().rev().map(|row| {
        let targets: Option<i64> = row.plain("targets")?;
        Ok(Repeat {
            number: RunNumber::new(row.number("number")?),
            targets: targets.unwrap_or_default().unsigned_abs(),
        })
    });
    repeats.collect()
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
