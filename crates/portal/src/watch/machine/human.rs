//! What a person's decision changes: stopping, and what to do about calls without an answer.

use super::{moved, unread};
use crate::watch::book::Book;
use jiff::Timestamp;
use slipway_domain::run::{Batch, BatchState, Outcome, OutcomeState, RunState};
use slipway_store::RunChange;

const NOT_SENT: &str = "Not sent: watching was stopped first.";
const STOPPED: &str = "Watching was stopped; the cloud may still be working on it.";
const LEFT: &str = "Left as unknown by a person.";

pub(super) fn stopped(book: &Book, now: Timestamp) -> RunChange {
    let touched = |batch: &&Batch| {
        batch.state == BatchState::Pending
            || batch
                .job
                .as_ref()
                .is_some_and(|job| job.next_check.is_some())
    };
    let batches = book.batches().iter().filter(touched).map(|batch| {
        let state = match batch.state {
            BatchState::Pending => BatchState::Dropped,
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

fn unanswered(book: &Book) -> impl Iterator<Item = &Outcome> {
    book.outcomes()
        .iter()
        .filter(|outcome| outcome.state == OutcomeState::NoAnswer)
}

pub(super) fn send_again(book: &Book) -> RunChange {
    let batches = book
        .batches()
        .iter()
        .filter(|batch| book.asks(batch))
        .map(|batch| Batch {
            state: BatchState::Pending,
            sent_at: None,
            ..batch.clone()
        });
    let outcomes = unanswered(book).map(|outcome| Outcome {
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
pub(super) fn leave_unknown(book: &Book, now: Timestamp) -> RunChange {
    let outcomes =
        unanswered(book).map(|outcome| moved(outcome, OutcomeState::Unknown, Some(LEFT), now));
    RunChange {
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}
