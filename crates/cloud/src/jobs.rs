//! Jobs: a call is submitted, and what it started is observed until it has ended.

use crate::auth::Auth;
use crate::call::Preview;
use crate::call::{Call, CallKey, LookedUp, Submitted};
use crate::error::CloudError;
use crate::observation::Reading;
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use slipway_domain::run::{Handle, Target};
use slipway_domain::{AccountAlias, ExecutionId, Secret};
use std::collections::BTreeMap;

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
    /// Jobs that one observation may ask about, at most.
    pub handles_per_reading: usize,
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
            handles_per_reading: 1,
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

    /// Makes the call, which `key` names. It is never repeated in here.
    async fn submit(
        &self,
        auth: &Auth,
        call: Call<'_>,
        secrets: &BTreeMap<String, Secret>,
        key: &CallKey,
    ) -> Submitted;

    /// Where the jobs stand that `handles` name, at most as many as the manners allow: one reading
    /// for each, in their order.
    async fn observe(&self, auth: &Auth, handles: &[Handle]) -> Vec<Reading>;

    /// Cancelling what is under way.
    fn cancels(&self) -> Option<&dyn Cancels> {
        None
    }

    /// Finding out what became of a call whose answer was lost. Without it a person is asked.
    fn look_ups(&self) -> Option<&dyn LookUps> {
        None
    }

    /// Following what was started elsewhere.
    fn adopts(&self) -> Option<&dyn Adopts> {
        None
    }
}

/// A way to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CancelWay {
    /// What names it in forms and in the audit chain, for example `force`.
    pub word: &'static str,
    /// What its button says, for example `Force-cancel`.
    pub label: &'static str,
    /// What it does to the targets, in a sentence.
    pub consequence: &'static str,
}

/// What is to be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled<'a> {
    /// A job.
    Job(&'a Handle),
    /// A call of which nobody knows whether it became one.
    Call(&'a CallKey),
}

/// How the cloud answers somebody who cancels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CancelAnswer {
    /// It will be cancelled; observing tells when it has been.
    Accepted,
    /// It goes on; says why.
    Refused(String),
    /// The token is not accepted.
    TokenRefused,
    /// Nobody knows; says what is known.
    Unknown(String),
}

/// Cancelling what is under way.
#[async_trait]
pub trait Cancels: Send + Sync {
    /// The ways there are, the mildest first.
    fn ways(&self) -> &[CancelWay];

    /// Cancels in the way that `way` names.
    async fn cancel(&self, auth: &Auth, what: Cancelled<'_>, way: &str) -> CancelAnswer;
}

/// Finding out what became of a call whose answer was lost.
#[async_trait]
pub trait LookUps: Send + Sync {
    /// What became of the call that `key` names. It may write: a call that was not taken so far can
    /// be kept from ever being taken.
    async fn look_up(&self, auth: &Auth, call: Call<'_>, key: &CallKey) -> LookedUp;
}

/// What was started elsewhere, as a run follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// What observing asks about from now on: the same for the same execution, however often it is
    /// adopted.
    pub handle: Handle,
    /// The name that people know the job by.
    pub job: String,
    /// What it is done to.
    pub target: Target,
    /// The name that people know that by.
    pub name: String,
    /// What it does, in words.
    pub title: String,
    /// When the cloud queued it, where it says so.
    pub queued_at: Option<Timestamp>,
    /// When it began, where it has.
    pub began_at: Option<Timestamp>,
    /// Whether it has ended already.
    pub is_over: bool,
}

/// Following what was started elsewhere.
#[async_trait]
pub trait Adopts: Send + Sync {
    /// What there is to follow of an execution. Nothing is started or changed by it.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] where the account has no such execution, or how the call failed.
    async fn adopt(&self, auth: &Auth, id: &ExecutionId) -> Result<Adopted, CloudError>;

    /// The handle by which an execution is observed and its log read, without asking whether it is
    /// there.
    fn handle(&self, id: &ExecutionId) -> Handle;
}
