//! How each target of a run stands, and in which bucket it ends.

use super::Target;
use crate::ids::{DataCenterId, ServerId};
use crate::natural::natural;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How one server stands in a run. The last five are the buckets in which it can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeState {
    /// Its call was not sent yet.
    Waiting,
    /// Its call is under way.
    Sending,
    /// The call was sent and no answer came.
    #[serde(alias = "no-answer")]
    NoReply,
    /// Queued by the cloud.
    NotStarted,
    /// Being worked on.
    Executing,
    /// Somebody cancels it, which the cloud has agreed to.
    Cancelling,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
    /// The cloud refused it.
    #[serde(alias = "never-queued")]
    Refused,
    /// Ended because somebody cancelled it.
    Cancelled,
    /// Nobody can tell.
    Unknown,
}

impl OutcomeState {
    /// All of them, in display order.
    pub const ALL: [Self; 11] = [
        Self::Succeeded,
        Self::Failed,
        Self::Refused,
        Self::Cancelled,
        Self::Unknown,
        Self::NoReply,
        Self::Cancelling,
        Self::Executing,
        Self::NotStarted,
        Self::Sending,
        Self::Waiting,
    ];

    /// All of them in the order in which they need a person: failures first, what went well last.
    pub const BY_NEED: [Self; 11] = [
        Self::Failed,
        Self::NoReply,
        Self::Unknown,
        Self::Refused,
        Self::Cancelled,
        Self::Cancelling,
        Self::Executing,
        Self::NotStarted,
        Self::Sending,
        Self::Waiting,
        Self::Succeeded,
    ];

    /// Its place in [`OutcomeState::BY_NEED`].
    pub fn need(self) -> usize {
        let mut states = Self::BY_NEED.into_iter();
        states.position(|state| state == self).unwrap_or_default()
    }

    /// The five buckets in which a server can end, in display order.
    pub const BUCKETS: [Self; 5] = [
        Self::Succeeded,
        Self::Failed,
        Self::Refused,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// The word in URLs and in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::NoReply => "no-reply",
            Self::NotStarted => "not-started",
            Self::Executing => "executing",
            Self::Cancelling => "cancelling",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }

    /// The words people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoReply => "no reply",
            Self::NotStarted => "not started",
            other => other.word(),
        }
    }

    /// The state a word stands for; addresses of before name two of them otherwise.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "never-queued" => Some(Self::Refused),
            "no-answer" => Some(Self::NoReply),
            _ => Self::ALL.into_iter().find(|state| state.word() == word),
        }
    }

    /// Whether the server has its end.
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Succeeded | Self::Failed | Self::Refused | Self::Cancelled | Self::Unknown
        )
    }
}

/// One target of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which target.
    pub target: Target,
    /// Its name when the run was planned.
    pub name: String,
    /// The server that the run made of a planned one, once the cloud has named it.
    pub built: Option<Built>,
    /// Where it stood when the run was planned, in a cloud that has places.
    pub data_center: Option<DataCenterId>,
    /// The batch that carries it.
    pub batch: u32,
    /// The number of the job within that batch that its end is read from.
    pub job: Option<u32>,
    /// How it stands.
    pub state: OutcomeState,
    /// The cloud's own words, or ours where it gave none.
    pub message: Option<String>,
    /// When the cloud queued it.
    pub queued_at: Option<Timestamp>,
    /// When it was first seen executing.
    pub executing_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl Outcome {
    /// The name that people know it by: the cloud's, once it gave one.
    pub fn shown_name(&self) -> &str {
        self.built.as_ref().map_or(&self.name, |built| &built.name)
    }

    /// The order of a run's targets: that of their names.
    pub fn display_order(&self, other: &Self) -> Ordering {
        let names = natural(self.shown_name(), other.shown_name());
        names.then_with(|| self.target.cmp(&other.target))
    }
}

/// A server that a run built, as the cloud named it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// Its id.
    pub id: ServerId,
    /// Its name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::OutcomeState;

    #[test]
    fn words_of_before_stand_for_what_they_stood_for() {
        for (before, state) in [
            ("never-queued", OutcomeState::Refused),
            ("no-answer", OutcomeState::NoReply),
        ] {
            assert_eq!(OutcomeState::parse(before), Some(state));
            let read = serde_json::from_str(&format!("\"{before}\""));
            assert_eq!(read.ok(), Some(state), "{before}");
        }
        for state in OutcomeState::ALL {
            assert_eq!(OutcomeState::BY_NEED[state.need()], state);
            assert_eq!(OutcomeState::parse(state.word()), Some(state));
        }
    }
}
