//! What becomes of a run when something happens to it. Pure: a loaded, an event and the time give
//! the rows that change; the actor keeps them in the store, then in the loaded, then tells pages.
//!
//! The rule that everything here serves: nothing is sent twice by itself unless the cloud
//! provably did not take it, and no server is called failed unless the cloud said so of it alone.

mod cancelling;
mod human;
mod later;
mod reading;
mod rollout;
mod sending;
#[cfg(test)]
mod tests;

pub(super) use human::holds;
pub(super) use reading::{Read, read};
pub(super) use rollout::{mark as rollout_mark, next as next_call};

use super::Decision;
use super::loaded_run::{JobKey, LoadedRun};
use crate::settings::Timings;
use jiff::Timestamp;
use slipway_cloud::{Accepted, CancelAnswer, Observation};
use slipway_domain::run::{Batch, Outcome, OutcomeState, RunState};
use slipway_store::RunChange;

/// Something that happened to a run.
#[derive(Debug)]
pub(super) enum Event {
    /// This process took the run over: calls found half-way may or may not have been taken.
    TakenOver,
    /// A call is about to be sent.
    Sending(u32),
    /// The cloud answered a call, server by server.
    Accepted(u32, Vec<Accepted>),
    /// The cloud did at once what a call asked for; there is no job.
    Done(u32),
    /// The cloud, or we in its place, refused a whole call; says why.
    Refused(u32, String),
    /// A call was provably not taken and will be sent again.
    NotTaken(u32),
    /// A call was sent and no answer came; says what is known.
    NoAnswer(u32, String),
    /// What became of a call without an answer cannot be found out; says what is known.
    NotFoundOut(u32, String),
    /// A call without an answer was not taken, and never will be: the next attempt may be sent.
    NeverTaken(u32),
    /// Somebody cancels the run: what was not sent yet is not sent.
    Cancelled,
    /// Somebody pauses the rollout.
    RolloutPaused,
    /// Somebody has the rollout go on.
    RolloutResumed,
    /// What was not sent yet is not sent any more; says why.
    SendingStopped(String),
    /// The cloud answered somebody who cancels a job.
    JobCancelled(JobKey, CancelAnswer),
    /// The cloud answered somebody who cancels a call without an answer.
    CallCancelled(u32, CancelAnswer),
    /// The cloud no longer accepts the token: nothing is sent or read until somebody signs in.
    TokenRefused,
    /// There is a fresh token.
    TokenRenewed,
    /// The secret values that calls not yet sent would need are gone.
    SecretsGone,
    /// A person stopped watching, and no call is under way.
    Stopped,
    /// The cloud was asked once more about a job after the run was over.
    HeardLater(JobKey, Observation),
    /// A person decided about calls without an answer.
    Decided(Decision),
}

/// What `event` changes.
pub(super) fn step(
    loaded: &LoadedRun,
    event: Event,
    now: Timestamp,
    timings: &Timings,
) -> RunChange {
    let change = match event {
        Event::TakenOver => sending::taken_over(loaded),
        Event::Sending(batch) => sending::sending(loaded, batch, now),
        Event::Accepted(batch, servers) => sending::accepted(loaded, batch, servers, now, timings),
        Event::Done(batch) => sending::done(loaded, batch, now),
        Event::Refused(batch, why) => sending::refused(loaded, batch, &why, now),
        Event::NotTaken(batch) => sending::not_taken(loaded, batch),
        Event::NoAnswer(batch, why) => sending::no_answer(loaded, batch, &why),
        Event::NotFoundOut(batch, why) => sending::not_found_out(loaded, batch, &why),
        Event::NeverTaken(batch) => sending::never_taken(loaded, batch),
        Event::Cancelled => cancelling::unsent(loaded, now),
        Event::RolloutPaused => rollout::paused(loaded, now),
        Event::RolloutResumed => rollout::resumed(loaded),
        Event::SendingStopped(why) => cancelling::dropped(loaded, OutcomeState::Refused, &why, now),
        Event::JobCancelled(job, answer) => cancelling::job(loaded, job, &answer, now),
        Event::CallCancelled(batch, answer) => cancelling::call(loaded, batch, &answer, now),
        Event::TokenRefused => in_state(RunState::Paused),
        Event::TokenRenewed => in_state(RunState::Live),
        Event::SecretsGone => sending::secrets_gone(loaded, now),
        Event::Stopped => human::stopped(loaded, now),
        Event::HeardLater(job, heard) => later::heard(loaded, job, &heard, now),
        Event::Decided(decision) => human::decided(loaded, &decision, now),
    };
    followed_through(loaded, change, now)
}

/// The same change with what follows from it for the run as a whole.
fn followed_through(loaded: &LoadedRun, change: RunChange, now: Timestamp) -> RunChange {
    rollout::settled(loaded, finished(loaded, change, now), now)
}

fn in_state(state: RunState) -> RunChange {
    RunChange {
        state: Some(state),
        ..RunChange::default()
    }
}

/// Finishes the run with the change that gives its last server an end.
fn finished(loaded: &LoadedRun, mut change: RunChange, now: Timestamp) -> RunChange {
    let over = change.state.is_some_and(RunState::is_over) || loaded.state().is_over();
    // Every changed outcome had no end before: while a run is not over, none is taken back.
    let ended = change
        .outcomes
        .iter()
        .filter(|outcome| outcome.state.is_end())
        .count();
    if !over && ended > 0 && ended == loaded.open() {
        change.state = Some(RunState::Finished);
        change.finished_at = Some(now);
    }
    change
}

/// `outcome` in `state`, its end noted where it is one.
fn moved(outcome: &Outcome, state: OutcomeState, message: Option<&str>, now: Timestamp) -> Outcome {
    Outcome {
        state,
        message: message.map(str::to_owned),
        ended_at: state.is_end().then_some(now),
        ..outcome.clone()
    }
}

/// `batch` without a next reading.
fn unread(batch: &Batch) -> Batch {
    let mut batch = batch.clone();
    for job in &mut batch.jobs {
        job.next_check = None;
    }
    batch
}
