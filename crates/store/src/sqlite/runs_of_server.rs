//! Reading the runs that touched one server, the one that built it among them.

use super::columns::{Columns, integer};
use super::dialect::join_in_order;
use crate::ServerRun;
use crate::error::StoreResult;
use slipway_domain::run::{OutcomeState, RunNumber, RunState, Target};
use slipway_domain::{AccountAlias, CloudName, RunId, ServerId};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

/// What is told of the outcomes with a certain column of this value, and of their runs.
macro_rules! touched_as {
    ($which:literal) => {
        concat!(
            "SELECT o.run,
                    (SELECT number FROM run_numbers n WHERE n.run = o.run) AS number,
                    coalesce(o.built_name, o.name) AS name, r.title, r.started_by, r.created_at, r.state AS run_state, o.state,
                    o.message
             FROM outcomes o ",
            join_in_order!(),
            " runs r ON r.id = o.run
             WHERE ",
            $which,
            " AND r.cloud = ?2 AND r.account = ?3 "
        )
    };
}

/// Those of the server itself, and the one that built it, merged as they come from their indexes:
/// the outer loops have to be those of the outcomes.
const TOUCHING: &str = concat!(
    touched_as!("o.target = ?1"),
    "UNION ALL ",
    touched_as!("o.built = ?5"),
    "ORDER BY 1 DESC LIMIT ?4"
);

pub(super) async fn of_server(
    reader: &SqlitePool,
    cloud: &CloudName,
    account: &AccountAlias,
    server: &ServerId,
    limit: u64,
) -> StoreResult<Vec<ServerRun>> {
    // A server's id and what an outcome says of it as its target need not be the same text.
    sqlx::query(TOUCHING)
        .bind(Target::Server(server.clone()).to_string())
        .bind(cloud.as_str())
        .bind(account.as_str())
        .bind(integer(limit))
        .bind(server.as_str())
        .fetch_all(reader)
        .await?
        .iter()
        .map(server_run)
        .collect()
}

fn server_run(row: &SqliteRow) -> StoreResult<ServerRun> {
    Ok(ServerRun {
        name: row.text("name")?,
        run: RunId::new(row.text("run")?),
        number: RunNumber::new(row.number("number")?),
        title: row.text("title")?,
        started_by: row.text("started_by")?,
        created_at: row.time("created_at")?,
        run_state: row.parsed("run_state", RunState::parse)?,
        state: row.parsed("state", OutcomeState::parse)?,
        message: row.opt_text("message")?,
    })
}
