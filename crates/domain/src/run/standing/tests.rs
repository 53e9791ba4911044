//! What a rollout lets be sent, and what holds it.

use super::*;
use crate::plan::{Canary, Grouping};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn rollout(canary: u32, pace: Pace) -> Rollout {
    let then = AfterCanary::Ask;
    Rollout {
        grouping: Grouping::PerServer,
        canary: (canary > 0).then_some(Canary {
            targets: canary,
            then,
        }),
        pace,
        stop_above: None,
    }
}

#[test]
fn a_stage_begins_when_the_one_before_has_ended() {
    let batches = rollout(0, Pace::Batches(Portion::Targets(10)));
    let lets = |next, first_open| {
        let standing = RolloutStanding::default();
        standing.lets(&batches, (next, 38), first_open, 0)
    };
    assert!(lets(0, 0) && lets(9, 0) && !lets(10, 0) && !lets(10, 9) && lets(10, 10));
}

#[test]
fn no_more_are_under_way_than_said() {
    let some = rollout(0, Pace::AtMost(3));
    let lets = |under_way| RolloutStanding::default().lets(&some, (5, 38), 0, under_way);
    assert!(lets(2) && !lets(3) && !lets(4));
}

#[test]
fn after_a_canary_a_person_is_asked_unless_it_goes_on_by_itself() {
    let mut careful = rollout(2, Pace::AllAtOnce);
    let standing = RolloutStanding::default();
    assert!(standing.lets(&careful, (1, 38), 0, 1) && !standing.lets(&careful, (2, 38), 2, 0));
    let after = |careful: &Rollout, end| standing.after(careful, Tally::default(), end, NOW);
    assert_eq!(after(&careful, CanaryEnd::Open), standing);
    let asks = after(&careful, CanaryEnd::Succeeded);
    assert_eq!(asks, standing.held(HoldReason::Canary, NOW));
    assert!(!asks.lets(&careful, (2, 38), 2, 0));
    assert!(asks.resumed(Tally::default()).lets(&careful, (2, 38), 2, 0));
    careful.canary = careful.canary.map(|canary| Canary {
        then: AfterCanary::GoOn,
        ..canary
    });
    assert!(after(&careful, CanaryEnd::Succeeded).lets(&careful, (2, 38), 2, 0));
    assert_eq!(after(&careful, CanaryEnd::Failed), asks);
}

#[test]
fn more_failures_than_said_stop_it_and_what_a_person_let_pass_no_longer_counts() {
    let careful = Rollout {
        stop_above: Some(Portion::Percent(25)),
        ..Rollout::default()
    };
    let tally = |failed, finished| Tally { finished, failed };
    let after =
        |standing: RolloutStanding, tally| standing.after(&careful, tally, CanaryEnd::Open, NOW);
    let standing = RolloutStanding::default();
    assert_eq!(after(standing, tally(1, 4)), standing);
    let held = after(standing, tally(2, 4));
    assert_eq!(held, standing.held(HoldReason::Failures, NOW));
    let resumed = held.resumed(tally(2, 4));
    assert_eq!(after(resumed, tally(3, 8)), resumed);
    assert_ne!(after(resumed, tally(4, 8)).hold, None);
    let counted = Rollout {
        stop_above: Some(Portion::Targets(0)),
        ..Rollout::default()
    };
    let first = standing.after(&counted, tally(1, 100), CanaryEnd::Open, NOW);
    assert_ne!(first.hold, None, "none may fail");
}

#[test]
fn a_pause_is_left_by_a_person_alone_and_forgets_nothing() {
    let careful = rollout(2, Pace::AllAtOnce);
    let paused = RolloutStanding::default().held(HoldReason::Paused, NOW);
    let later = paused.after(&careful, Tally::default(), CanaryEnd::Succeeded, NOW);
    assert_eq!(later, paused);
    let resumed = paused.resumed(Tally::default());
    assert_eq!(resumed, RolloutStanding::default());
    let asks = resumed.after(&careful, Tally::default(), CanaryEnd::Succeeded, NOW);
    assert_eq!(asks.hold.map(|hold| hold.reason), Some(HoldReason::Canary));
}

#[test]
fn one_of_before_holds_nothing() {
    let none: RolloutStanding = serde_json::from_str("{}").expect("an older one");
    assert_eq!(none, RolloutStanding::default());
}
