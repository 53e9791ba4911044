//! What people ask of runs, until whoever follows the run takes it. The bus carries its id alone: a
//! request may hold somebody's token.

use slipway_domain::audit::AuditEvent;
use slipway_domain::context::{hex, random_bytes};
use slipway_domain::plan::PlanBody;
use slipway_domain::run::Run;
use slipway_domain::{AppResult, Entropy, Principal, Secret};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

pub(super) const ELSEWHERE: &str =
    "Another instance is following this run; try again in a few seconds.";

/// Somebody's token for runs that wait for one.
#[derive(Clone, Debug)]
pub struct ResumeToken {
    /// Who gives it to a run, for the audit chain; nobody where they only signed in.
    pub by: Option<AuditEvent>,
    /// Whose it is, acting on which account of which cloud.
    pub holder: Principal,
    /// The token.
    pub secret: Secret,
    /// Whether its holder wants what is left to be sent as them; without that, jobs are read only.
    pub sends: bool,
}

impl ResumeToken {
    /// Whether such a run is sent with it: its holder has to want it, and to be one who may.
    pub(super) fn may_send(&self, plan: &PlanBody) -> bool {
        self.sends && self.holder.may(plan.action.right())
    }

    /// Whether it is of the run's account.
    pub(super) fn is_for(&self, run: &Run) -> bool {
        run.cloud == self.holder.cloud && run.account == self.holder.account
    }
}

/// Somebody has a run cancelled.
#[derive(Clone, Debug)]
pub struct Cancel {
    /// Who, for the audit chain.
    pub by: AuditEvent,
    /// Their own token: nothing is cancelled with another.
    pub token: Secret,
    /// The word of the driver's way to cancel.
    pub way: String,
}

/// What to do about a call that was sent and got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The person looked: it was not carried out, send it once more.
    SendAgain,
    /// Leave its servers unknown.
    LeaveUnknown,
}

/// What a person decided about calls that were sent and got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who decided, for the audit chain.
    pub by: AuditEvent,
    /// Their own token: what is sent again is sent with no other.
    pub token: Option<Secret>,
    /// What is to be done about them.
    pub resolution: Resolution,
    /// The calls that they were shown, by their numbers within the run.
    pub calls: BTreeSet<u32>,
    /// The run's version that they were shown.
    pub version: u64,
}

/// What became of a [`Decision`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It counts.
    Done,
    /// Nothing was decided: it was made about something else than what is true now.
    Moved,
}

/// What people do to a rollout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolloutCommand {
    /// Nothing more is sent until somebody resumes it.
    Pause,
    /// It goes on.
    Resume,
    /// What was not sent yet never is; the rest is followed to its end.
    StopSending,
}

/// A command for one run.
#[derive(Debug)]
pub(crate) enum Request {
    Stop(AuditEvent, oneshot::Sender<AppResult<()>>),
    Rollout(RolloutCommand, AuditEvent, oneshot::Sender<AppResult<()>>),
    Cancel(Cancel, oneshot::Sender<AppResult<()>>),
    Answer(Decision, oneshot::Sender<AppResult<Decided>>),
    Resume(ResumeToken, oneshot::Sender<AppResult<()>>),
    Credential(ResumeToken),
}

/// Requests by their ids.
pub(crate) struct Requests {
    waiting: Mutex<HashMap<String, Request>>,
    entropy: Arc<dyn Entropy>,
}

impl Requests {
    pub(super) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            waiting: Mutex::default(),
            entropy,
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Request>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps one until it is taken; its id, which no other process gives.
    pub(super) fn put(&self, request: Request) -> String {
        let id = hex(&random_bytes::<8>(self.entropy.as_ref()));
        self.waiting().insert(id.clone(), request);
        id
    }

    pub(super) fn take(&self, id: &str) -> Option<Request> {
        self.waiting().remove(id)
    }

    pub(super) fn clear(&self) {
        self.waiting().clear();
    }
}
