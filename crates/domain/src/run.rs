//! Runs: what was submitted, which upstream calls carry it, and how each server ended.
//!
//! A **run** is made of **batches**, one upstream call each. A call that the cloud queued has
//! **jobs**, each known to its driver by a [`Handle`]. Every server of the run has one **outcome**,
//! which starts as waiting and ends in one of five buckets.

mod counts;
mod handle;
mod name;
mod outcome;
mod standing;
mod target;

pub use counts::Counts;
pub use handle::Handle;
pub use name::{RunName, RunNumber};
pub use outcome::{Built, Outcome, OutcomeState};
pub use standing::{CanaryEnd, Hold, HoldReason, RolloutStanding, Tally};
pub use target::{Noun, Target, UnknownTarget};

use crate::action::RunKind;
use crate::ids::{AccountAlias, CloudName, RunId};
use crate::plan::PlanBody;
use crate::scope::Scope;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Where a run as a whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    /// Calls are being sent or jobs are being followed.
    Live,
    /// The cloud no longer accepts the token; waiting for somebody to sign in.
    Paused,
    /// Every server has its end.
    Finished,
    /// A person stopped watching before every server had its end.
    Stopped,
}

impl RunState {
    /// All of them, in display order.
    pub const ALL: [Self; 4] = [Self::Live, Self::Paused, Self::Finished, Self::Stopped];

    /// The word in URLs, in the store and on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
        }
    }

    /// The state a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether nothing will change any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Stopped)
    }
}

/// Where one upstream call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BatchState {
    /// Not sent yet.
    Pending,
    /// About to be sent, or sent and not yet answered.
    Sending,
    /// Answered; its servers are queued or refused.
    Sent,
    /// Sent, and no answer came; the driver is finding out what became of it.
    LookingUp,
    /// Sent, and no answer came: it asks a person and is never repeated by itself.
    NoAnswer,
    /// Given up before it was sent.
    Dropped,
}

/// What the upstream queue says of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum JobStatus {
    /// Queued.
    NotStarted,
    /// Working.
    Executing,
    /// Working again after a pause; not an end.
    Resumed,
    /// Ended well.
    Succeeded,
    /// Being cancelled; not an end.
    Cancelling,
    /// Ended because somebody cancelled it.
    Cancelled,
    /// Ended badly.
    Failed,
    /// The queue does not know.
    Unknown,
}

impl JobStatus {
    /// Whether the job will not change any more.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Cancelled | Self::Failed)
    }

    /// Whether it is being worked on.
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Executing | Self::Resumed)
    }
}

/// What a cloud works on for a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its number within the call, from 0.
    pub number: u32,
    /// What names it to the driver.
    pub handle: Handle,
    /// What names it to people.
    pub id: String,
    /// The last status read.
    pub status: JobStatus,
    /// When it was last read successfully.
    pub checked_at: Option<Timestamp>,
    /// When it is read next; `None` once it is terminal or given up.
    pub next_check: Option<Timestamp>,
    /// When it was first seen executing.
    pub executing_at: Option<Timestamp>,
    /// Since when readings have failed or said `unknown`.
    pub silent_since: Option<Timestamp>,
}

/// One upstream call of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its number within the run, from 0.
    pub number: u32,
    /// Where it stands.
    pub state: BatchState,
    /// Which attempt it is, from 1: a person's press to send it again begins the next one.
    pub attempt: u32,
    /// When it was last sent.
    pub sent_at: Option<Timestamp>,
    /// The jobs that the cloud queued for it, by number.
    pub jobs: Vec<Job>,
}

impl Batch {
    /// The job with this number.
    pub fn job(&self, number: u32) -> Option<&Job> {
        self.jobs.iter().find(|job| job.number == number)
    }
}

/// A submitted plan, without its servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// What people call it; the store gives it with the run itself.
    pub number: RunNumber,
    /// What it does.
    pub kind: RunKind,
    /// Where it runs.
    pub cloud: CloudName,
    /// For whom.
    pub account: AccountAlias,
    /// Who started it.
    pub started_by: String,
    /// What it does, in words (the package's name).
    pub title: String,
    /// The plan as reviewed, without secret values.
    pub plan: PlanBody,
    /// Where it stands.
    pub state: RunState,
    /// Where its rollout stands.
    #[serde(default)]
    pub rollout: RolloutStanding,
    /// When it was submitted.
    pub created_at: Timestamp,
    /// When the last server had its end.
    pub finished_at: Option<Timestamp>,
    /// Counts every change, so that viewers and replicas can tell which state is newer.
    pub version: u64,
    /// The run this one repeats for some of its servers.
    pub repeats: Option<RunId>,
}

impl Run {
    /// The account of a cloud that it belongs to.
    pub fn scope(&self) -> Scope {
        Scope {
            cloud: self.cloud.clone(),
            account: self.account.clone(),
        }
    }
}

/// A run with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunDetail {
    /// The run itself.
    pub run: Run,
    /// Its upstream calls by number.
    pub batches: Vec<Batch>,
    /// Its servers, sorted by name.
    pub outcomes: Vec<Outcome>,
}

impl RunDetail {
    /// Unknown ends of a run that is over of which its cloud may still tell: each was read from a job
    /// that came to no verdict while it was followed.
    pub fn unsettled(&self) -> impl Iterator<Item = &Outcome> {
        let over = self.batches.iter().filter(|_| self.run.state.is_over());
        let open = over.flat_map(|batch| {
            let open = batch.jobs.iter().filter(|job| !job.status.is_terminal());
            open.map(|job| (batch.number, job.number))
        });
        let open: HashSet<(u32, u32)> = open.collect();
        self.outcomes.iter().filter(move |outcome| {
            let job = outcome.job.map(|job| (outcome.batch, job));
            outcome.state == OutcomeState::Unknown && job.is_some_and(|job| open.contains(&job))
        })
    }
}

#[cfg(test)]
mod tests;
