//! What becomes of a run's calls: about to be sent, answered, refused, or nobody knows.

use super::moved;
use crate::runs::engine::loaded_run::LoadedRun;
use crate::runs::engine::schedule;
use crate::settings::Timings;
use jiff::Timestamp;
use slipway_cloud::Accepted;
use slipway_domain::run::{
    Batch, BatchState, Handle, Job, JobStatus, Outcome, OutcomeState, Target,
};
use slipway_store::RunChange;
use std::collections::HashMap;

const INTERRUPTED: &str = "The call was sent, but the portal stopped before an answer came.";
const ASKED: &str = "The cloud is being asked what became of it.";
const SECRETS_GONE: &str = "The secret values were erased; start the run again.";
const NOT_MENTIONED: &str = "The cloud's answer does not mention this server.";

/// A batch with a new state and its servers with theirs.
fn change(
    loaded: &LoadedRun,
    batch: u32,
    state: BatchState,
    outcomes: impl Iterator<Item = Outcome>,
) -> RunChange {
    let batch = loaded.batch(batch).map(|batch| Batch {
        state,
        ..batch.clone()
    });
    RunChange {
        batches: batch.into_iter().collect(),
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

pub(super) fn taken_over(loaded: &LoadedRun) -> RunChange {
    let mut all = RunChange::default();
    for batch in loaded.sending() {
        let one = no_answer(loaded, batch, INTERRUPTED);
        all.batches.extend(one.batches);
        all.outcomes.extend(one.outcomes);
    }
    all
}

/// The servers of a call that wait for its answer: it is under way, or being looked up.
fn unanswered(loaded: &LoadedRun, batch: u32) -> impl Iterator<Item = &Outcome> {
    let waits =
        |outcome: &&Outcome| matches!(outcome.state, OutcomeState::Sending | OutcomeState::NoReply);
    loaded.outcomes_of(batch).filter(waits)
}

pub(super) fn sending(loaded: &LoadedRun, batch: u32, now: Timestamp) -> RunChange {
    let waiting = loaded.in_state(batch, OutcomeState::Waiting);
    let outcomes = waiting.map(|outcome| moved(outcome, OutcomeState::Sending, None, now));
    let mut change = change(loaded, batch, BatchState::Sending, outcomes);
    for batch in &mut change.batches {
        batch.sent_at = Some(now);
    }
    change
}

pub(super) fn not_taken(loaded: &LoadedRun, batch: u32) -> RunChange {
    let sending = loaded.in_state(batch, OutcomeState::Sending);
    let outcomes = sending.map(|outcome| Outcome {
        state: OutcomeState::Waiting,
        ..outcome.clone()
    });
    let mut change = change(loaded, batch, BatchState::Pending, outcomes);
    for batch in &mut change.batches {
        batch.sent_at = None;
    }
    change
}

pub(super) fn no_answer(loaded: &LoadedRun, batch: u32, why: &str) -> RunChange {
    if loaded.can_look_up() {
        let why = format!("{why} {ASKED}");
        without_answer(loaded, batch, BatchState::LookingUp, &why)
    } else {
        without_answer(loaded, batch, BatchState::NoAnswer, why)
    }
}

/// From here on it is a person who has to look.
pub(super) fn not_found_out(loaded: &LoadedRun, batch: u32, why: &str) -> RunChange {
    without_answer(loaded, batch, BatchState::NoAnswer, why)
}

fn without_answer(loaded: &LoadedRun, batch: u32, state: BatchState, why: &str) -> RunChange {
    let outcomes = unanswered(loaded, batch).map(|outcome| Outcome {
        state: OutcomeState::NoReply,
        message: Some(why.to_owned()),
        ..outcome.clone()
    });
    change(loaded, batch, state, outcomes)
}

/// The next attempt has a key of its own: that of this one is spent.
pub(super) fn never_taken(loaded: &LoadedRun, batch: u32) -> RunChange {
    let outcomes = unanswered(loaded, batch).map(|outcome| Outcome {
        state: OutcomeState::Waiting,
        message: None,
        ..outcome.clone()
    });
    let mut change = change(loaded, batch, BatchState::Pending, outcomes);
    for batch in &mut change.batches {
        batch.attempt = batch.attempt.saturating_add(1);
        batch.sent_at = None;
    }
    change
}

pub(super) fn refused(loaded: &LoadedRun, batch: u32, why: &str, now: Timestamp) -> RunChange {
    let open = loaded.open_of(batch);
    let outcomes = open.map(|outcome| moved(outcome, OutcomeState::Refused, Some(why), now));
    change(loaded, batch, BatchState::Sent, outcomes)
}

pub(super) fn secrets_gone(loaded: &LoadedRun, now: Timestamp) -> RunChange {
    let mut all = RunChange::default();
    for batch in loaded.pending() {
        let one = refused(loaded, batch, SECRETS_GONE, now);
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

pub(super) fn accepted(
    loaded: &LoadedRun,
    batch: u32,
    servers: Vec<Accepted>,
    now: Timestamp,
    timings: &Timings,
) -> RunChange {
    let mut jobs: Vec<Job> = Vec::new();
    let mut verdicts = HashMap::with_capacity(servers.len());
    for server in servers {
        let verdict = server
            .verdict
            .map(|job| number_of(&mut jobs, job, now, timings));
        verdicts.insert(server.target, verdict);
    }
    let outcomes =
        unanswered(loaded, batch).map(|outcome| match verdicts.remove(&outcome.target) {
            Some(Ok(job)) => Outcome {
                job: Some(job),
                queued_at: Some(now),
                ..moved(outcome, OutcomeState::NotStarted, None, now)
            },
            Some(Err(why)) => moved(outcome, OutcomeState::Refused, Some(&why), now),
            None => moved(outcome, OutcomeState::Unknown, Some(NOT_MENTIONED), now),
        });
    let mut change = change(loaded, batch, BatchState::Sent, outcomes);
    warn_about_strangers(batch, verdicts.keys());
    // A job that no server of the call is under is nobody's.
    let named = |job: &Job| {
        change
            .outcomes
            .iter()
            .any(|one| one.job == Some(job.number))
    };
    jobs.retain(named);
    for batch in &mut change.batches {
        batch.jobs.clone_from(&jobs);
    }
    change
}

/// The number of a job within its call; the first server under it makes it one.
fn number_of(
    jobs: &mut Vec<Job>,
    (handle, id): (Handle, String),
    now: Timestamp,
    timings: &Timings,
) -> u32 {
    if let Some(known) = jobs.iter().find(|job| job.handle == handle) {
        return known.number;
    }
    let number = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
    jobs.push(Job {
        number,
        handle,
        id,
        status: JobStatus::NotStarted,
        checked_at: None,
        next_check: Some(schedule::after(now, timings.poll_min)),
        executing_at: None,
        silent_since: None,
    });
    number
}

pub(super) fn done(loaded: &LoadedRun, batch: u32, now: Timestamp) -> RunChange {
    let unanswered = unanswered(loaded, batch);
    let outcomes = unanswered.map(|outcome| moved(outcome, OutcomeState::Succeeded, None, now));
    change(loaded, batch, BatchState::Sent, outcomes)
}

fn warn_about_strangers<'a>(batch: u32, targets: impl Iterator<Item = &'a Target>) {
    for target in targets {
        tracing::warn!(%target, batch, "the cloud answered for a target that was not asked for");
    }
}
