//! What becomes of a run's calls: about to be sent, answered, refused, or nobody knows.

use super::moved;
use crate::settings::Lives;
use crate::watch::book::Book;
use crate::watch::schedule;
use jiff::Timestamp;
use slipway_clc::{JobLink, Queued};
use slipway_domain::ServerId;
use slipway_domain::run::{Batch, BatchState, Job, JobStatus, Outcome, OutcomeState};
use slipway_store::RunChange;
use std::collections::HashMap;

const INTERRUPTED: &str = "The call was sent, but the portal stopped before an answer came.";
const SECRETS_GONE: &str = "The secret values were erased; start the run again.";
const OTHER_JOB: &str = "The cloud queued this server under a job of its own, which is not followed: one call is expected to give one job.";
const NOT_MENTIONED: &str = "The cloud's answer does not mention this server.";

/// A batch with a new state and its servers with theirs.
fn change(
    book: &Book,
    batch: u32,
    state: BatchState,
    outcomes: impl Iterator<Item = Outcome>,
) -> RunChange {
    let batch = book.batch(batch).map(|batch| Batch {
        state,
        ..batch.clone()
    });
    RunChange {
        batches: batch.into_iter().collect(),
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

pub(super) fn taken_over(book: &Book) -> RunChange {
    let half_way = book
        .batches()
        .iter()
        .filter(|batch| batch.state == BatchState::Sending);
    let mut all = RunChange::default();
    for batch in half_way {
        let one = no_answer(book, batch.number, INTERRUPTED);
        all.batches.extend(one.batches);
        all.outcomes.extend(one.outcomes);
    }
    all
}

pub(super) fn sending(book: &Book, batch: u32, now: Timestamp) -> RunChange {
    let waiting = book.in_state(batch, OutcomeState::Waiting);
    let outcomes = waiting.map(|outcome| moved(outcome, OutcomeState::Sending, None, now));
    let mut change = change(book, batch, BatchState::Sending, outcomes);
    for batch in &mut change.batches {
        batch.sent_at = Some(now);
    }
    change
}

pub(super) fn not_taken(book: &Book, batch: u32) -> RunChange {
    let sending = book.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| Outcome {
        state: OutcomeState::Waiting,
        ..outcome.clone()
    });
    let mut change = change(book, batch, BatchState::Pending, outcomes);
    for batch in &mut change.batches {
        batch.sent_at = None;
    }
    change
}

pub(super) fn no_answer(book: &Book, batch: u32, why: &str) -> RunChange {
    let sending = book.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| Outcome {
        state: OutcomeState::NoAnswer,
        message: Some(why.to_owned()),
        ..outcome.clone()
    });
    change(book, batch, BatchState::NoAnswer, outcomes)
}

pub(super) fn refused(book: &Book, batch: u32, why: &str, now: Timestamp) -> RunChange {
    let open = book.open_of(batch);
    let outcomes = open.map(|outcome| moved(outcome, OutcomeState::NeverQueued, Some(why), now));
    change(book, batch, BatchState::Sent, outcomes)
}

pub(super) fn secrets_gone(book: &Book, now: Timestamp) -> RunChange {
    let mut all = RunChange::default();
    for batch in book.pending() {
        let one = refused(book, batch, SECRETS_GONE, now);
        // It was never sent, unlike a call that the cloud refused.
        all.batches
            .extend(one.batches.into_iter().map(|batch| Batch {
                state: BatchState::Dropped,
                ..batch
            }));
        all.outcomes.extend(one.outcomes);
    }
    all
}

pub(super) fn answered(
    book: &Book,
    batch: u32,
    entries: Vec<Queued>,
    now: Timestamp,
    lives: &Lives,
) -> RunChange {
    let link = entries
        .iter()
        .find_map(|entry| entry.verdict.as_ref().ok())
        .cloned();
    let mut verdicts: HashMap<_, _> = entries
        .into_iter()
        .map(|entry| (entry.server, entry.verdict))
        .collect();
    let sending = book.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| {
        answer_for(
            outcome,
            verdicts.remove(&outcome.server),
            link.as_ref(),
            now,
        )
    });
    let mut change = change(book, batch, BatchState::Sent, outcomes);
    warn_about_strangers(batch, verdicts.keys());
    for batch in &mut change.batches {
        batch.job = link.clone().map(|link| fresh_job(link, now, lives));
    }
    change
}

pub(super) fn building(
    book: &Book,
    batch: u32,
    link: &JobLink,
    uuid: &str,
    now: Timestamp,
    lives: &Lives,
) -> RunChange {
    let sending = book.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| Outcome {
        queued_at: Some(now),
        ..moved(outcome, OutcomeState::NotStarted, None, now)
    });
    let mut change = change(book, batch, BatchState::Sent, outcomes);
    for batch in &mut change.batches {
        batch.job = Some(Job {
            then: Some(Job::link_to_built(uuid)),
            ..fresh_job(link.clone(), now, lives)
        });
    }
    change
}

pub(super) fn done(book: &Book, batch: u32, now: Timestamp) -> RunChange {
    let sending = book.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| moved(outcome, OutcomeState::Succeeded, None, now));
    change(book, batch, BatchState::Sent, outcomes)
}

fn answer_for(
    outcome: &Outcome,
    verdict: Option<Result<JobLink, String>>,
    followed: Option<&JobLink>,
    now: Timestamp,
) -> Outcome {
    match verdict {
        Some(Ok(link)) if followed.is_some_and(|followed| followed.href == link.href) => {
            let queued = moved(outcome, OutcomeState::NotStarted, None, now);
            Outcome {
                queued_at: Some(now),
                ..queued
            }
        }
        Some(Ok(link)) => {
            tracing::warn!(server = %outcome.server, job = link.id, "one call gave several jobs");
            let unknown = moved(outcome, OutcomeState::Unknown, Some(OTHER_JOB), now);
            Outcome {
                queued_at: Some(now),
                ..unknown
            }
        }
        Some(Err(why)) => moved(outcome, OutcomeState::NeverQueued, Some(&why), now),
        None => moved(outcome, OutcomeState::Unknown, Some(NOT_MENTIONED), now),
    }
}

fn warn_about_strangers<'a>(batch: u32, servers: impl Iterator<Item = &'a ServerId>) {
    for server in servers {
        tracing::warn!(%server, batch, "the cloud answered for a server that was not asked for");
    }
}

fn fresh_job(link: JobLink, now: Timestamp, lives: &Lives) -> Job {
    Job {
        link: link.href,
        id: link.id,
        status: JobStatus::NotStarted,
        checked_at: None,
        next_check: Some(schedule::after(now, lives.poll_min)),
        executing_at: None,
        silent_since: None,
        then: None,
    }
}
