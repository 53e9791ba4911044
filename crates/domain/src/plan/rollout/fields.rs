//! A rollout as a form says it.

use super::{AfterCanary, Canary, Grouping, MOST, Pace, Portion, Rollout};
use crate::server_form::Problem;

/// Names of the controls, and their words.
pub mod controls {
    /// Whether a canary goes first.
    pub const CANARY: &str = "rollout-canary";
    /// How many targets it has.
    pub const CANARY_TARGETS: &str = "rollout-canary-targets";
    /// What follows it.
    pub const THEN: &str = "rollout-then";
    /// A person is asked.
    pub const ASK: &str = "ask";
    /// It goes on by itself.
    pub const GO_ON: &str = "go-on";
    /// How the others come under way.
    pub const PACE: &str = "rollout-pace";
    /// All at once.
    pub const ALL: &str = "all";
    /// So many at a time.
    pub const AT_MOST: &str = "at-most";
    /// In batches.
    pub const BATCHES: &str = "batches";
    /// How many are under way at most.
    pub const LIMIT: &str = "rollout-limit";
    /// How many a batch has.
    pub const BATCH: &str = "rollout-batch";
    /// What that counts.
    pub const BATCH_UNIT: &str = "rollout-batch-unit";
    /// Whether sending stops by itself.
    pub const STOP: &str = "rollout-stop";
    /// Above how many.
    pub const STOP_ABOVE: &str = "rollout-stop-above";
    /// What that counts.
    pub const STOP_UNIT: &str = "rollout-stop-unit";
    /// Targets.
    pub const TARGETS: &str = "targets";
    /// Hundredths.
    pub const PERCENT: &str = "percent";
    /// The value of a box that is ticked.
    pub const YES: &str = "yes";
    /// What all names begin with.
    pub const PREFIX: &str = "rollout-";
}

/// What a form for a rollout holds, as it was typed.
struct Typed<'a>(&'a [(String, String)]);

impl<'a> Typed<'a> {
    fn text(&self, name: &str) -> &'a str {
        let mut found = self.0.iter().filter(|(key, _)| key == name);
        found.next().map_or("", |(_, value)| value.trim())
    }

    fn is(&self, name: &str, word: &str) -> bool {
        self.text(name) == word
    }

    /// A whole number within bounds.
    fn number(&self, name: &str, label: &str, least: u32, most: u32) -> Result<u32, Problem> {
        let typed: Option<u32> = self.text(name).parse().ok();
        typed
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                let message = format!("It has to be a whole number from {least} to {most}.");
                Problem::new(name, label, message)
            })
    }

    fn portion(&self, name: &str, unit: &str, label: &str, least: u32) -> Result<Portion, Problem> {
        if self.is(unit, controls::PERCENT) {
            let percent = self.number(name, label, least, 100)?;
            Ok(Portion::Percent(u8::try_from(percent).unwrap_or(100)))
        } else {
            self.number(name, label, least, MOST).map(Portion::Targets)
        }
    }

    fn canary(&self) -> Result<Option<Canary>, Problem> {
        if !self.is(controls::CANARY, controls::YES) {
            return Ok(None);
        }
        let targets = self.number(controls::CANARY_TARGETS, "Canary", 1, MOST)?;
        let then = if self.is(controls::THEN, controls::GO_ON) {
            AfterCanary::GoOn
        } else {
            AfterCanary::Ask
        };
        Ok(Some(Canary { targets, then }))
    }

    fn pace(&self) -> Result<Pace, Problem> {
        match self.text(controls::PACE) {
            controls::AT_MOST => {
                let limit = self.number(controls::LIMIT, "At a time", 1, MOST)?;
                Ok(Pace::AtMost(limit))
            }
            controls::BATCHES => {
                let size = self.portion(controls::BATCH, controls::BATCH_UNIT, "Batches", 1)?;
                Ok(Pace::Batches(size))
            }
            _ => Ok(Pace::AllAtOnce),
        }
    }

    fn stop_above(&self) -> Result<Option<Portion>, Problem> {
        if !self.is(controls::STOP, controls::YES) {
            return Ok(None);
        }
        let label = "Stop sending";
        let limit = self.portion(controls::STOP_ABOVE, controls::STOP_UNIT, label, 0)?;
        Ok(Some(limit))
    }
}

impl Rollout {
    /// Whether a control is part of a form for a rollout.
    pub fn has_control(name: &str) -> bool {
        name.starts_with(controls::PREFIX)
    }

    /// What a form says, for calls that are grouped like this.
    ///
    /// # Errors
    /// What has to be different, control by control.
    pub fn posted(grouping: Grouping, pairs: &[(String, String)]) -> Result<Self, Vec<Problem>> {
        let typed = Typed(pairs);
        match (typed.canary(), typed.pace(), typed.stop_above()) {
            (Ok(canary), Ok(pace), Ok(stop_above)) => Ok(Self {
                grouping,
                canary,
                pace,
                stop_above,
            }),
            (canary, pace, stop_above) => {
                let problems = [canary.err(), pace.err(), stop_above.err()];
                Err(problems.into_iter().flatten().collect())
            }
        }
    }

    /// The fields that say it; none for one that holds nothing back.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut field = |name, value: &dyn ToString| fields.push((name, value.to_string()));
        if let Some(canary) = self.canary {
            field(controls::CANARY, &controls::YES);
            field(controls::CANARY_TARGETS, &canary.targets);
            let then = match canary.then {
                AfterCanary::Ask => controls::ASK,
                AfterCanary::GoOn => controls::GO_ON,
            };
            field(controls::THEN, &then);
        }
        match self.pace {
            Pace::AllAtOnce => {}
            Pace::AtMost(limit) => {
                field(controls::PACE, &controls::AT_MOST);
                field(controls::LIMIT, &limit);
            }
            Pace::Batches(size) => {
                field(controls::PACE, &controls::BATCHES);
                let (number, unit) = size.parts();
                field(controls::BATCH, &number);
                field(controls::BATCH_UNIT, &unit);
            }
        }
        if let Some(limit) = self.stop_above {
            field(controls::STOP, &controls::YES);
            let (number, unit) = limit.parts();
            field(controls::STOP_ABOVE, &number);
            field(controls::STOP_UNIT, &unit);
        }
        fields
    }
}

impl Portion {
    /// Its number, and the word of what that counts.
    pub fn parts(self) -> (u32, &'static str) {
        match self {
            Self::Targets(count) => (count, controls::TARGETS),
            Self::Percent(percent) => (percent.into(), controls::PERCENT),
        }
    }
}
