//! Where a rollout stands: what holds it back, and what a person has let pass already.

use super::Counts;
use crate::plan::{AfterCanary, Pace, Portion, Rollout};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a rollout stands, as it is kept with its run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RolloutStanding {
    /// Why nothing more is sent until a person says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Whether the targets after the canary may be sent.
    #[serde(default)]
    pub canary_passed: bool,
    /// The ends that had been reached when a person last had it go on in spite of failures: they no
    /// longer stop it.
    #[serde(default)]
    pub let_pass: Tally,
}

/// What holds a rollout back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Why.
    pub reason: HoldReason,
    /// Since when.
    pub since: Timestamp,
}

/// Why nothing more is sent until a person says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HoldReason {
    /// A person paused it.
    Paused,
    /// The canary has ended.
    Canary,
    /// More than the plan allows have failed.
    Failures,
}

/// Targets that have their end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All of them.
    pub finished: u32,
    /// Those that failed; refused and unknown ones count as such.
    pub failed: u32,
}

impl Tally {
    /// What these counts come to.
    pub const fn of(counts: Counts) -> Self {
        Self {
            finished: counts.succeeded
                + counts.failed
                + counts.refused
                + counts.cancelled
                + counts.unknown,
            failed: counts.failed + counts.refused + counts.unknown,
        }
    }

    /// Those of now that were not among `before`.
    const fn since(self, before: Self) -> Self {
        Self {
            finished: self.finished.saturating_sub(before.finished),
            failed: self.failed.saturating_sub(before.failed),
        }
    }
}

/// How the canary of a rollout ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanaryEnd {
    /// Not all of it has ended.
    Open,
    /// All of it has succeeded.
    Succeeded,
    /// All of it has ended, and not all well.
    Failed,
}

impl RolloutStanding {
    /// Whether the target at place `next` of `all` may be sent now. `first_open` is the place of the
    /// first target without an end, and `under_way` how many are being worked on, or may be.
    pub fn lets(
        &self,
        rollout: &Rollout,
        (next, all): (u32, u32),
        first_open: u32,
        under_way: u32,
    ) -> bool {
        let canary = rollout.canary_of(all);
        let has_room = match rollout.pace {
            Pace::AtMost(limit) => under_way < limit,
            Pace::AllAtOnce | Pace::Batches(_) => true,
        };
        self.hold.is_none()
            && has_room
            && (self.canary_passed || canary == 0 || next < canary)
            && rollout.stage_of(next, all).first <= first_open
    }

    /// What becomes of it when the ends reached are these, while there is something left to send.
    #[must_use]
    pub fn after(self, rollout: &Rollout, tally: Tally, canary: CanaryEnd, now: Timestamp) -> Self {
        if self.hold.is_some() {
            return self;
        }
        if self.is_stopped_by(rollout.stop_above, tally) {
            return self.held(HoldReason::Failures, now);
        }
        let Some(asked) = rollout.canary.filter(|_| !self.canary_passed) else {
            return self;
        };
        match (canary, asked.then) {
            (CanaryEnd::Open, _) => self,
            (CanaryEnd::Succeeded, AfterCanary::GoOn) => Self {
                canary_passed: true,
                ..self
            },
            (CanaryEnd::Succeeded | CanaryEnd::Failed, _) => self.held(HoldReason::Canary, now),
        }
    }

    fn is_stopped_by(&self, limit: Option<Portion>, tally: Tally) -> bool {
        let counted = tally.since(self.let_pass);
        limit.is_some_and(|limit| limit.is_exceeded(counted.failed, counted.finished))
    }

    /// The same, held.
    #[must_use]
    pub const fn held(self, reason: HoldReason, since: Timestamp) -> Self {
        Self {
            hold: Some(Hold { reason, since }),
            ..self
        }
    }

    /// The same once a person has it go on; what it was held for does not hold it again.
    #[must_use]
    pub fn resumed(self, tally: Tally) -> Self {
        let reason = self.hold.map(|hold| hold.reason);
        Self {
            hold: None,
            canary_passed: self.canary_passed || reason == Some(HoldReason::Canary),
            let_pass: match reason {
                Some(HoldReason::Failures) => tally,
                _ => self.let_pass,
            },
        }
    }

    /// What pages that follow the run compare: it differs whenever what they show of the rollout does.
    pub fn mark(
        &self,
        rollout: &Rollout,
        all: u32,
        next: Option<u32>,
        first_open: Option<u32>,
    ) -> String {
        let stage = |place| rollout.stage_of(place, all).first;
        let hold = match self.hold.map(|hold| hold.reason) {
            None => "goes",
            Some(HoldReason::Paused) => "paused",
            Some(HoldReason::Canary) => "canary",
            Some(HoldReason::Failures) => "failures",
        };
        match (next, first_open) {
            (Some(next), Some(open)) => format!("{hold} {} {}", stage(open), stage(next)),
            _ => "sent".to_owned(),
        }
    }

    /// The same once there is nothing left to send.
    #[must_use]
    pub const fn over(self) -> Self {
        Self { hold: None, ..self }
    }
}

#[cfg(test)]
mod tests;
