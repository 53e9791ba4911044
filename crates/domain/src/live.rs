//! What travels from the watcher to open run pages: full state on connect, changes after.

use crate::run::{Built, Counts, Outcome, OutcomeState, RunState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One server's row as a page shows it. Times are milliseconds since 1970, UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveRow {
    /// The text of its target; pages have read it under this word from the first.
    #[serde(rename = "server")]
    pub target: String,
    /// The server that the run built, once the cloud has named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub built: Option<Built>,
    /// How it stands.
    pub state: OutcomeState,
    /// Whether it has been executing longer than the cloud's own limit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// The cloud's words or ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When it was queued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queued: Option<i64>,
    /// When it was first seen executing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executing: Option<i64>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<i64>,
}

impl LiveRow {
    /// The row of an outcome.
    pub fn of(outcome: &Outcome, overdue: bool) -> Self {
        Self {
            target: outcome.target.to_string(),
            built: outcome.built.clone(),
            state: outcome.state,
            overdue,
            message: outcome.message.clone(),
            queued: outcome.queued_at.map(Timestamp::as_millisecond),
            executing: outcome.executing_at.map(Timestamp::as_millisecond),
            ended: outcome.ended_at.map(Timestamp::as_millisecond),
        }
    }
}

/// When a run's jobs were last read and will be read next. Milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The newest successful reading.
    pub as_of: Option<i64>,
    /// The next planned reading.
    pub next_check: Option<i64>,
    /// Servers whose job did not answer when it was last read, but whose contact is not yet lost.
    #[serde(default)]
    pub silent: u32,
    /// Since when the first of these has been silent.
    #[serde(default)]
    pub silent_since: Option<i64>,
    /// Servers whose job has been silent for longer than the limit: contact is lost.
    pub lost: u32,
    /// Servers executing for longer than the cloud's own limit.
    pub overdue: u32,
    /// Servers whose call waits for somebody who may start runs: the token at hand may only ask.
    #[serde(default)]
    pub held: u32,
}

/// A message to an open run page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveRun {
    /// When it was told, by the portal's clock: a page may be older than it looks. Milliseconds
    /// since 1970, UTC.
    #[serde(default)]
    pub now: i64,
    /// The run's version; older messages than what a page shows are dropped by it.
    pub version: u64,
    /// Where the run stands.
    pub state: RunState,
    /// Where its rollout stands, as a text that changes with it.
    #[serde(default)]
    pub rollout: String,
    /// How its servers stand.
    pub counts: Counts,
    /// When its jobs are read.
    pub progress: Progress,
    /// Changed rows, or all of them right after connecting.
    pub rows: Vec<LiveRow>,
}
