//! What a reading of a job says about its servers.
//!
//! Most readings say what the one before said: those move the job's next reading in memory and
//! are not kept, so that a store does not write once per job and second.

use super::{finished, moved, unread};
use crate::settings::Lives;
use crate::watch::book::Book;
use crate::watch::pulse::is_lost;
use crate::watch::schedule;
use jiff::{SignedDuration, Timestamp};
use slipway_domain::run::{Batch, Job, JobStatus, Outcome, OutcomeState};
use slipway_domain::server::ServerStatus;
use slipway_store::RunChange;
use std::time::Duration;

const BEING_BUILT: &str = "The cloud builds it.";
const BEING_READIED: &str = "It is built; the cloud makes it ready.";
const BEING_DELETED: &str = "It was built, but the cloud deletes it again.";
const FAILED: &str = "The cloud reported failure. Its interface gives no reason and no log.";

/// What came of reading a job, or the server that it built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::watch) enum Reading {
    /// The queue's word, `unknown` among them.
    Status(JobStatus),
    /// The server is there: its name, and where it stands.
    Built(String, ServerStatus),
    /// No word: not found, not understood, not answered. Says how long the cloud asks to wait.
    Silence(Option<Duration>),
}

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

/// Takes a reading of a batch's job; `dice` jitters the next one.
pub(in crate::watch) fn read(
    book: &Book,
    batch: u32,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    lives: &Lives,
) -> Read {
    let Some(batch) = book.batch(batch) else {
        return Read::Ignored;
    };
    let Some(job) = &batch.job else {
        return Read::Ignored;
    };
    if job.status.is_terminal() || book.open_of(batch.number).next().is_none() {
        return Read::Ignored;
    }
    let mut after = then_built(heard(job, reading, now));
    let outcomes = if after.status.is_terminal() {
        verdict(book, batch.number, &after, now)
    } else if given_up(batch, now, lives) {
        gave_up(book, batch.number, now, lives)
    } else {
        after.next_check = Some(next_check(batch, &after, reading, dice, now, lives));
        if job.then.is_some() && after.then.is_none() {
            built(book, batch.number, now)
        } else {
            begun(book, batch.number, &after, now)
        }
    };
    let outcomes = named(book, batch.number, outcomes, reading);
    let news = job.status != after.status
        || job.link != after.link
        || job.silent_since.is_some() != after.silent_since.is_some()
        || !outcomes.is_empty();
    let ended = after.next_check.is_none();
    let batch = Batch {
        job: Some(after),
        ..batch.clone()
    };
    if !news {
        return Read::Same(Box::new(batch));
    }
    let batch = if ended { unread(&batch) } else { batch };
    let change = RunChange {
        batches: vec![batch],
        outcomes,
        ..RunChange::default()
    };
    Read::Changed(finished(book, change, now))
}

/// The job after a reading, its next one not yet planned.
fn heard(job: &Job, reading: &Reading, now: Timestamp) -> Job {
    let silent_since = job.silent_since.or(Some(now));
    let job = Job {
        next_check: None,
        ..job.clone()
    };
    match reading {
        Reading::Silence(_) => Job {
            silent_since,
            ..job
        },
        Reading::Status(JobStatus::Unknown) => Job {
            status: JobStatus::Unknown,
            silent_since,
            ..job
        },
        Reading::Status(status) => said(job, *status, now),
        Reading::Built(_, status) => said(job, readiness(status), now),
    }
}

fn said(job: Job, status: JobStatus, now: Timestamp) -> Job {
    Job {
        status,
        checked_at: Some(now),
        executing_at: job.executing_at.or_else(|| is_work(status).then_some(now)),
        silent_since: None,
        ..job
    }
}

/// A server that was built counts as ready once it is active; the cloud goes on with managed ones
/// after the job that built them has succeeded.
fn readiness(status: &ServerStatus) -> JobStatus {
    match status {
        ServerStatus::Active => JobStatus::Succeeded,
        ServerStatus::QueuedForDelete => JobStatus::Failed,
        _ => JobStatus::Resumed,
    }
}

/// A job that has succeeded gives way to what is followed after it.
fn then_built(job: Job) -> Job {
    match &job.then {
        Some(link) if job.status == JobStatus::Succeeded => Job {
            link: link.clone(),
            then: None,
            status: JobStatus::Resumed,
            ..job
        },
        _ => job,
    }
}

/// The outcomes with the name that the cloud gave to what was built.
fn named(book: &Book, batch: u32, changed: Vec<Outcome>, reading: &Reading) -> Vec<Outcome> {
    let Reading::Built(name, _) = reading else {
        return changed;
    };
    let rename = |outcome: Outcome| Outcome {
        name: name.clone(),
        ..outcome
    };
    if changed.is_empty() {
        let unnamed = book.open_of(batch).filter(|outcome| outcome.name != *name);
        return unnamed.cloned().map(rename).collect();
    }
    changed.into_iter().map(rename).collect()
}

const fn is_work(status: JobStatus) -> bool {
    matches!(status, JobStatus::Executing | JobStatus::Resumed)
}

/// Servers that are seen executing for the first time.
fn begun(book: &Book, batch: u32, job: &Job, now: Timestamp) -> Vec<Outcome> {
    if !is_work(job.status) {
        return Vec::new();
    }
    let words = job.then.is_some().then_some(BEING_BUILT);
    let queued = book.in_state(batch, OutcomeState::NotStarted);
    let begun = queued.map(|outcome| Outcome {
        executing_at: Some(now),
        ..moved(outcome, OutcomeState::Executing, words, now)
    });
    begun.collect()
}

/// Servers whose build is done; they are made ready now.
fn built(book: &Book, batch: u32, now: Timestamp) -> Vec<Outcome> {
    let built = book.open_of(batch).map(|outcome| Outcome {
        executing_at: outcome.executing_at.or(Some(now)),
        ..moved(outcome, OutcomeState::Executing, Some(BEING_READIED), now)
    });
    built.collect()
}

/// A job's verdict counts for a server only if it can be meant by nobody else.
fn verdict(book: &Book, batch: u32, job: &Job, now: Timestamp) -> Vec<Outcome> {
    let servers = book.open_of(batch).count();
    let several = format!("The cloud gave one verdict for {servers} servers: at least one failed.");
    let why = job.built().map_or(FAILED, |_| BEING_DELETED);
    let (state, message) = match (job.status, servers) {
        (JobStatus::Succeeded, _) => (OutcomeState::Succeeded, None),
        (_, 1) => (OutcomeState::Failed, Some(why)),
        _ => (OutcomeState::Unknown, Some(several.as_str())),
    };
    book.open_of(batch)
        .map(|outcome| moved(outcome, state, message, now))
        .collect()
}

fn age(batch: &Batch, now: Timestamp) -> SignedDuration {
    batch
        .sent_at
        .map_or(SignedDuration::ZERO, |sent| now.duration_since(sent))
}

fn given_up(batch: &Batch, now: Timestamp, lives: &Lives) -> bool {
    age(batch, now) >= lives.give_up_after
}

fn gave_up(book: &Book, batch: u32, now: Timestamp, lives: &Lives) -> Vec<Outcome> {
    let message = format!("No verdict within {}.", in_words(lives.give_up_after));
    let open = book.open_of(batch);
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
    batch: &Batch,
    job: &Job,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    lives: &Lives,
) -> Timestamp {
    let silence = job.silent_since.map(|since| now.duration_since(since));
    let interval = if is_lost(job, now, lives) {
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
