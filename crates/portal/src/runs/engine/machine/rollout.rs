//! What the rollout of a run lets be sent, what holds it back, and what people change about that.

use crate::runs::engine::loaded_run::LoadedRun;
use jiff::Timestamp;
use slipway_domain::run::{
    BatchState, CanaryEnd, Counts, HoldReason, Outcome, OutcomeState, RolloutStanding, Tally,
};
use slipway_store::RunChange;
use std::collections::HashMap;

/// The next call to be sent of those that may be, as the rollout stands.
pub(in crate::runs::engine) fn next(
    loaded: &LoadedRun,
    may_be_sent: impl Fn(u32) -> bool,
) -> Option<u32> {
    let next = loaded.pending().find(|batch| may_be_sent(*batch))?;
    let run = loaded.run();
    let counts = loaded.counts();
    // One that is about to be sent counts as waiting.
    let under_way = counts.total() - counts.ended() - counts.waiting + loaded.being_sent();
    let lets = run.rollout.lets(
        &run.plan.rollout,
        (next, counts.total()),
        loaded.first_open().unwrap_or(next),
        under_way,
    );
    lets.then_some(next)
}

/// What pages compare to see whether the rollout stands where they show it.
pub(in crate::runs::engine) fn mark(loaded: &LoadedRun) -> String {
    let run = loaded.run();
    let all = loaded.counts().total();
    let next = loaded.pending().next();
    run.rollout
        .mark(&run.plan.rollout, all, next, loaded.first_open())
}

/// A change that a person makes to a rollout.
fn standing(rollout: RolloutStanding) -> RunChange {
    RunChange {
        rollout: Some(rollout),
        ..RunChange::default()
    }
}

pub(super) fn paused(loaded: &LoadedRun, now: Timestamp) -> RunChange {
    let rollout = loaded.run().rollout;
    match rollout.hold {
        None => standing(rollout.held(HoldReason::Paused, now)),
        Some(_) => RunChange::default(),
    }
}

pub(super) fn resumed(loaded: &LoadedRun) -> RunChange {
    let rollout = loaded.run().rollout;
    match rollout.hold {
        Some(_) => standing(rollout.resumed(Tally::of(loaded.counts()))),
        None => RunChange::default(),
    }
}

/// The same change with what it means for the rollout: whether it is held from here on.
pub(super) fn settled(loaded: &LoadedRun, mut change: RunChange, now: Timestamp) -> RunChange {
    let run = loaded.run();
    let before = run.rollout;
    let rollout = change.rollout.unwrap_or(before);
    let after = if has_more(loaded, &change) {
        let ended = change.outcomes.iter();
        let ended: HashMap<_, _> = ended.map(|one| (&one.target, one.state)).collect();
        let tally = Tally::of(counted(loaded, &change.outcomes));
        let canary = canary_end(loaded, |one| {
            ended.get(&one.target).copied().unwrap_or(one.state)
        });
        rollout.after(&run.plan.rollout, tally, canary, now)
    } else {
        rollout.over()
    };
    change.rollout = (after != before).then_some(after);
    change
}

/// Whether there is a call left that was not sent, once it is changed like this.
fn has_more(loaded: &LoadedRun, change: &RunChange) -> bool {
    let changed = |number: u32| change.batches.iter().find(|batch| batch.number == number);
    let over = change
        .state
        .is_some_and(slipway_domain::run::RunState::is_over);
    let mut left = loaded.pending().filter(|number| changed(*number).is_none());
    let mut again = change.batches.iter();
    !over && (left.next().is_some() || again.any(|batch| batch.state == BatchState::Pending))
}

fn counted(loaded: &LoadedRun, outcomes: &[Outcome]) -> Counts {
    let mut counts = loaded.counts();
    for outcome in outcomes {
        if let Some(before) = loaded.state_of(&outcome.target) {
            counts.moved(before, outcome.state);
        }
    }
    counts
}

fn canary_end(loaded: &LoadedRun, state: impl Fn(&Outcome) -> OutcomeState) -> CanaryEnd {
    let run = loaded.run();
    let targets = run.plan.rollout.canary_of(loaded.counts().total());
    if run.rollout.canary_passed {
        return CanaryEnd::Open;
    }
    let states = (0..targets).flat_map(|call| loaded.outcomes_of(call));
    let mut end = CanaryEnd::Succeeded;
    for state in states.map(state) {
        match state {
            OutcomeState::Succeeded => {}
            ended if ended.is_end() => end = CanaryEnd::Failed,
            _ => return CanaryEnd::Open,
        }
    }
    end
}
