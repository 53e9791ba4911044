//! What only SQLite understands. The other statements in this module are SQL as PostgreSQL knows it
//! too, so that a second database needs these of its own and no others; a test holds that.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for a lock that another program holds.
const BUSY: Duration = Duration::from_secs(5);
/// Rows that a connection's thread reads ahead: handing each of a run's thousands over by itself
/// costs more than reading it.
const READ_AHEAD: usize = 4_096;

/// Begins a transaction that holds the write lock from its first moment: one that took it later could
/// find what it read changed, and fail.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";

/// Moves the write-ahead log into the database and empties it.
pub(super) const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// The tables that are there.
pub(super) const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table'";

/// Writes something that differs each time: only what is committed reaches the disk.
pub(super) const TRY_WRITING: &str =
    "UPDATE meta SET value = randomblob(8) WHERE name = 'write-check'";

/// The rows of a run's batches as one JSON array.
pub(super) const BATCHES: &str =
    "SELECT json_group_array(json_array(number, state, attempt, sent_at))
     FROM (SELECT * FROM batches WHERE run = ?1 ORDER BY number)";

/// Those of its jobs, in the order of their batches.
pub(super) const JOBS: &str =
    "SELECT json_group_array(json_array(batch, number, handle, id, status,
            json_array(checked_at, next_check, executing_at, silent_since)))
     FROM (SELECT * FROM jobs WHERE run = ?1 ORDER BY batch, number)";

/// Those of its outcomes.
pub(super) const OUTCOMES: &str =
    "SELECT json_group_array(json_array(target, name, json_array(built, built_name),
            data_center, batch, job, state, message,
            json_array(queued_at, executing_at, ended_at)))
     FROM (SELECT * FROM outcomes WHERE run = ?1 ORDER BY coalesce(built_name, name), target)";

/// Whether a text contains another, of which no character has a meaning.
macro_rules! contains {
    ($text:literal, $part:literal) => {
        concat!("instr(", $text, ", ", $part, ") > 0")
    };
}
pub(super) use contains;

/// A join whose left side is the outer loop, whatever the statistics say.
macro_rules! join_in_order {
    () => {
        "CROSS JOIN"
    };
}
pub(super) use join_in_order;

/// The connection that writes.
pub(super) fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("secure_delete", "ON")
}

/// Connections that read.
pub(super) fn reading(path: &Path) -> SqliteConnectOptions {
    looking(path).row_buffer_size(READ_AHEAD)
}

/// A connection that looks what is there.
pub(super) fn looking(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .pragma("query_only", "ON")
}
