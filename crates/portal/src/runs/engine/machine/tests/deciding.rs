//! A person decides about calls without an answer: about those they saw, and no others.

use super::*;
use crate::runs::engine::Resolution;
use slipway_domain::audit::{AuditAction, AuditEvent};

/// Somebody who saw these calls when the run was at this version.
pub(super) fn decision(resolution: Resolution, calls: &[u32], version: u64) -> Decision {
    Decision {
        by: AuditEvent {
            at: at(0),
            cloud: "demo".into(),
            account: "SLIP".into(),
            user: "ada".into(),
            action: AuditAction::SendAgain,
            subject: String::new(),
        },
        token: None,
        resolution,
        calls: calls.iter().copied().collect(),
        version,
    }
}

/// What is true now, as a page drawn now would post it.
pub(super) fn decide(loaded: &mut LoadedRun, resolution: Resolution, calls: &[u32], seconds: i64) {
    let decision = decision(resolution, calls, loaded.run().version);
    assert!(holds(loaded, &decision), "it is what the page shows");
    happen(loaded, Event::Decided(decision), seconds);
}

fn lose(loaded: &mut LoadedRun, batch: u32, seconds: i64) {
    happen(loaded, Event::Sending(batch), seconds);
    happen(loaded, Event::NoAnswer(batch, "Lost.".into()), seconds);
}

/// Nothing is changed by it.
fn in_vain(loaded: &LoadedRun, decision: Decision) {
    assert!(!holds(loaded, &decision), "{decision:?}");
    let change = step(
        loaded,
        Event::Decided(decision),
        at(99),
        &Timings::default(),
    );
    assert_eq!(change, RunChange::default());
}

#[test]
fn an_unanswered_call_is_sent_again() {
    let mut loaded = loaded(&[2]);
    lose(&mut loaded, 0, 0);
    assert!(loaded.may_send_more());
    decide(&mut loaded, Resolution::SendAgain, &[0], 2);
    assert_eq!(batch(&loaded, 0).state, BatchState::Pending);
    assert_eq!(batch(&loaded, 0).sent_at, None);
    assert_eq!(states(&loaded, 0), [OutcomeState::Waiting; 2]);
    assert_eq!(outcome(&loaded, "b0s0").message, None);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [0]);
}

#[test]
fn an_unanswered_call_is_left_unknown() {
    let mut loaded = loaded(&[1, 1]);
    lose(&mut loaded, 0, 0);
    decide(&mut loaded, Resolution::LeaveUnknown, &[0], 2);
    let left = outcome(&loaded, "b0s0");
    assert_eq!(left.state, OutcomeState::Unknown);
    assert_eq!(
        left.message.as_deref(),
        Some("Left as unknown by a person.")
    );
    assert_eq!(left.ended_at, Some(at(2)));
    assert_eq!(batch(&loaded, 0).state, BatchState::NoAnswer);
    assert!(!loaded.asks(0), "it is decided");
    assert_eq!(
        loaded.state(),
        RunState::Live,
        "the other call is still to be sent"
    );
}

#[test]
fn each_call_is_decided_by_itself() {
    let mut loaded = loaded(&[1, 1, 3]);
    for batch in [0, 1, 2] {
        lose(&mut loaded, batch, 0);
    }
    decide(&mut loaded, Resolution::SendAgain, &[1], 2);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [1]);
    assert_eq!(states(&loaded, 0), [OutcomeState::NoReply]);
    decide(&mut loaded, Resolution::LeaveUnknown, &[2], 3);
    assert_eq!(states(&loaded, 2), [OutcomeState::Unknown; 3]);
    assert_eq!(
        states(&loaded, 0),
        [OutcomeState::NoReply],
        "nobody decided"
    );
    decide(&mut loaded, Resolution::SendAgain, &[0], 4);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_call_lost_after_somebody_looked_is_not_decided_with_the_others() {
    let mut loaded = loaded(&[1, 1]);
    lose(&mut loaded, 0, 0);
    let seen = loaded.run().version;
    lose(&mut loaded, 1, 1);
    for calls in [&[0][..], &[0, 1], &[1]] {
        in_vain(&loaded, decision(Resolution::SendAgain, calls, seen));
        in_vain(&loaded, decision(Resolution::LeaveUnknown, calls, seen));
    }
}

#[test]
fn what_else_happens_to_the_run_does_not_stand_in_the_way() {
    let mut loaded = loaded(&[1, 1]);
    lose(&mut loaded, 0, 0);
    let seen = loaded.run().version;
    happen(&mut loaded, Event::Sending(1), 1);
    let queued = answer(&["b1s0"], "va1-1", &[]);
    happen(&mut loaded, Event::Accepted(1, queued), 2);
    assert!(loaded.run().version > seen);
    assert!(holds(&loaded, &decision(Resolution::SendAgain, &[0], seen)));
}

#[test]
fn nothing_is_decided_twice_or_about_what_does_not_ask() {
    let mut loaded = loaded(&[1, 1, 1]);
    lose(&mut loaded, 0, 0);
    lose(&mut loaded, 1, 0);
    let seen = loaded.run().version;
    decide(&mut loaded, Resolution::SendAgain, &[0], 1);
    // A second tab, or a second press.
    in_vain(&loaded, decision(Resolution::SendAgain, &[0], seen));
    in_vain(&loaded, decision(Resolution::LeaveUnknown, &[0, 1], seen));
    // It loses its answer once more: whoever saw the first time has not seen this one.
    lose(&mut loaded, 0, 2);
    in_vain(&loaded, decision(Resolution::SendAgain, &[0], seen));
    let now = loaded.run().version;
    in_vain(&loaded, decision(Resolution::SendAgain, &[2], now));
    in_vain(&loaded, decision(Resolution::SendAgain, &[7], now));
    in_vain(&loaded, decision(Resolution::SendAgain, &[], now));
    in_vain(&loaded, decision(Resolution::SendAgain, &[0], now + 1));
    assert!(holds(
        &loaded,
        &decision(Resolution::SendAgain, &[0, 1], now)
    ));
}
