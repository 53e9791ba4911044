//! Runs, their batches with jobs, and their outcomes.
//!
//! Every change goes through [`RunStore::record`], which counts the run's version up in the same
//! transaction. Whoever sends or polls holds the run's lease and passes its owner's name and the
//! version that they know, so that whoever lost the lease can no longer write, and a change whose
//! commit nobody could tell the end of is never kept twice.

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::action::RunKind;
use slipway_domain::audit::AuditEvent;
use slipway_domain::run::{
    Batch, Counts, Handle, HoldReason, Outcome, OutcomeState, RolloutStanding, RunDetail, RunName,
    RunNumber, RunState, Target,
};
use slipway_domain::urls::RunSort;
use slipway_domain::{AccountAlias, CloudName, RunId, Secret, ServerId};

/// What makes a repeated submit find the run of the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// [`slipway_domain::Principal::owner`] of whoever submits.
    pub owner: String,
    /// The key the form carried.
    pub key: String,
}

/// A run about to begin.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// The run with its pending batches and waiting outcomes; its number is given when it is kept.
    pub detail: RunDetail,
    /// The plan it came from; its secrets stay sealed there until the last submit.
    pub plan: Option<String>,
    /// The run's own copy of the starter's token; sealed in the table.
    pub token: Secret,
    /// Guards against a second run by a repeated post.
    pub idempotency: Idempotency,
    /// What the audit chain says of it, kept with the run or not at all.
    pub audit: AuditEvent,
}

/// What became of a submit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// The run was kept.
    New,
    /// The same submit was made before; this is its run.
    Existing(RunId),
    /// The key was used for another plan.
    KeyUsed,
}

/// Rows of one run that changed; each replaces the row with the same key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunChange {
    /// Changed batches, by number.
    pub batches: Vec<Batch>,
    /// Changed outcomes, by target; their batch has to be kept already or stand beside them.
    pub outcomes: Vec<Outcome>,
    /// The run's new state.
    pub state: Option<RunState>,
    /// Where its rollout stands now.
    pub rollout: Option<RolloutStanding>,
    /// Set once, when the last server has its end.
    pub finished_at: Option<Timestamp>,
    /// The run's own copy of a token, in place of the one before.
    pub token: Option<RunToken>,
    /// What the audit chain says of it: who asked for this change. Kept with it or not at all.
    pub audit: Vec<AuditEvent>,
}

/// Who changes a run.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// Who has to hold the run's lease.
    pub owner: &'a str,
    /// The version that they change.
    pub version: u64,
}

/// Which runs to list, and in which order.
#[derive(Clone, Debug)]
pub struct RunQuery {
    /// Of this cloud.
    pub cloud: CloudName,
    /// Of this account.
    pub account: AccountAlias,
    /// Only this person's.
    pub started_by: Option<String>,
    /// Only in this state.
    pub state: Option<RunState>,
    /// Only of this kind.
    pub kind: Option<RunKind>,
    /// Only with a target that failed, was refused, gave no reply, or of which nobody can tell.
    pub failed: bool,
    /// Only with this text in the title, in any case, or of this number; no character of it has a
    /// meaning.
    pub search: Option<String>,
    /// What they are sorted by; what is equal stands newest first.
    pub sort: RunSort,
    /// Whether the largest come first.
    pub descending: bool,
    /// How many to skip.
    pub offset: u64,
    /// How many to return.
    pub limit: u64,
}

impl RunQuery {
    /// Everybody's runs of an account, whatever they do and where they stand, newest first.
    pub fn of(cloud: CloudName, account: AccountAlias) -> Self {
        Self {
            cloud,
            account,
            started_by: None,
            state: None,
            kind: None,
            failed: false,
            search: None,
            sort: RunSort::Started,
            descending: true,
            offset: 0,
            limit: 50,
        }
    }
}

/// One row of a list of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// Its id.
    pub id: RunId,
    /// What people call it.
    pub number: RunNumber,
    /// What it does.
    pub kind: RunKind,
    /// What it does, in words.
    pub title: String,
    /// Who started it.
    pub started_by: String,
    /// Where it stands.
    pub state: RunState,
    /// Why nothing more of it is sent until a person says so.
    pub hold: Option<HoldReason>,
    /// When it was submitted.
    pub created_at: Timestamp,
    /// When its last server had its end.
    pub finished_at: Option<Timestamp>,
    /// How its servers stand.
    pub counts: Counts,
    /// The name of its target, where it has only one.
    pub only_target: Option<String>,
}

/// A run that repeats another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// What people call it.
    pub number: RunNumber,
    /// On how many targets.
    pub targets: u64,
}

/// One page of a list of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunPage {
    /// The rows.
    pub runs: Vec<RunSummary>,
    /// How many match in all.
    pub total: u64,
}

