//! What a reading of a job says about its servers.
//!
//! Most readings say what the one before said: those move the job's next reading in memory and
//! are not kept, so that a store does not write once per job and second.

use super::{finished, moved};
use crate::settings::Lives;
use crate::watch::book::{Book, JobKey};
use crate::watch::progress::is_lost;
use crate::watch::schedule;
use jiff::{SignedDuration, Timestamp};
use slipway_cloud::{Observation, Reading};
use slipway_domain::run::{Batch, Built, Job, JobStatus, Outcome, OutcomeState, Target};
use slipway_store::RunChange;
use std::time::Duration;

/// What a reading does to a run.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::watch) enum Read {
    /// These rows changed and have to be kept.
    Changed(RunChange),
    /// Only times moved on; memory is enough.
    Same(Box<Batch>),
    /// The job is not one that is read (any more).
    Ignored,
}

/// Takes a reading of a job; `dice` jitters the next one.
pub(in crate::watch) fn read(
    book: &Book,
    key: JobKey,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    lives: &Lives,
) -> Read {
    let (Some(batch), Some(job)) = (book.batch(key.0), book.job(key)) else {
        return Read::Ignored;
    };
    if job.status.is_terminal() || book.open_under(key).next().is_none() {
        return Read::Ignored;
    }
    let mut after = heard(job, reading, now);
    let outcomes = if after.status.is_terminal() {
        verdict(book, key, after.status, words(reading), now)
    } else if age(batch, now) >= book.manners().give_up_after {
        gave_up(book, key, now)
    } else {
        after.next_check = Some(next_check(book, batch, &after, reading, dice, now, lives));
        working(book, key, after.status, words(reading), now)
    };
    let outcomes = built(book, key, outcomes, reading);
    let news = job.status != after.status
        || job.handle != after.handle
        || job.silent_since.is_some() != after.silent_since.is_some()
        || !outcomes.is_empty();
    let batch = with_job(batch, after);
    if !news {
        return Read::Same(Box::new(batch));
    }
    let change = RunChange {
        batches: vec![batch],
        outcomes,
        ..RunChange::default()
    };
    Read::Changed(finished(book, change, now))
}

/// `batch` with `job` in the place of the one with its number.
fn with_job(batch: &Batch, job: Job) -> Batch {
    let mut batch = batch.clone();
    if let Some(known) = batch.jobs.iter_mut().find(|one| one.number == job.number) {
        *known = job;
    }
    batch
}

/// The job after a reading, its next one not yet planned.
fn heard(job: &Job, reading: &Reading, now: Timestamp) -> Job {
    let silent_since = job.silent_since.or(Some(now));
    let job = Job {
        next_check: None,
        ..job.clone()
    };
    match reading {
        Reading::Silence(_) | Reading::TokenRefused => Job {
            silent_since,
            ..job
        },
        Reading::Heard(Observation {
            status: JobStatus::Unknown,
            ..
        }) => Job {
            status: JobStatus::Unknown,
            silent_since,
            ..job
        },
        Reading::Heard(heard) => Job {
            status: heard.status,
            handle: heard.handle.clone().unwrap_or(job.handle),
            checked_at: Some(now),
            executing_at: job.executing_at.or(is_work(heard.status).then_some(now)),
            silent_since: None,
            ..job
        },
    }
}

/// What the driver says of the servers beside their state.
fn words(reading: &Reading) -> Option<&str> {
    match reading {
        Reading::Heard(heard) => heard.words.as_deref(),
        Reading::Silence(_) | Reading::TokenRefused => None,
    }
}

/// The outcomes with what their planned servers have become.
fn built(book: &Book, key: JobKey, changed: Vec<Outcome>, reading: &Reading) -> Vec<Outcome> {
    let Reading::Heard(Observation {
        built: Some(built), ..
    }) = reading
    else {
        return changed;
    };
    if changed.is_empty() {
        let news = |outcome: &&Outcome| becomes(outcome, built);
        let open = book.open_under(key).filter(news).cloned();
        return open.map(|outcome| with(outcome, built)).collect();
    }
    changed
        .into_iter()
        .map(|outcome| with(outcome, built))
        .collect()
}

/// Whether it is news that `outcome` has become `built`.
fn becomes(outcome: &Outcome, built: &Built) -> bool {
    matches!(outcome.target, Target::Planned(_)) && outcome.built.as_ref() != Some(built)
}

fn with(outcome: Outcome, built: &Built) -> Outcome {
    if !becomes(&outcome, built) {
        return outcome;
    }
    Outcome {
        built: Some(built.clone()),
        ..outcome
    }
}

const fn is_work(status: JobStatus) -> bool {
    matches!(status, JobStatus::Executing | JobStatus::Resumed)
}

/// Servers that are seen executing for the first time, or of which something else is said now.
fn working(
    book: &Book,
    key: JobKey,
    status: JobStatus,
    words: Option<&str>,
    now: Timestamp,
) -> Vec<Outcome> {
    if !is_work(status) {
        return Vec::new();
    }
    let news = |outcome: &&Outcome| {
        outcome.state == OutcomeState::NotStarted
            || words.is_some() && outcome.message.as_deref() != words
    };
    let working = book.open_under(key).filter(news).map(|outcome| Outcome {
        executing_at: outcome.executing_at.or(Some(now)),
        ..moved(outcome, OutcomeState::Executing, words, now)
    });
    working.collect()
}

/// A job's verdict counts for a server only if it can be meant by nobody else.
fn verdict(
    book: &Book,
    key: JobKey,
    status: JobStatus,
    why: Option<&str>,
    now: Timestamp,
) -> Vec<Outcome> {
    let servers = book.open_under(key).count();
    let several = format!("The cloud gave one verdict for {servers} servers: at least one failed.");
    let (state, message) = match (status, servers) {
        (JobStatus::Succeeded, _) => (OutcomeState::Succeeded, None),
        (_, 1) => (OutcomeState::Failed, why),
        _ => (OutcomeState::Unknown, Some(several.as_str())),
    };
    book.open_under(key)
        .map(|outcome| moved(outcome, state, message, now))
        .collect()
}

fn age(batch: &Batch, now: Timestamp) -> SignedDuration {
    batch
        .sent_at
        .map_or(SignedDuration::ZERO, |sent| now.duration_since(sent))
}

fn gave_up(book: &Book, key: JobKey, now: Timestamp) -> Vec<Outcome> {
    let message = format!(
        "No verdict within {}.",
        in_words(book.manners().give_up_after)
    );
    let open = book.open_under(key);
    open.map(|outcome| moved(outcome, OutcomeState::Unknown, Some(&message), now))
        .collect()
}

fn in_words(time: SignedDuration) -> String {
    let (count, unit) = match time.as_secs() {
        seconds @ ..120 => (seconds, "seconds"),
        seconds @ ..7200 => (seconds / 60, "minutes"),
        seconds => (seconds / 3600, "hours"),
    };
    format!("{count} {unit}")
}

fn next_check(
    book: &Book,
    batch: &Batch,
    job: &Job,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    lives: &Lives,
) -> Timestamp {
    let silence = job.silent_since.map(|since| now.duration_since(since));
    let interval = if is_lost(job, now, book.manners().lost_after) {
        lives.poll_max
    } else {
        schedule::interval(age(batch, now), silence, lives)
    };
    let asked = match reading {
        Reading::Silence(Some(wait)) => *wait,
        _ => Duration::ZERO,
    };
    schedule::after(now, schedule::jittered(interval, dice).max(asked))
}
