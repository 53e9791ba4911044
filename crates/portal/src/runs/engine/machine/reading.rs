//! What a reading of a job says about its servers.
//!
//! Most readings say what the one before said: those move the job's next reading in memory and
//! are not kept, so that a store does not write once per job and second.

use super::{followed_through, moved};
use crate::runs::engine::loaded_run::{JobKey, LoadedRun};
use crate::runs::engine::progress::is_lost;
use crate::runs::engine::schedule;
use crate::settings::Timings;
use jiff::{SignedDuration, Timestamp};
use slipway_cloud::{Observation, Reading, TargetObservation};
use slipway_domain::run::{Batch, Built, Job, JobStatus, Outcome, OutcomeState, Target};
use slipway_store::RunChange;
use std::time::Duration;

const NEWER: &str =
    "Followed by a newer version of the portal; this one cannot read how it stands.";

/// What a reading does to a run.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::runs::engine) enum Read {
    /// These rows changed and have to be kept.
    Changed(RunChange),
    /// Only times moved on; memory is enough.
    Same(Box<Batch>),
    /// The job is not one that is read (any more).
    Ignored,
}

/// Takes a reading of a job; `dice` jitters the next one.
pub(in crate::runs::engine) fn read(
    loaded: &LoadedRun,
    key: JobKey,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    timings: &Timings,
) -> Read {
    let (Some(batch), Some(job)) = (loaded.batch(key.0), loaded.job(key)) else {
        return Read::Ignored;
    };
    if job.status.is_terminal() || loaded.open_under(key).next().is_none() {
        return Read::Ignored;
    }
    let mut after = heard(job, reading, now);
    let newer = *reading == Reading::NewerVersion;
    let given_up = !newer && age(batch, now) >= loaded.manners().give_up_after;
    let outcomes = if given_up && !after.status.is_terminal() {
        gave_up(loaded, key, now)
    } else {
        if !after.status.is_terminal() {
            after.next_check = Some(next_check(
                loaded, batch, &after, reading, dice, now, timings,
            ));
        }
        said(loaded, key, reading, now)
    };
    let outcomes = built(loaded, key, outcomes, reading);
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
    Read::Changed(followed_through(loaded, change, now))
}

/// `batch` with `job` in the place of the one with its number.
pub(super) fn with_job(batch: &Batch, job: Job) -> Batch {
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
        // Who follows it hears of it.
        Reading::NewerVersion => Job {
            silent_since: None,
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
            executing_at: job.executing_at.or(heard.status.is_work().then_some(now)),
            silent_since: None,
            ..job
        },
    }
}

/// The outcomes with what their planned servers have become.
fn built(
    loaded: &LoadedRun,
    key: JobKey,
    changed: Vec<Outcome>,
    reading: &Reading,
) -> Vec<Outcome> {
    let Reading::Heard(Observation {
        built: Some(built), ..
    }) = reading
    else {
        return changed;
    };
    if changed.is_empty() {
        let news = |outcome: &&Outcome| becomes(outcome, built);
        let open = loaded.open_under(key).filter(news).cloned();
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

/// The servers under a job of which a reading says something new.
fn said(loaded: &LoadedRun, key: JobKey, reading: &Reading, now: Timestamp) -> Vec<Outcome> {
    let heard = match reading {
        Reading::Heard(heard) => heard,
        Reading::NewerVersion => return followed_elsewhere(loaded, key),
        Reading::Silence(_) | Reading::TokenRefused => return Vec::new(),
    };
    let together = loaded.open_under(key);
    let together = together.filter(|one| own_word(heard, one).is_none());
    let together = together.count();
    let said = loaded
        .open_under(key)
        .filter_map(|outcome| match own_word(heard, outcome) {
            Some(own) => said_of(outcome, own.status, own.words.as_deref(), 1, now),
            None => said_of(outcome, heard.status, heard.words.as_deref(), together, now),
        });
    said.collect()
}

/// What is said of a server by itself, where it counts.
pub(super) fn own_word<'a>(
    heard: &'a Observation,
    outcome: &Outcome,
) -> Option<&'a TargetObservation> {
    let mut each = heard.each.iter();
    let own = each.find(|one| one.target == outcome.target)?;
    // A job that is over is over for each of its targets.
    (own.status.is_terminal() || !heard.status.is_terminal()).then_some(own)
}

