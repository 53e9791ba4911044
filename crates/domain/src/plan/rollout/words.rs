//! A rollout in words.

use super::{AfterCanary, Canary, Pace, Portion, Rollout};
use crate::run::Noun;

impl Portion {
    /// `10 servers`, `25 %`.
    pub fn words(self, noun: Noun) -> String {
        match self {
            Self::Targets(1) => format!("1 {}", noun.one()),
            Self::Targets(count) => format!("{count} {}", noun.many()),
            Self::Percent(percent) => format!("{percent} %"),
        }
    }
}

impl Rollout {
    /// How so many targets come under way: `a canary of 2, then you are asked`, `batches of 10 servers`,
    /// `stops sending when more than 25 % of the finished have failed`.
    pub fn steps(&self, all: u32, noun: Noun) -> Vec<String> {
        let canary = self.canary.map(|canary| canary_words(canary, all));
        let pace = match self.pace {
            Pace::AllAtOnce if self.canary.is_some() => "the others all at once".to_owned(),
            Pace::AllAtOnce => "all at once".to_owned(),
            Pace::AtMost(limit) => format!("at most {limit} at a time"),
            Pace::Batches(size) => {
                let batches = self.stages(all).into_iter();
                let batches = batches.filter(|stage| !stage.is_canary).count();
                let words = size.words(noun);
                match batches {
                    1 => format!("one batch of {words}"),
                    many => format!("{many} batches of {words}, each after the one before"),
                }
            }
        };
        let stop = self.stop_above.map(|limit| {
            format!(
                "stops sending when more than {} of the finished have failed",
                limit.words(noun)
            )
        });
        canary.into_iter().chain([pace]).chain(stop).collect()
    }
}

fn canary_words(canary: Canary, all: u32) -> String {
    let size = canary.targets.min(all);
    match canary.then {
        AfterCanary::Ask => format!("a canary of {size} first, then somebody is asked"),
        AfterCanary::GoOn => {
            format!("a canary of {size} first, going on by itself when all of it succeeds")
        }
    }
}