/// A run that touched a certain server, or built it, and how that ended for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerRun {
    /// What the server was called in it.
    pub name: String,
    /// Which run.
    pub run: RunId,
    /// What people call it.
    pub number: RunNumber,
    /// What it does, in words.
    pub title: String,
    /// Who started it.
    pub started_by: String,
    /// When it was submitted.
    pub created_at: Timestamp,
    /// Where the run stands.
    pub run_state: RunState,
    /// How the server stands in it.
    pub state: OutcomeState,
    /// What is said of that.
    pub message: Option<String>,
}

/// A run's own copy of a token, and what whoever it is from gave it for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunToken {
    /// The token; sealed in the table.
    pub token: Secret,
    /// Whether calls are sent with it; without that, jobs are read only.
    pub may_send: bool,
}

/// Runs and everything that belongs to them.
#[async_trait]
pub trait RunStore: Send + Sync {
    /// Keeps a new run and its audit row under the next number of its account, marks its plan as used
    /// and its idempotency key as taken, all or nothing.
    /// A key that is taken for the same plan leads to its run; so does a plan that became a run
    /// under another key, because a plan is run once. A key that is taken for another plan is
    /// [`Created::KeyUsed`].
    ///
    /// # Errors
    /// [`crate::StoreError::Missing`] where there is no such plan.
    async fn create(&self, run: &NewRun) -> StoreResult<Created>;
    /// The run an idempotency key already led to.
    async fn by_idempotency(&self, key: &Idempotency) -> StoreResult<Option<RunId>>;
    /// The run of an account that is called so: its id and its number.
    async fn named(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        name: &RunName,
    ) -> StoreResult<Option<(RunId, RunNumber)>>;
    /// The newest runs of the same account that repeat `run`, at most `limit`, the oldest of them
    /// first.
    async fn repeats_of(&self, run: &RunId, limit: u64) -> StoreResult<Vec<Repeat>>;
    /// Reads a run with everything that belongs to it.
    async fn detail(&self, run: &RunId) -> StoreResult<Option<RunDetail>>;
    /// The version at which a run stands.
    async fn version(&self, run: &RunId) -> StoreResult<Option<u64>>;
    /// Lists runs.
    async fn list(&self, query: &RunQuery) -> StoreResult<RunPage>;
    /// Applies a change and counts the version up; returns the new version. With a `holder`, only
    /// while they hold the run's lease and nobody has changed it since the version that they know. A
    /// change that ends the run erases its token and its plan's secrets with it.
    ///
    /// # Errors
    /// [`crate::StoreError::LeaseLost`] where the holder does not hold the lease (any more),
    /// [`crate::StoreError::OtherVersion`] where the run stands at another version,
    /// [`crate::StoreError::Missing`] where there is no such run.
    async fn record(
        &self,
        run: &RunId,
        holder: Option<Holder<'_>>,
        change: &RunChange,
    ) -> StoreResult<u64>;
    /// Takes or renews the lease until `until` unless another owner's is still valid at `now`;
    /// `false` then, and where there is no such run. Another's that would last for more than
    /// twice as long as this one counts as stale: the clock was put back since it was taken.
    async fn lease(
        &self,
        run: &RunId,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreResult<bool>;
    /// Gives the lease back; nothing happens where `owner` does not hold it.
    async fn release(&self, run: &RunId, owner: &str) -> StoreResult<()>;
    /// Runs that are live or paused.
    async fn unfinished(&self) -> StoreResult<Vec<RunId>>;
    /// Targets of an account that have no end yet in a run that is live or paused, with that run.
    async fn busy(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
    ) -> StoreResult<Vec<(Target, RunId)>>;
    /// The newest runs of an account that touched a server, the one that built it among them, at
    /// most `limit`.
    async fn of_server(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        server: &ServerId,
        limit: u64,
    ) -> StoreResult<Vec<ServerRun>>;
    /// The newest run of an account that follows what `handle` names, or did.
    async fn following(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        handle: &Handle,
    ) -> StoreResult<Option<RunId>>;
    /// The id of the plan a run came from.
    async fn plan_of(&self, run: &RunId) -> StoreResult<Option<String>>;
    /// The run's own copy of a token; `None` once the run is over.
    async fn token(&self, run: &RunId) -> StoreResult<Option<RunToken>>;
    /// Replaces it without holding the run, for whoever does: somebody goes on with the run, which the
    /// audit chain keeps, or only signed in.
    ///
    /// # Errors
    /// [`crate::StoreError::Missing`] where there is no such run, or where it is over.
    async fn set_token(
        &self,
        run: &RunId,
        token: &RunToken,
        audit: Option<&AuditEvent>,
    ) -> StoreResult<()>;
}
