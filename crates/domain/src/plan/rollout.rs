//! How the targets of a run come under way: which first, how many at a time, and when sending stops by
//! itself.
//!
//! Targets are counted in the order of their calls. A rollout that is anything else than all at once
//! needs one call per target, so that the number of a call is the place of its target.

mod fields;
mod grouping;
mod kept;
#[cfg(test)]
mod tests;
mod words;

pub use fields::controls;
pub use grouping::Grouping;

use kept::Kept;
use serde::{Deserialize, Serialize};

/// The most targets that a field for a number of them takes.
pub const MOST: u32 = 100_000;

/// How the targets of a run come under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Rollout {
    /// How they are spread over calls.
    pub grouping: Grouping,
    /// A few that go first and are waited for.
    pub canary: Option<Canary>,
    /// How many of the others are under way together.
    pub pace: Pace,
    /// Sending stops when more than so many of the finished have failed.
    pub stop_above: Option<Portion>,
}

impl From<Grouping> for Rollout {
    /// All at once, spread over calls like this.
    fn from(grouping: Grouping) -> Self {
        Self {
            grouping,
            ..Self::default()
        }
    }
}

/// Targets that go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Canary {
    /// How many.
    pub targets: u32,
    /// What follows once all of them have succeeded. Where one has not, a person is asked.
    pub then: AfterCanary,
}

/// What follows once a canary has succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AfterCanary {
    /// A person says that it goes on.
    #[default]
    Ask,
    /// It goes on by itself.
    GoOn,
}

/// How many targets are under way together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Pace {
    /// All of them.
    #[default]
    AllAtOnce,
    /// At most so many; the next begins when one has ended.
    AtMost(u32),
    /// Batches of so many; the next begins when all of one have ended.
    Batches(Portion),
}

/// A part of some targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Portion {
    /// So many.
    Targets(u32),
    /// So many of a hundred.
    Percent(u8),
}

impl Portion {
    /// How many targets it is of `all`, rounded up; at least one.
    pub fn of(self, all: u32) -> u32 {
        let part = match self {
            Self::Targets(count) => u64::from(count),
            Self::Percent(percent) => (u64::from(all) * u64::from(percent)).div_ceil(100),
        };
        u32::try_from(part).unwrap_or(u32::MAX).max(1)
    }

    /// Whether `part` of `all` are more than this.
    pub fn is_exceeded(self, part: u32, all: u32) -> bool {
        match self {
            Self::Targets(count) => part > count,
            Self::Percent(percent) => u64::from(part) * 100 > u64::from(percent) * u64::from(all),
        }
    }
}

/// A part of a rollout that begins when the one before has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Whether it is the canary.
    pub is_canary: bool,
    /// The place of its first target, from 0.
    pub first: u32,
    /// How many targets it has.
    pub targets: u32,
}

impl Stage {
    /// The place after its last target.
    pub const fn end(self) -> u32 {
        self.first.saturating_add(self.targets)
    }
}

impl Rollout {
    /// Whether it holds nothing back.
    pub const fn is_plain(&self) -> bool {
        matches!(
            self,
            Self {
                canary: None,
                pace: Pace::AllAtOnce,
                stop_above: None,
                ..
            }
        )
    }

    /// Targets of the canary among `all`.
    pub fn canary_of(&self, all: u32) -> u32 {
        self.canary.map_or(0, |canary| canary.targets.min(all))
    }

    /// Targets of one batch, where there are batches; the last may have fewer.
    fn batch_of(&self, all: u32) -> Option<u32> {
        let rest = all - self.canary_of(all);
        match self.pace {
            Pace::Batches(portion) => Some(portion.of(rest)),
            Pace::AllAtOnce | Pace::AtMost(_) => None,
        }
    }

    /// The stage that the target at `place` of `all` belongs to.
    pub fn stage_of(&self, place: u32, all: u32) -> Stage {
        let canary = self.canary_of(all);
        if place < canary {
            return Stage {
                is_canary: true,
                first: 0,
                targets: canary,
            };
        }
        let size = self.batch_of(all).unwrap_or(all - canary).max(1);
        let first = canary + (place - canary) / size * size;
        Stage {
            is_canary: false,
            first,
            targets: size.min(all.saturating_sub(first)),
        }
    }

    /// All stages, in their order.
    pub fn stages(&self, all: u32) -> Vec<Stage> {
        let mut stages = Vec::new();
        let mut place = 0;
        while place < all {
            let stage = self.stage_of(place, all);
            place = stage.end();
            stages.push(stage);
        }
        stages
    }

    /// The most targets that can be under way together.
    pub fn most_under_way(&self, all: u32) -> u32 {
        let stages = self.stages(all).into_iter().map(|stage| stage.targets);
        let most = stages.max().unwrap_or_default();
        match self.pace {
            Pace::AtMost(limit) => most.min(limit),
            Pace::AllAtOnce | Pace::Batches(_) => most,
        }
    }
}
