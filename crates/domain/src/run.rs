//! Runs: what was submitted, which upstream calls carry it, and how each server ended.
//!
//! A **run** is made of **batches**, one upstream call each. A call that the cloud queued has
//! **jobs**, each known to its driver by a [`Handle`]. Every server of the run has one **outcome**,
//! which starts as waiting and ends in one of four buckets.

mod counts;
mod handle;

pub use counts::Counts;
pub use handle::Handle;

use crate::ids::{AccountAlias, CloudName, DataCenterId, RunId, ServerId};
use crate::plan::{PlanBody, Rollout};
use crate::scope::Scope;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunKind {
    /// Executes a package.
    Package,
    /// Operates servers (power and the like).
    Operation,
    /// Follows a Cloudify workflow execution.
    Execution,
}

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
    /// Ended badly.
    Failed,
    /// The queue does not know.
    Unknown,
}

impl JobStatus {
    /// The status a word on the wire stands for; words never heard of count as unknown.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "notstarted" => Self::NotStarted,
            "executing" => Self::Executing,
            "resumed" => Self::Resumed,
            "succeeded" => Self::Succeeded,
            "failed" => Self::Failed,
            _ => Self::Unknown,
        }
    }

    /// Whether the job will not change any more.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

/// How one server stands in a run. The last four are the buckets in which it can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeState {
    /// Its call was not sent yet.
    Waiting,
    /// Its call is under way.
    Sending,
    /// The call was sent and no answer came.
    NoAnswer,
    /// Queued by the cloud.
    NotStarted,
    /// Being worked on.
    Executing,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
    /// The cloud refused to queue it.
    NeverQueued,
    /// Nobody can tell.
    Unknown,
}

impl OutcomeState {
    /// All of them, in display order.
    pub const ALL: [Self; 9] = [
        Self::Succeeded,
        Self::Failed,
        Self::NeverQueued,
        Self::Unknown,
        Self::NoAnswer,
        Self::Executing,
        Self::NotStarted,
        Self::Sending,
        Self::Waiting,
    ];

    /// The four buckets in which a server can end, in display order.
    pub const BUCKETS: [Self; 4] = [
        Self::Succeeded,
        Self::Failed,
        Self::NeverQueued,
        Self::Unknown,
    ];

    /// The word in URLs and in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::NoAnswer => "no-answer",
            Self::NotStarted => "not-started",
            Self::Executing => "executing",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::NeverQueued => "never-queued",
            Self::Unknown => "unknown",
        }
    }

    /// The words people see.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoAnswer => "sent, no answer",
            Self::NotStarted => "not started",
            Self::NeverQueued => "never queued",
            other => other.word(),
        }
    }

    /// The state a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the server has its end.
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Succeeded | Self::Failed | Self::NeverQueued | Self::Unknown
        )
    }
}

/// One server in a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which server.
    pub server: ServerId,
    /// Its name when the run was planned.
    pub name: String,
    /// Where it stood when the run was planned.
    pub data_center: DataCenterId,
    /// The batch that carries it.
    pub batch: u32,
    /// The number of the job within that batch that its end is read from.
    pub job: Option<u32>,
    /// How it stands.
    pub state: OutcomeState,
    /// The cloud's own words, or ours where it gave none.
    pub message: Option<String>,
    /// When the cloud queued it.
    pub queued_at: Option<Timestamp>,
    /// When it was first seen executing.
    pub executing_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl Outcome {
    /// The order of a run's servers: that of their names.
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let names = crate::natural::natural(&self.name, &other.name);
        names.then_with(|| self.server.cmp(&other.server))
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
    /// The data center whose servers it carries.
    pub data_center: DataCenterId,
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

    /// How its servers are spread over upstream calls.
    pub fn rollout(&self) -> Rollout {
        self.plan.rollout
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

#[cfg(test)]
mod tests {
    use super::{OutcomeState, RunState};

    /// The browser reads live messages by the words.
    #[test]
    fn states_travel_as_their_words() {
        for state in OutcomeState::ALL {
            assert_eq!(serde_json::json!(state), state.word());
        }
        for state in RunState::ALL {
            assert_eq!(serde_json::json!(state), state.word());
        }
    }
}
