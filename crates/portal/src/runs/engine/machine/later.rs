//! What is heard of a job after its run was over: an unknown end may become a verdict. No other end
//! is touched, and no verdict is taken back.

use super::moved;
use super::reading::{own_word, with_job};
use crate::runs::engine::loaded_run::{JobKey, LoadedRun};
use jiff::Timestamp;
use slipway_cloud::Observation;
use slipway_domain::run::{Job, JobStatus, Outcome, OutcomeState};
use slipway_store::RunChange;

pub(super) fn heard(
    loaded: &LoadedRun,
    key: JobKey,
    heard: &Observation,
    now: Timestamp,
) -> RunChange {
    let (Some(batch), Some(job)) = (loaded.batch(key.0), loaded.job(key)) else {
        return RunChange::default();
    };
    if !loaded.state().is_over() || job.status.is_terminal() {
        return RunChange::default();
    }
    let under = || {
        let outcomes = loaded.outcomes_of(key.0);
        outcomes.filter(move |outcome| outcome.job == Some(key.1))
    };
    // A verdict on the job is one on all of which the cloud says nothing of their own, also of those
    // whose end was known before.
    let together = under().filter(|one| own_word(heard, one).is_none()).count();
    let unknown = under().filter(|outcome| outcome.state == OutcomeState::Unknown);
    let outcomes = unknown.filter_map(|outcome| match own_word(heard, outcome) {
        Some(own) => known(outcome, own.status, own.words.as_deref(), 1, now),
        None => known(outcome, heard.status, heard.words.as_deref(), together, now),
    });
    let outcomes: Vec<_> = outcomes.collect();
    if outcomes.is_empty() && !heard.status.is_terminal() {
        return RunChange::default();
    }
    let job = Job {
        status: heard.status,
        handle: heard.handle.clone().unwrap_or_else(|| job.handle.clone()),
        checked_at: Some(now),
        ..job.clone()
    };
    RunChange {
        batches: vec![with_job(batch, job)],
        outcomes,
        ..RunChange::default()
    }
}

/// The target with the verdict that is known of it now; `None` where there is none, or it was meant
/// for several and says of none of them that it failed.
fn known(
    outcome: &Outcome,
    status: JobStatus,
    words: Option<&str>,
    together: usize,
    now: Timestamp,
) -> Option<Outcome> {
    let (state, said) = match status {
        JobStatus::Succeeded => (OutcomeState::Succeeded, "it succeeded."),
        JobStatus::Cancelled => (OutcomeState::Cancelled, "it was cancelled."),
        JobStatus::Failed if together == 1 => (OutcomeState::Failed, "it failed."),
        _ => return None,
    };
    let words = words.map(|words| format!(" {words}")).unwrap_or_default();
    let message = format!("Known later: {said}{words}");
    Some(moved(outcome, state, Some(&message), now))
}