/// One server after a word that was meant for `together` of them; `None` where it says nothing new.
fn said_of(
    outcome: &Outcome,
    status: JobStatus,
    words: Option<&str>,
    together: usize,
    now: Timestamp,
) -> Option<Outcome> {
    let state = match status {
        JobStatus::NotStarted | JobStatus::Unknown => return None,
        JobStatus::Succeeded | JobStatus::Failed | JobStatus::Cancelled => {
            return Some(verdict(outcome, status, words, together, now));
        }
        JobStatus::Cancelling => OutcomeState::Cancelling,
        // The cloud has agreed to cancel it, and works on it until it has.
        JobStatus::Executing | JobStatus::Resumed if outcome.state == OutcomeState::Cancelling => {
            OutcomeState::Cancelling
        }
        JobStatus::Executing | JobStatus::Resumed => OutcomeState::Executing,
    };
    let news = outcome.state != state || words.is_some() && outcome.message.as_deref() != words;
    let begun = status.is_work().then_some(now);
    news.then(|| Outcome {
        executing_at: outcome.executing_at.or(begun),
        ..moved(outcome, state, words, now)
    })
}

/// A job's verdict counts for a server only if it can be meant by nobody else.
fn verdict(
    outcome: &Outcome,
    status: JobStatus,
    words: Option<&str>,
    together: usize,
    now: Timestamp,
) -> Outcome {
    match (status, together) {
        (JobStatus::Succeeded, _) => moved(outcome, OutcomeState::Succeeded, None, now),
        (JobStatus::Cancelled, _) => moved(outcome, OutcomeState::Cancelled, words, now),
        (_, 1) => moved(outcome, OutcomeState::Failed, words, now),
        _ => {
            let words =
                format!("The cloud gave one verdict for {together} servers: at least one failed.");
            moved(outcome, OutcomeState::Unknown, Some(&words), now)
        }
    }
}

/// How they stand is for the newer version to say; here it is known no longer.
fn followed_elsewhere(loaded: &LoadedRun, key: JobKey) -> Vec<Outcome> {
    let open = loaded.open_under(key);
    let unsaid = open.filter(|outcome| outcome.message.as_deref() != Some(NEWER));
    let said = unsaid.map(|outcome| Outcome {
        message: Some(NEWER.to_owned()),
        ..outcome.clone()
    });
    said.collect()
}

fn age(batch: &Batch, now: Timestamp) -> SignedDuration {
    batch
        .sent_at
        .map_or(SignedDuration::ZERO, |sent| now.duration_since(sent))
}

fn gave_up(loaded: &LoadedRun, key: JobKey, now: Timestamp) -> Vec<Outcome> {
    let message = format!(
        "No verdict within {}.",
        in_words(loaded.manners().give_up_after)
    );
    let open = loaded.open_under(key);
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
    loaded: &LoadedRun,
    batch: &Batch,
    job: &Job,
    reading: &Reading,
    dice: u8,
    now: Timestamp,
    timings: &Timings,
) -> Timestamp {
    let silence = job.silent_since.map(|since| now.duration_since(since));
    let lost = is_lost(job, now, loaded.manners().lost_after);
    let interval = match reading {
        Reading::NewerVersion => timings.poll_max,
        _ if lost => timings.poll_max,
        Reading::Heard(Observation {
            next: Some(next), ..
        }) => *next,
        _ => schedule::interval(age(batch, now), silence, timings),
    };
    let asked = match reading {
        Reading::Silence(Some(wait)) => *wait,
        _ => Duration::ZERO,
    };
    schedule::after(now, schedule::jittered(interval, dice).max(asked))
}
