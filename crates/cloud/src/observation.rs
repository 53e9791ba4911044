//! What is heard of a job.

use slipway_domain::run::{Built, Handle, JobStatus, Target};
use std::time::Duration;

/// What an observation says of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The cloud's word.
    Heard(Observation),
    /// No word: not found, not understood, not answered. Says how long the cloud asks to wait.
    Silence(Option<Duration>),
    /// A newer version of the driver wrote the handle: the job is for that one to follow.
    NewerVersion,
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
    /// What is said of the targets beside their state.
    pub words: Option<String>,
    /// Targets of which the cloud speaks one by one. What it says of the job counts for the others.
    pub each: Vec<TargetObservation>,
    /// When to look next, where the driver knows better than the age of the job tells.
    pub next: Option<Duration>,
}

/// What was heard of one target of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetObservation {
    /// Which one.
    pub target: Target,
    /// Where the job stands for it.
    pub status: JobStatus,
    /// What is said of it beside its state.
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
            each: Vec::new(),
            next: None,
        }
    }
}
