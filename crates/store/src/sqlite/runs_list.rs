//! Lists of runs: which they hold, in which order, and how the targets of each stand.

use super::Db;
use super::columns::{Columns, integer, word};
use super::dialect::contains;
use crate::error::StoreResult;
use crate::{RunPage, RunQuery, RunSummary};
use slipway_domain::run::{Counts, OutcomeState, RolloutStanding, RunNumber, RunState};
use slipway_domain::urls::RunSort;
use slipway_domain::{RunId, folded};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

pub(super) async fn list(db: &Db, query: &RunQuery) -> StoreResult<RunPage> {
    let values = Values::of(query)?;
    let mut tx = db.snapshot().await?;
    let total = total(&mut tx, &values).await?;
    let mut runs = page(&mut tx, query, &values).await?;
    for run in &mut runs {
        run.counts = counts(&mut tx, &run.id).await?;
        if run.counts.total() == 1 {
            run.only_target = only_target(&mut tx, &run.id).await?;
        }
    }
    Ok(RunPage { runs, total })
}

/// Which runs a list holds, by the values of [`Values`].
macro_rules! listed {
    () => {
        concat!(
            "cloud = ?1 AND account = ?2 AND (?3 IS NULL OR started_by = ?3)
             AND (?4 IS NULL OR state = ?4) AND (?8 IS NULL OR kind = ?8)
             AND (?9 = 0 OR EXISTS (SELECT 1 FROM run_counts c WHERE c.run = runs.id
                  AND c.state IN ('failed', 'refused', 'no-reply', 'unknown') AND c.servers > 0))
             AND (?5 IS NULL OR ",
            contains!("folded_title", "?5"),
            " OR ",
            contains!("folded_title", "?6"),
            " OR id = (SELECT run FROM run_numbers
                       WHERE cloud = ?1 AND account = ?2 AND number = ?7))"
        )
    };
}

/// A page of them in an order.
macro_rules! page_by {
    ($order:literal) => {
        concat!(
            "SELECT id, kind, title, started_by, state, rollout, created_at, finished_at,
                    (SELECT number FROM run_numbers WHERE run = runs.id) AS number
             FROM runs WHERE ",
            listed!(),
            " ORDER BY ",
            $order,
            " LIMIT ?10 OFFSET ?11"
        )
    };
}

/// The statement that reads a page in the order that somebody asks for.
const fn statement(sort: RunSort, descending: bool) -> &'static str {
    match (sort, descending) {
        (RunSort::Started, true) => page_by!("created_at DESC, id DESC"),
        (RunSort::Started, false) => page_by!("created_at, id"),
        (RunSort::Took, true) => {
            page_by!("finished_at IS NULL, finished_at - created_at DESC, created_at DESC, id DESC")
        }
        (RunSort::Took, false) => {
            page_by!("finished_at IS NULL, finished_at - created_at, created_at DESC, id DESC")
        }
        (RunSort::What, true) => page_by!("folded_title DESC, created_at DESC, id DESC"),
        (RunSort::What, false) => page_by!("folded_title, created_at DESC, id DESC"),
        (RunSort::Who, true) => page_by!("started_by DESC, created_at DESC, id DESC"),
        (RunSort::Who, false) => page_by!("started_by, created_at DESC, id DESC"),
    }
}

/// What the statements of a list are filled with.
struct Values<'a> {
    query: &'a RunQuery,
    kind: Option<String>,
    /// The search text as `folded_title` spells titles, or spelled them before letters were composed
    /// there.
    search: Option<[String; 2]>,
    /// The search text as the number of a run.
    number: Option<i64>,
}

impl<'a> Values<'a> {
    fn of(query: &'a RunQuery) -> StoreResult<Self> {
        let text = query.search.as_deref().filter(|text| !text.is_empty());
        let number = text.and_then(|text| RunNumber::parse(text.trim()));
        Ok(Self {
            query,
            kind: query.kind.as_ref().map(word).transpose()?,
            search: text.map(|text| [folded(text), text.to_lowercase()]),
            number: number.map(|number| integer(number.get())),
        })
    }

    fn spelled(&self, place: usize) -> Option<&str> {
        self.search.as_ref().map(|spelled| spelled[place].as_str())
    }
}

/// Binds the values of [`Values`] to a statement.
macro_rules! bound {
    ($statement:expr, $values:expr) => {
        $statement
            .bind($values.query.cloud.as_str())
            .bind($values.query.account.as_str())
            .bind($values.query.started_by.as_deref())
            .bind($values.query.state.map(RunState::word))
            .bind($values.spelled(0))
            .bind($values.spelled(1))
            .bind($values.number)
            .bind($values.kind.as_deref())
            .bind($values.query.failed)
    };
}

async fn total(conn: &mut SqliteConnection, values: &Values<'_>) -> StoreResult<u64> {
    let count = sqlx::query_scalar(concat!("SELECT count(*) FROM runs WHERE ", listed!()));
    let total: i64 = bound!(count, values).fetch_one(conn).await?;
    Ok(total.unsigned_abs())
}

async fn page(
    conn: &mut SqliteConnection,
    query: &RunQuery,
    values: &Values<'_>,
) -> StoreResult<Vec<RunSummary>> {
    let page = sqlx::query(statement(query.sort, query.descending));
    bound!(page, values)
        .bind(integer(query.limit))
        .bind(integer(query.offset))
        .fetch_all(conn)
        .await?
        .iter()
        .map(summary)
        .collect()
}

/// A list's row, still without its counts.
fn summary(row: &SqliteRow) -> StoreResult<RunSummary> {
    let rollout: Option<RolloutStanding> = row.opt_json("rollout")?;
    Ok(RunSummary {
        id: RunId::new(row.text("id")?),
        number: RunNumber::new(row.number("number")?),
        kind: row.word("kind")?,
        title: row.text("title")?,
        started_by: row.text("started_by")?,
        state: row.parsed("state", RunState::parse)?,
        hold: rollout.and_then(|rollout| Some(rollout.hold?.reason)),
        created_at: row.time("created_at")?,
        finished_at: row.opt_time("finished_at")?,
        counts: Counts::default(),
        only_target: None,
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

/// The name of a run's target, the first of several.
async fn only_target(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<Option<String>> {
    let name = "SELECT coalesce(built_name, name) FROM outcomes WHERE run = ?1 LIMIT 1";
    let name = sqlx::query_scalar(name).bind(run.as_str());
    Ok(name.fetch_optional(conn).await?)
}
