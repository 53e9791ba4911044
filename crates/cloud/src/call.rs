//! A call of a run: what it would look like, and how it ends.

use slipway_domain::RunId;
use slipway_domain::action::Action;
use slipway_domain::run::{Handle, Target};
use std::fmt;
use std::time::Duration;

/// What one upstream call is to do.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The action of the run.
    pub action: &'a Action,
    /// What it is done to in this call. What the driver cannot act on it refuses in words.
    pub targets: &'a [Target],
}

/// Names one attempt at a call, the same whoever asks: a cloud that is given it can tell later what
/// became of the call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallKey {
    /// The run.
    pub run: RunId,
    /// The call's number within it.
    pub batch: u32,
    /// Which attempt it is, from 1.
    pub attempt: u32,
}

impl fmt::Display for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.run, self.batch, self.attempt)
    }
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

/// What became of a call whose answer was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookedUp {
    /// It was taken, target by target.
    Accepted(Vec<Accepted>),
    /// It was taken and done at once.
    Done,
    /// It was refused; says why.
    Refused(String),
    /// It was not taken and never will be: the next attempt may be sent.
    NotTaken,
    /// It cannot be told yet. Says how long the cloud asks to wait.
    NotYet(Option<Duration>),
    /// The token is not accepted.
    TokenRefused,
    /// It cannot be found out: a person has to look. Says what is known.
    Unknown(String),
}

/// A call as it would be sent: one block per request, reads before the write included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview(pub Vec<Block>);

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is for, in a few words.
    pub title: String,
    /// The request as text that people may copy; token and secrets are placeholders.
    pub text: String,
}
