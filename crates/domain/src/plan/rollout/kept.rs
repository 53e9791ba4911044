//! What is kept of a rollout: one that holds nothing back is the word of its grouping, as all were
//! before there were others.

use super::{Canary, Grouping, Pace, Portion, Rollout};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Kept {
    Plain(Grouping),
    Staged(Staged),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Staged {
    #[serde(default)]
    grouping: Grouping,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    canary: Option<Canary>,
    #[serde(default)]
    pace: Pace,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stop_above: Option<Portion>,
}

impl From<Rollout> for Kept {
    fn from(rollout: Rollout) -> Self {
        if rollout.is_plain() {
            return Self::Plain(rollout.grouping);
        }
        let Rollout {
            grouping,
            canary,
            pace,
            stop_above,
        } = rollout;
        Self::Staged(Staged {
            grouping,
            canary,
            pace,
            stop_above,
        })
    }
}

impl From<Kept> for Rollout {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Plain(grouping) => grouping.into(),
            Kept::Staged(staged) => Self {
                grouping: staged.grouping,
                canary: staged.canary,
                pace: staged.pace,
                stop_above: staged.stop_above,
            },
        }
    }
}
