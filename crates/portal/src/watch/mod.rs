//! The watcher: sends a run's calls and follows its jobs, from one place.

use slipway_domain::{AccountAlias, AppResult, CloudName, RunId, Secret};
use tokio::sync::{mpsc, oneshot};

/// What use-cases ask of the watcher.
#[derive(Debug)]
pub enum Command {
    /// Follow a run that was just submitted.
    Follow(RunId),
    /// Stop watching: nothing more is sent, servers without an end become unknown.
    Stop {
        /// Which run.
        run: RunId,
        /// Answered once the store holds the change.
        done: oneshot::Sender<AppResult<()>>,
    },
    /// A person's answer for every call of a run that got no answer.
    Answer {
        /// Which run.
        run: RunId,
        /// What the person decided.
        choice: Choice,
        /// Answered once the store holds the change.
        done: oneshot::Sender<AppResult<()>>,
    },
    /// Somebody signed in: paused runs of that cloud and account may go on with this token.
    Credential {
        /// Signed in to.
        cloud: CloudName,
        /// The account acted on.
        account: AccountAlias,
        /// The fresh token.
        token: Secret,
        /// Whether its holder may start runs; without it, only polling resumes.
        may_submit: bool,
    },
}

/// What to do about a call that was sent and got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The person looked: it was not carried out, send it once more.
    SendAgain,
    /// Leave its servers unknown.
    LeaveUnknown,
}

/// The use-cases' end of the watcher.
#[derive(Clone, Debug)]
pub struct Watch(mpsc::UnboundedSender<Command>);
