//! Reading one run in full.
//!
//! A run may have thousands of rows. The driver hands each row and each of its columns over by
//! itself, which costs several times what reading them does; so the database writes all rows of a
//! table as one JSON array, and they come over as one text.

use super::columns::{Columns, corrupt, from_millis};
use super::{Db, dialect};
use crate::error::StoreResult;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use slipway_domain::run::{
    Batch, BatchState, Built, Handle, Job, JobStatus, Outcome, OutcomeState, Run, RunDetail,
    RunNumber, RunState, Target,
};
use slipway_domain::{AccountAlias, CloudName, DataCenterId, RunId, ServerId};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

pub(super) async fn detail(db: &Db, id: &RunId) -> StoreResult<Option<RunDetail>> {
    let mut tx = db.snapshot().await?;
    let Some(row) = sqlx::query(
        "SELECT id, kind, cloud, account, started_by, title, state, rollout, created_at,
                finished_at, version, repeats, body,
                (SELECT number FROM run_numbers WHERE run = runs.id) AS number
         FROM runs WHERE id = ?1",
    )
    .bind(id.as_str())
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(None);
    };
    Ok(Some(RunDetail {
        run: run(&row)?,
        batches: batches(&mut tx, id).await?,
        outcomes: outcomes(&mut tx, id).await?,
    }))
}

fn run(row: &SqliteRow) -> StoreResult<Run> {
    Ok(Run {
        id: RunId::new(row.text("id")?),
        number: RunNumber::new(row.number("number")?),
        kind: row.word("kind")?,
        cloud: CloudName::new(row.text("cloud")?),
        account: AccountAlias::new(row.text("account")?),
        started_by: row.text("started_by")?,
        title: row.text("title")?,
        plan: row.json("body")?,
        state: row.parsed("state", RunState::parse)?,
        rollout: row.opt_json("rollout")?.unwrap_or_default(),
        created_at: row.time("created_at")?,
        finished_at: row.opt_time("finished_at")?,
        version: row.number("version")?,
        repeats: row.opt_text("repeats")?.map(RunId::new),
    })
}

/// A moment as columns keep it.
type Millis = Option<i64>;

/// The columns of a batch.
#[derive(Deserialize)]
struct BatchRow(u32, BatchState, u32, Millis);

/// The columns of a job, with its batch.
#[derive(Deserialize)]
struct JobRow(u32, u32, String, String, JobStatus, [Millis; 4]);

async fn batches(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<Vec<Batch>> {
    let mut jobs = jobs(conn, run).await?.into_iter().peekable();
    let rows: Vec<BatchRow> = rows(conn, dialect::BATCHES, run).await?;
    rows.into_iter()
        .map(|BatchRow(number, state, attempt, sent_at)| {
            let own = std::iter::from_fn(|| jobs.next_if(|(batch, _)| *batch == number));
            Ok(Batch {
                jobs: own.map(|(_, job)| job).collect(),
                number,
                state,
                attempt,
                sent_at: moment("sent_at", sent_at)?,
            })
        })
        .collect()
}

/// The jobs of a run with their batches, in the order of both.
async fn jobs(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<Vec<(u32, Job)>> {
    let rows: Vec<JobRow> = rows(conn, dialect::JOBS, run).await?;
    rows.into_iter()
        .map(|JobRow(batch, number, handle, id, status, times)| {
            let [checked_at, next_check, executing_at, silent_since] = times;
            let job = Job {
                number,
                handle: Handle::new(handle),
                id,
                status,
                checked_at: moment("checked_at", checked_at)?,
                next_check: moment("next_check", next_check)?,
                executing_at: moment("executing_at", executing_at)?,
                silent_since: moment("silent_since", silent_since)?,
            };
            Ok((batch, job))
        })
        .collect()
}

/// The columns of an outcome.
#[derive(Deserialize)]
struct OutcomeRow(
    Target,
    String,
    [Option<String>; 2],
    Option<DataCenterId>,
    u32,
    Option<u32>,
    OutcomeState,
    Option<String>,
    [Millis; 3],
);

async fn outcomes(conn: &mut SqliteConnection, run: &RunId) -> StoreResult<Vec<Outcome>> {
    let rows: Vec<OutcomeRow> = rows(conn, dialect::OUTCOMES, run).await?;
    let outcomes = rows.into_iter().map(
        |OutcomeRow(target, name, built, data_center, batch, job, state, message, times)| {
            let [queued_at, executing_at, ended_at] = times;
            Ok(Outcome {
                target,
                name,
                built: named(built),
                data_center,
                batch,
                job,
                state,
                message,
                queued_at: moment("queued_at", queued_at)?,
                executing_at: moment("executing_at", executing_at)?,
                ended_at: moment("ended_at", ended_at)?,
            })
        },
    );
    let mut outcomes = outcomes.collect::<StoreResult<Vec<Outcome>>>()?;
    // The database orders by bytes, people count.
    outcomes.sort_by(Outcome::display_order);
    Ok(outcomes)
}

/// What a target was built as, once both its id and its name are known.
fn named([id, name]: [Option<String>; 2]) -> Option<Built> {
    Some(Built {
        id: ServerId::new(id?),
        name: name?,
    })
}

/// The rows that `read` gives as one JSON array.
async fn rows<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    read: &'static str,
    run: &RunId,
) -> StoreResult<Vec<T>> {
    let json: String = sqlx::query_scalar(read)
        .bind(run.as_str())
        .fetch_one(conn)
        .await?;
    serde_json::from_str(&json).map_err(|error| corrupt("of a run", error))
}

fn moment(column: &str, millis: Millis) -> StoreResult<Option<Timestamp>> {
    millis.map(|at| from_millis(column, at)).transpose()
}
