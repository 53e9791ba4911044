//! What the driver answers, and what it was asked.

use jiff::SignedDuration;
use slipway_cloud::{
    Accepted, Adopted, CallKey, CancelAnswer, CancelWay, Deployment, LookedUp, Manners,
    Observation, Reading, Submitted,
};
use slipway_domain::ExecutionId;
use slipway_domain::run::{Handle, JobStatus, Target};
use std::collections::{BTreeMap, VecDeque};

/// Those of the scripted cloud.
pub const MANNERS: Manners = Manners {
    calls_at_once: 4,
    targets_per_call: 10,
    readings_per_second: 20,
    handles_per_reading: 3,
    overdue_after: SignedDuration::from_mins(30),
    lost_after: SignedDuration::from_mins(10),
    give_up_after: SignedDuration::from_hours(24),
};

/// The ways to cancel of the scripted cloud.
pub const WAYS: &[CancelWay] = &[
    CancelWay {
        word: "cancel",
        label: "Cancel",
        consequence: "Each job ends after the step it is at.",
    },
    CancelWay {
        word: "kill",
        label: "Kill",
        consequence: "Each job ends at once, whatever it is at; what it began stays as it is.",
    },
];

/// Something that the driver was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To begin what goes on beside calls.
    Start,
    /// To end it.
    Stop,
    /// To take a token from its list.
    SignOut(String),
    /// To make a call, with whose token.
    Submit(CallKey, String),
    /// Where these jobs stand.
    Observe(Vec<Handle>),
    /// To cancel a job (its handle) or a call (its key), in which way and with whose token.
    Cancel(String, String, String),
    /// What became of a call.
    LookUp(CallKey, String),
    /// What there is to follow of an execution, with whose token.
    Adopt(ExecutionId, String),
}

/// The answers to come, in their order; after the last one of a kind it goes on as by itself.
#[derive(Debug, Default)]
pub struct Script {
    /// Answers to calls.
    pub submits: VecDeque<Submitted>,
    /// Answers to look-ups.
    pub look_ups: VecDeque<LookedUp>,
    /// Answers to whoever cancels.
    pub cancels: VecDeque<CancelAnswer>,
    /// What is heard of a job from now on.
    pub readings: BTreeMap<Handle, Reading>,
    /// What was started elsewhere.
    pub executions: BTreeMap<ExecutionId, Adopted>,
    /// The deployments from now on, where they changed.
    pub deployments: Option<Vec<Deployment>>,
    /// Everything that was asked, in its order.
    pub asked: Vec<Asked>,
}

impl Script {
    pub(crate) fn submitted(&mut self, key: &CallKey, targets: &[Target]) -> Submitted {
        let next = self.submits.pop_front();
        next.unwrap_or_else(|| Submitted::Accepted(jobs_for(key, targets)))
    }

    pub(crate) fn looked_up(&mut self) -> LookedUp {
        self.look_ups.pop_front().unwrap_or(LookedUp::NotYet(None))
    }

    pub(crate) fn cancelled(&mut self) -> CancelAnswer {
        self.cancels.pop_front().unwrap_or(CancelAnswer::Accepted)
    }

    pub(crate) fn reading(&self, handle: &Handle) -> Reading {
        let known = self.readings.get(handle).cloned();
        known.unwrap_or_else(|| Reading::Heard(Observation::of(JobStatus::Executing)))
    }

    /// How often calls were made.
    pub fn submits_asked(&self) -> Vec<&CallKey> {
        let keys = self.asked.iter().filter_map(|asked| match asked {
            Asked::Submit(key, _) => Some(key),
            _ => None,
        });
        keys.collect()
    }
}

/// The job that a target of a call gets by itself.
pub fn job_of(key: &CallKey, target: &Target) -> Handle {
    Handle::new(format!("scripted:1:{key}:{target}"))
}

/// The answer that takes a call for all of its targets, each with a job of its own.
pub fn jobs_for(key: &CallKey, targets: &[Target]) -> Vec<Accepted> {
    let accepted = targets.iter().map(|target| Accepted {
        target: target.clone(),
        verdict: Ok((job_of(key, target), format!("job of {target}"))),
    });
    accepted.collect()
}
