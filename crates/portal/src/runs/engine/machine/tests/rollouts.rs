//! Rollouts: what may be sent when, and what holds it.

use super::*;
use proptest::prelude::*;
use slipway_domain::plan::{AfterCanary, Canary, Grouping, Pace, Portion};
use slipway_domain::run::{Hold, HoldReason};

/// Any rollout.
pub(super) fn any_rollout() -> impl Strategy<Value = Rollout> {
    let portion = |least: u8| {
        (any::<bool>(), least..4_u8).prop_map(|(percent, size)| {
            if percent {
                Portion::Percent(size * 25)
            } else {
                Portion::Targets(size.into())
            }
        })
    };
    let canary = (1_u32..3, any::<bool>()).prop_map(|(targets, asks)| Canary {
        targets,
        then: if asks {
            AfterCanary::Ask
        } else {
            AfterCanary::GoOn
        },
    });
    let pace = prop_oneof![
        Just(Pace::AllAtOnce),
        (1_u32..4).prop_map(Pace::AtMost),
        portion(1).prop_map(Pace::Batches),
    ];
    let (canary, stop) = (prop::option::of(canary), prop::option::of(portion(0)));
    (canary, pace, stop).prop_map(|(canary, pace, stop_above)| Rollout {
        grouping: Grouping::PerServer,
        canary,
        pace,
        stop_above,
    })
}

/// A call begins no stage before the one before has ended, none after a canary that nobody let pass,
/// and none while it is held.
pub(super) fn may_be_sent(loaded: &LoadedRun, call: u32) {
    let run = loaded.run();
    let all = loaded.counts().total();
    let stage = run.plan.rollout.stage_of(call, all);
    let mut before = (0..stage.first).flat_map(|earlier| loaded.outcomes_of(earlier));
    assert!(before.all(|one| one.state.is_end()), "a stage began early");
    assert_eq!(run.rollout.hold, None, "it was held");
    let canary = run.plan.rollout.canary_of(all);
    assert!(call < canary || canary == 0 || run.rollout.canary_passed);
}

/// No more are under way than the rollout says.
pub(super) fn keeps_its_bounds(loaded: &LoadedRun) {
    let Pace::AtMost(limit) = loaded.run().plan.rollout.pace else {
        return;
    };
    let is_under_way = |one: &&Outcome| !one.state.is_end() && one.state != OutcomeState::Waiting;
    let under_way = loaded.outcomes().iter().filter(is_under_way).count();
    assert!(under_way <= limit as usize, "{under_way} of {limit}");
}

/// What was held is held still, unless there is nothing left to send.
pub(super) fn holds_still(loaded: &LoadedRun, held: Option<Hold>) {
    let now = loaded.run().rollout.hold;
    let is_sent = loaded.pending().next().is_none();
    assert!(
        held.is_none() || now == held || is_sent,
        "it went on by itself"
    );
}

fn canary(then: AfterCanary) -> Rollout {
    Rollout {
        canary: Some(Canary { targets: 1, then }),
        ..Rollout::default()
    }
}

fn next(loaded: &LoadedRun) -> Option<u32> {
    next_call(loaded, |_| true)
}

/// Sends the next call; the cloud did at once what it asks for, or refused it.
fn ends(loaded: &mut LoadedRun, well: bool) {
    let call = next(loaded).expect("a call");
    happen(loaded, Event::Sending(call), 1);
    let end = if well {
        Event::Done(call)
    } else {
        Event::Refused(call, "No.".into())
    };
    happen(loaded, end, 2);
}

fn held(loaded: &LoadedRun) -> Option<HoldReason> {
    loaded.run().rollout.hold.map(|hold| hold.reason)
}

#[test]
fn a_canary_that_succeeded_waits_for_a_person_or_goes_on() {
    for (then, well, reason) in [
        (AfterCanary::Ask, true, Some(HoldReason::Canary)),
        (AfterCanary::GoOn, true, None),
        (AfterCanary::GoOn, false, Some(HoldReason::Canary)),
    ] {
        let mut run = rolled(&[1, 1, 1], false, canary(then));
        assert_eq!(next(&run), Some(0));
        ends(&mut run, well);
        assert_eq!(held(&run), reason, "{then:?} {well}");
        if reason.is_some() {
            assert_eq!(next(&run), None);
            happen(&mut run, Event::RolloutResumed, 3);
        }
        assert_eq!(next(&run), Some(1));
        ends(&mut run, true);
        assert_eq!((held(&run), next(&run)), (None, Some(2)));
        ends(&mut run, true);
        assert_eq!(run.state(), RunState::Finished);
    }
}

#[test]
fn while_a_canary_is_under_way_nothing_follows_it() {
    let mut run = rolled(&[1, 1, 1], false, canary(AfterCanary::GoOn));
    happen(&mut run, Event::Sending(0), 1);
    assert_eq!(next(&run), None);
    happen(&mut run, Event::NoAnswer(0, "Lost.".into()), 2);
    assert_eq!((next(&run), held(&run)), (None, None), "it keeps its place");
}

#[test]
fn too_many_failures_stop_it_and_a_person_may_go_on_all_the_same() {
    let careful = Rollout {
        pace: Pace::AtMost(1),
        stop_above: Some(Portion::Targets(1)),
        ..Rollout::default()
    };
    let mut run = rolled(&[1; 6], false, careful);
    ends(&mut run, false);
    assert_eq!(held(&run), None);
    ends(&mut run, false);
    assert_eq!((held(&run), next(&run)), (Some(HoldReason::Failures), None));
    happen(&mut run, Event::RolloutPaused, 3);
    assert_eq!(held(&run), Some(HoldReason::Failures), "held already");
    happen(&mut run, Event::RolloutResumed, 4);
    ends(&mut run, false);
    assert_eq!(held(&run), None, "what was let pass no longer counts");
    ends(&mut run, false);
    assert_eq!(held(&run), Some(HoldReason::Failures));
}

#[test]
fn sending_that_is_stopped_leaves_what_is_under_way_to_its_end() {
    let mut run = rolled(&[1, 1, 1], false, Rollout::default());
    happen(&mut run, Event::Sending(0), 1);
    happen(&mut run, Event::RolloutPaused, 2);
    assert_eq!((next(&run), held(&run)), (None, Some(HoldReason::Paused)));
    happen(&mut run, Event::SendingStopped("Enough.".into()), 3);
    assert_eq!((run.state(), held(&run)), (RunState::Live, None));
    let refused = run.outcomes().iter();
    let refused = refused.filter(|one| one.state == OutcomeState::Refused);
    assert_eq!(refused.count(), 2);
    happen(&mut run, Event::Done(0), 4);
    assert_eq!(run.state(), RunState::Finished);
}

#[test]
fn a_call_that_was_not_taken_gives_its_room_back() {
    let some = Rollout {
        pace: Pace::AtMost(1),
        ..Rollout::default()
    };
    let mut run = rolled(&[1, 1], false, some);
    happen(&mut run, Event::Sending(0), 1);
    assert_eq!(next(&run), None);
    happen(&mut run, Event::NotTaken(0), 2);
    assert_eq!(next(&run), Some(0));
}
