//! A person decides about calls without an answer: about those they saw, and no others.

use super::*;
use crate::watch::Choice;
use slipway_domain::audit::{AuditAction, AuditEvent};

/// Somebody who saw these calls when the run was at this version.
pub(super) fn decision(choice: Choice, calls: &[u32], version: u64) -> Decision {
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
        choice,
        calls: calls.iter().copied().collect(),
        version,
    }
}

/// What is true now, as a page drawn now would post it.
pub(super) fn decide(book: &mut Book, choice: Choice, calls: &[u32], seconds: i64) {
    let decision = decision(choice, calls, book.run().version);
    assert!(holds(book, &decision), "it is what the page shows");
    happen(book, Event::Decided(decision), seconds);
}

fn lose(book: &mut Book, batch: u32, seconds: i64) {
    happen(book, Event::Sending(batch), seconds);
    happen(book, Event::NoAnswer(batch, "Lost.".into()), seconds);
}

/// Nothing is changed by it.
fn in_vain(book: &Book, decision: Decision) {
    assert!(!holds(book, &decision), "{decision:?}");
    let change = step(book, Event::Decided(decision), at(99), &Lives::default());
    assert_eq!(change, RunChange::default());
}

#[test]
fn an_unanswered_call_is_sent_again() {
    let mut book = book(&[2]);
    lose(&mut book, 0, 0);
    assert!(book.may_send_more());
    decide(&mut book, Choice::SendAgain, &[0], 2);
    assert_eq!(batch(&book, 0).state, BatchState::Pending);
    assert_eq!(states(&book, 0), [OutcomeState::Waiting; 2]);
    assert_eq!(outcome(&book, "b0s0").message, None);
    assert_eq!(book.pending().collect::<Vec<_>>(), [0]);
}

#[test]
fn an_unanswered_call_is_left_unknown() {
    let mut book = book(&[1, 1]);
    lose(&mut book, 0, 0);
    decide(&mut book, Choice::LeaveUnknown, &[0], 2);
    let left = outcome(&book, "b0s0");
    assert_eq!(left.state, OutcomeState::Unknown);
    assert_eq!(
        left.message.as_deref(),
        Some("Left as unknown by a person.")
    );
    assert_eq!(left.ended_at, Some(at(2)));
    assert_eq!(batch(&book, 0).state, BatchState::NoAnswer);
    assert!(!book.asks(0), "it is decided");
    assert_eq!(
        book.state(),
        RunState::Live,
        "the other call is still to be sent"
    );
}

#[test]
fn each_call_is_decided_by_itself() {
    let mut book = book(&[1, 1, 3]);
    for batch in [0, 1, 2] {
        lose(&mut book, batch, 0);
    }
    decide(&mut book, Choice::SendAgain, &[1], 2);
    assert_eq!(book.pending().collect::<Vec<_>>(), [1]);
    assert_eq!(states(&book, 0), [OutcomeState::NoAnswer]);
    decide(&mut book, Choice::LeaveUnknown, &[2], 3);
    assert_eq!(states(&book, 2), [OutcomeState::Unknown; 3]);
    assert_eq!(states(&book, 0), [OutcomeState::NoAnswer], "nobody decided");
    decide(&mut book, Choice::SendAgain, &[0], 4);
    assert_eq!(book.pending().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_call_lost_after_somebody_looked_is_not_decided_with_the_others() {
    let mut book = book(&[1, 1]);
    lose(&mut book, 0, 0);
    let seen = book.run().version;
    lose(&mut book, 1, 1);
    for calls in [&[0][..], &[0, 1], &[1]] {
        in_vain(&book, decision(Choice::SendAgain, calls, seen));
        in_vain(&book, decision(Choice::LeaveUnknown, calls, seen));
    }
}

#[test]
fn what_else_happens_to_the_run_does_not_stand_in_the_way() {
    let mut book = book(&[1, 1]);
    lose(&mut book, 0, 0);
    let seen = book.run().version;
    happen(&mut book, Event::Sending(1), 1);
    let queued = answer(&["b1s0"], "va1-1", &[]);
    happen(&mut book, Event::Accepted(1, queued), 2);
    assert!(book.run().version > seen);
    assert!(holds(&book, &decision(Choice::SendAgain, &[0], seen)));
}

#[test]
fn nothing_is_decided_twice_or_about_what_does_not_ask() {
    let mut book = book(&[1, 1, 1]);
    lose(&mut book, 0, 0);
    lose(&mut book, 1, 0);
    let seen = book.run().version;
    decide(&mut book, Choice::SendAgain, &[0], 1);
    // A second tab, or a second press.
    in_vain(&book, decision(Choice::SendAgain, &[0], seen));
    in_vain(&book, decision(Choice::LeaveUnknown, &[0, 1], seen));
    // It loses its answer once more: whoever saw the first time has not seen this one.
    lose(&mut book, 0, 2);
    in_vain(&book, decision(Choice::SendAgain, &[0], seen));
    let now = book.run().version;
    in_vain(&book, decision(Choice::SendAgain, &[2], now));
    in_vain(&book, decision(Choice::SendAgain, &[7], now));
    in_vain(&book, decision(Choice::SendAgain, &[], now));
    in_vain(&book, decision(Choice::SendAgain, &[0], now + 1));
    assert!(holds(&book, &decision(Choice::SendAgain, &[0, 1], now)));
}
