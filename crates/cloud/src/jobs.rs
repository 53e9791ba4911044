//! Jobs: a call is submitted, and what it started is observed until it has ended.

use crate::auth::Auth;
use crate::preview::Preview;
use async_trait::async_trait;
use jiff::SignedDuration;
use slipway_domain::action::Action;
use slipway_domain::run::{Built, Handle, JobStatus, Target};
use slipway_domain::{AccountAlias, Secret};
use std::collections::BTreeMap;
use std::time::Duration;

/// What one upstream call is to do.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The action of the run.
    pub action: &'a Action,
    /// What it is done to in this call. What the driver cannot act on it refuses in words.
    pub targets: &'a [Target],
}

/// What became of one target of a call that the cloud answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Which target.
    pub target: Target,
    /// The job to follow and the name that people know it by, or why it was refused: the cloud's
    /// words, or the driver's where it gave none.
    pub verdict: Result<(Handle, String), String>,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// The cloud answered, target by target.
    Accepted(Vec<Accepted>),
    /// It was done at once; there is no job.
    Done,
    /// It was provably not taken and may be tried again.
    NotTaken {
        /// How long the cloud asks to wait.
        wait: Option<Duration>,
        /// Why, for people, if no further try is made; without a full stop.
        why: String,
    },
    /// A definite no; says why.
    Refused(String),
    /// The token is not accepted, so it was not taken either.
    TokenRefused,
    /// Nobody knows whether it was taken; says what is known.
    Unknown(String),
}

/// What an observation says of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The cloud's word.
    Heard(Observation),
    /// No word: not found, not understood, not answered. Says how long the cloud asks to wait.
    Silence(Option<Duration>),
    /// The token is not accepted, or may not read it.
    TokenRefused,
}

/// What was heard of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Where it stands.
    pub status: JobStatus,
    /// What is followed from now on in its place.
    pub handle: Option<Handle>,
    /// What a planned server has become, once the cloud has named it.
    pub built: Option<Built>,
    /// What is said of the target beside its state.
    pub words: Option<String>,
}

impl Observation {
    /// The bare word of the queue.
    pub const fn of(status: JobStatus) -> Self {
        Self {
            status,
            handle: None,
            built: None,
            words: None,
        }
    }
}

/// How a cloud wants to be treated, and what may be expected of its jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Calls under way at once for one account, at most.
    pub calls_at_once: usize,
    /// Targets that one call carries where a person chooses so, at most: those of one place go
    /// together. 1 where each takes a call of its own.
    pub targets_per_call: usize,
    /// Observations per second for one account, at most.
    pub readings_per_second: u32,
    /// How long a package may execute before it is called overdue.
    pub overdue_after: SignedDuration,
    /// How long a job may be silent before contact counts as lost.
    pub lost_after: SignedDuration,
    /// When observing ends for good, counted from the submit.
    pub give_up_after: SignedDuration,
}

/// Careful ones, for a cloud of which nothing is known.
impl Default for Manners {
    fn default() -> Self {
        Self {
            calls_at_once: 1,
            targets_per_call: 1,
            readings_per_second: 1,
            overdue_after: SignedDuration::from_hours(1),
            lost_after: SignedDuration::from_mins(10),
            give_up_after: SignedDuration::from_hours(24),
        }
    }
}

/// Submitting calls and observing what they started.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// How the cloud wants to be treated.
    fn manners(&self) -> &Manners;

    /// What [`Self::submit`] would send for `account`. It is made by the same code, with
    /// placeholders: no secret is at hand here.
    fn preview(&self, account: &AccountAlias, call: Call<'_>) -> Preview;

    /// Makes the call. It is never repeated in here.
    async fn submit(
        &self,
        auth: &Auth,
        call: Call<'_>,
        secrets: &BTreeMap<String, Secret>,
    ) -> Submitted;

    /// Where the job stands that `handle` names.
    async fn observe(&self, auth: &Auth, handle: &Handle) -> Reading;
}
