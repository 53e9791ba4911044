//! What a person's decision changes: stopping, and what to do about calls without an answer.

use super::{moved, unread};
use crate::runs::engine::loaded_run::LoadedRun;
use crate::runs::engine::{Decision, Resolution};
use jiff::Timestamp;
use slipway_domain::run::{Batch, BatchState, Outcome, OutcomeState, RunState};
use slipway_store::RunChange;
use std::collections::BTreeSet;

const NOT_SENT: &str = "Not sent: watching was stopped first.";
const STOPPED: &str = "Watching was stopped; the cloud may still be working on it.";
const LEFT: &str = "Left as unknown by a person.";

pub(super) fn stopped(loaded: &LoadedRun, now: Timestamp) -> RunChange {
    let touched = |batch: &&Batch| {
        matches!(batch.state, BatchState::Pending | BatchState::LookingUp)
            || batch.jobs.iter().any(|job| job.next_check.is_some())
    };
    let batches = loaded.batches().iter().filter(touched).map(|batch| {
        let state = match batch.state {
            BatchState::Pending => BatchState::Dropped,
            BatchState::LookingUp => BatchState::NoAnswer,
            other => other,
        };
        Batch {
            state,
            ..unread(batch)
        }
    });
    let open = loaded
        .outcomes()
        .iter()
        .filter(|outcome| !outcome.state.is_end());
    let outcomes = open.map(|outcome| match outcome.state {
        OutcomeState::Waiting => moved(outcome, OutcomeState::Refused, Some(NOT_SENT), now),
        _ => moved(outcome, OutcomeState::Unknown, Some(STOPPED), now),
    });
    RunChange {
        batches: batches.collect(),
        outcomes: outcomes.collect(),
        state: Some(RunState::Stopped),
        finished_at: Some(now),
        ..RunChange::default()
    }
}

/// Whether a decision is about what is true now: every call it names still waits for one, and no
/// further call has lost its answer since whoever made it looked.
pub(in crate::runs::engine) fn holds(loaded: &LoadedRun, decision: &Decision) -> bool {
    let asks = |number: &u32| loaded.asks(*number);
    let seen = loaded.asked_at()..=loaded.run().version;
    !decision.calls.is_empty()
        && seen.contains(&decision.version)
        && decision.calls.iter().all(asks)
}

/// What a decision changes: nothing but the calls it names, and those only while it holds.
pub(super) fn decided(loaded: &LoadedRun, decision: &Decision, now: Timestamp) -> RunChange {
    if !holds(loaded, decision) {
        return RunChange::default();
    }
    match decision.resolution {
        Resolution::SendAgain => send_again(loaded, &decision.calls),
        Resolution::LeaveUnknown => leave_unknown(loaded, &decision.calls, now),
    }
}

fn unanswered<'a>(
    loaded: &'a LoadedRun,
    calls: &'a BTreeSet<u32>,
) -> impl Iterator<Item = &'a Outcome> {
    calls
        .iter()
        .flat_map(|call| loaded.in_state(*call, OutcomeState::NoReply))
}

fn send_again(loaded: &LoadedRun, calls: &BTreeSet<u32>) -> RunChange {
    let batches = calls.iter().filter_map(|call| loaded.batch(*call));
    let batches = batches.map(|batch| Batch {
        state: BatchState::Pending,
        attempt: batch.attempt.saturating_add(1),
        sent_at: None,
        ..batch.clone()
    });
    let outcomes = unanswered(loaded, calls).map(|outcome| Outcome {
        state: OutcomeState::Waiting,
        message: None,
        ..outcome.clone()
    });
    RunChange {
        batches: batches.collect(),
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

/// The batches stay as they are: that no answer came remains true.
fn leave_unknown(loaded: &LoadedRun, calls: &BTreeSet<u32>, now: Timestamp) -> RunChange {
    let outcomes = unanswered(loaded, calls)
        .map(|outcome| moved(outcome, OutcomeState::Unknown, Some(LEFT), now));
    RunChange {
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}
