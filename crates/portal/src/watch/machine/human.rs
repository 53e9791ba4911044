//! What a person's decision changes: stopping, and what to do about calls without an answer.

use super::{moved, unread};
use crate::watch::book::Book;
use crate::watch::{Choice, Decision};
use jiff::Timestamp;
use slipway_domain::run::{Batch, BatchState, Outcome, OutcomeState, RunState};
use slipway_store::RunChange;
use std::collections::BTreeSet;

const NOT_SENT: &str = "Not sent: watching was stopped first.";
const STOPPED: &str = "Watching was stopped; the cloud may still be working on it.";
const LEFT: &str = "Left as unknown by a person.";

pub(super) fn stopped(book: &Book, now: Timestamp) -> RunChange {
    let touched = |batch: &&Batch| {
        matches!(batch.state, BatchState::Pending | BatchState::LookingUp)
            || batch.jobs.iter().any(|job| job.next_check.is_some())
    };
    let batches = book.batches().iter().filter(touched).map(|batch| {
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
    let open = book
        .outcomes()
        .iter()
        .filter(|outcome| !outcome.state.is_end());
    let outcomes = open.map(|outcome| match outcome.state {
        OutcomeState::Waiting => moved(outcome, OutcomeState::NeverQueued, Some(NOT_SENT), now),
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
pub(in crate::watch) fn holds(book: &Book, decision: &Decision) -> bool {
    let asks = |number: &u32| book.asks(*number);
    let seen = book.asked_at()..=book.run().version;
    !decision.calls.is_empty()
        && seen.contains(&decision.version)
        && decision.calls.iter().all(asks)
}

/// What a decision changes: nothing but the calls it names, and those only while it holds.
pub(super) fn decided(book: &Book, decision: &Decision, now: Timestamp) -> RunChange {
    if !holds(book, decision) {
        return RunChange::default();
    }
    match decision.choice {
        Choice::SendAgain => send_again(book, &decision.calls),
        Choice::LeaveUnknown => leave_unknown(book, &decision.calls, now),
    }
}

fn unanswered<'a>(book: &'a Book, calls: &'a BTreeSet<u32>) -> impl Iterator<Item = &'a Outcome> {
    calls
        .iter()
        .flat_map(|call| book.in_state(*call, OutcomeState::NoAnswer))
}

fn send_again(book: &Book, calls: &BTreeSet<u32>) -> RunChange {
    let batches = calls.iter().filter_map(|call| book.batch(*call));
    let batches = batches.map(|batch| Batch {
        state: BatchState::Pending,
        attempt: batch.attempt.saturating_add(1),
        sent_at: None,
        ..batch.clone()
    });
    let outcomes = unanswered(book, calls).map(|outcome| Outcome {
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
fn leave_unknown(book: &Book, calls: &BTreeSet<u32>, now: Timestamp) -> RunChange {
    let outcomes = unanswered(book, calls)
        .map(|outcome| moved(outcome, OutcomeState::Unknown, Some(LEFT), now));
    RunChange {
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}
