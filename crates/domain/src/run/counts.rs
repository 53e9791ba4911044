//! How the servers of a run stand, in numbers.

use super::OutcomeState;
use serde::{Deserialize, Serialize};

/// How many servers of a run stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Ended well.
    pub succeeded: u32,
    /// Ended badly.
    pub failed: u32,
    /// Refused by the cloud.
    pub refused: u32,
    /// Cancelled by somebody.
    #[serde(default)]
    pub cancelled: u32,
    /// Nobody can tell.
    pub unknown: u32,
    /// Sent without an answer; a person is asked.
    pub no_reply: u32,
    /// Being cancelled.
    #[serde(default)]
    pub cancelling: u32,
    /// Being worked on.
    pub executing: u32,
    /// Queued, not begun.
    pub not_started: u32,
    /// Not yet queued: waiting or being sent.
    pub waiting: u32,
}

impl Counts {
    /// Counts `states`.
    pub fn of(states: impl IntoIterator<Item = OutcomeState>) -> Self {
        let mut counts = Self::default();
        for state in states {
            *counts.place(state) += 1;
        }
        counts
    }

    /// Counts one that moved from one state to another.
    pub fn moved(&mut self, from: OutcomeState, to: OutcomeState) {
        *self.place(from) -= 1;
        *self.place(to) += 1;
    }

    /// The number of those that stand in `state`.
    pub fn place(&mut self, state: OutcomeState) -> &mut u32 {
        match state {
            OutcomeState::Succeeded => &mut self.succeeded,
            OutcomeState::Failed => &mut self.failed,
            OutcomeState::Refused => &mut self.refused,
            OutcomeState::Cancelled => &mut self.cancelled,
            OutcomeState::Unknown => &mut self.unknown,
            OutcomeState::NoReply => &mut self.no_reply,
            OutcomeState::Cancelling => &mut self.cancelling,
            OutcomeState::Executing => &mut self.executing,
            OutcomeState::NotStarted => &mut self.not_started,
            OutcomeState::Waiting | OutcomeState::Sending => &mut self.waiting,
        }
    }

    /// How many stand in `state` (waiting and sending count as one).
    pub fn get(mut self, state: OutcomeState) -> u32 {
        *self.place(state)
    }

    /// All servers.
    pub fn total(self) -> u32 {
        let live = self.executing + self.not_started + self.waiting;
        self.ended() + self.no_reply + self.cancelling + live
    }

    /// Servers that have their end.
    pub fn ended(self) -> u32 {
        self.succeeded + self.failed + self.refused + self.cancelled + self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_counts_in_its_place_and_once_in_the_whole() {
        for (times, state) in (1..).zip(OutcomeState::ALL) {
            let counts = Counts::of((0..times).map(|_| state));
            assert_eq!(counts.get(state), times, "{state:?}");
            assert_eq!(counts.total(), times, "{state:?}");
            assert_eq!(
                counts.ended(),
                if state.is_end() { times } else { 0 },
                "{state:?}"
            );
        }
        let all = Counts::of(OutcomeState::ALL);
        assert_eq!((all.total(), all.ended()), (11, 5));
        assert_eq!(
            all.get(OutcomeState::Waiting),
            2,
            "those being sent with them"
        );
    }

    #[test]
    fn one_that_moves_leaves_the_whole_as_it_was() {
        let (from, to) = (OutcomeState::Executing, OutcomeState::Failed);
        let mut counts = Counts::of([from, from]);
        counts.moved(from, to);
        assert_eq!((counts.get(from), counts.get(to)), (1, 1));
        assert_eq!((counts.total(), counts.ended()), (2, 1));
    }
}
