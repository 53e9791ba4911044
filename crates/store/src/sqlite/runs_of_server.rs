//! Reading the runs that touched one server.

use super::columns::{Columns, integer};
use crate::Touch;
use crate::error::StoreResult;
use slipway_domain::run::{OutcomeState, RunState};
use slipway_domain::{AccountAlias, CloudName, RunId, ServerId};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

pub(super) async fn touching(
    reader: &SqlitePool,
    cloud: &CloudName,
    account: &AccountAlias,
    server: &ServerId,
    limit: u64,
) -> StoreResult<Vec<Touch>> {
    // The outer loop has to be the index of the server's outcomes, whatever the statistics say.
    sqlx::query(
        "SELECT r.id, r.title, r.started_by, r.created_at, r.state AS run_state, o.state, o.message
         FROM outcomes o CROSS JOIN runs r ON r.id = o.run
         WHERE o.server = ?1 AND r.cloud = ?2 AND r.account = ?3
         ORDER BY o.run DESC LIMIT ?4",
    )
    .bind(server.as_str())
    .bind(cloud.as_str())
    .bind(account.as_str())
    .bind(integer(limit))
    .fetch_all(reader)
    .await?
    .iter()
    .map(touch)
    .collect()
}

fn touch(row: &SqliteRow) -> StoreResult<Touch> {
    Ok(Touch {
        run: RunId::new(row.text("id")?),
        title: row.text("title")?,
        started_by: row.text("started_by")?,
        created_at: row.time("created_at")?,
        run_state: row.parsed("run_state", RunState::parse)?,
        state: row.parsed("state", OutcomeState::parse)?,
        message: row.opt_text("message")?,
    })
}
