//! What cancelling drops, what the cloud's answers change, and that only a reading ends anything.

use super::*;

/// Calls 0 under way, 1 queued, 2 without an answer, 3 not sent.
fn mixed() -> LoadedRun {
    let mut loaded = loaded(&[1, 1, 1, 1]);
    for batch in [0, 1, 2] {
        happen(&mut loaded, Event::Sending(batch), 0);
    }
    let accepted = answer(&["b1s0"], "va1-1", &[]);
    happen(&mut loaded, Event::Accepted(1, accepted), 1);
    happen(&mut loaded, Event::NoAnswer(2, "Lost.".into()), 1);
    loaded
}

fn told<'a>(loaded: &'a LoadedRun, server: &str) -> (OutcomeState, Option<&'a str>) {
    let outcome = outcome(loaded, server);
    (outcome.state, outcome.message.as_deref())
}

#[test]
fn only_what_was_not_sent_is_dropped() {
    let mut loaded = mixed();
    happen(&mut loaded, Event::Cancelled, 5);
    assert_eq!(batch(&loaded, 3).state, BatchState::Dropped);
    let why = "Not sent: the run was cancelled first.";
    assert_eq!(told(&loaded, "b3s0"), (OutcomeState::Cancelled, Some(why)));
    assert_eq!(outcome(&loaded, "b3s0").ended_at, Some(at(5)));
    assert_eq!(told(&loaded, "b0s0"), (OutcomeState::Sending, None));
    assert_eq!(told(&loaded, "b1s0"), (OutcomeState::NotStarted, None));
    assert_eq!(
        told(&loaded, "b2s0"),
        (OutcomeState::NoReply, Some("Lost."))
    );
    let states = [0, 1, 2].map(|number| batch(&loaded, number).state);
    let expected = [BatchState::Sending, BatchState::Sent, BatchState::NoAnswer];
    assert_eq!(states, expected);
    assert_eq!(loaded.pending().count(), 0);
    assert_eq!(loaded.state(), RunState::Live);
}

#[test]
fn a_run_of_which_nothing_was_sent_is_over_once_it_is_cancelled() {
    let mut loaded = loaded(&[2, 1]);
    happen(&mut loaded, Event::Cancelled, 5);
    assert_eq!(loaded.state(), RunState::Finished);
    assert_eq!(loaded.run().finished_at, Some(at(5)));
}

#[test]
fn a_job_is_being_cancelled_only_once_the_cloud_agrees() {
    let over = "Not cancelled: It is over.";
    let token = "Not cancelled: the cloud no longer accepts the sign-in of who asked.";
    let nobody = "Cancelling got no usable answer: HTTP 502";
    for (answer, state, words) in [
        (CancelAnswer::Accepted, OutcomeState::Cancelling, None),
        (
            CancelAnswer::Refused("It is over.".into()),
            OutcomeState::NotStarted,
            Some(over),
        ),
        (
            CancelAnswer::TokenRefused,
            OutcomeState::NotStarted,
            Some(token),
        ),
        (
            CancelAnswer::Unknown("HTTP 502".into()),
            OutcomeState::NotStarted,
            Some(nobody),
        ),
    ] {
        let mut loaded = mixed();
        happen(&mut loaded, Event::JobCancelled((1, 0), answer), 5);
        assert_eq!(told(&loaded, "b1s0"), (state, words));
        assert_eq!(outcome(&loaded, "b1s0").ended_at, None, "a reading says so");
        assert_eq!(told(&loaded, "b2s0").0, OutcomeState::NoReply);
    }
}

#[test]
fn a_call_without_an_answer_keeps_waiting_for_one_with_what_is_known_of_it() {
    let taken = "The call got no answer; should it have been taken, it will be cancelled.";
    for (answer, words) in [
        (CancelAnswer::Accepted, taken),
        (CancelAnswer::Refused("No.".into()), "Not cancelled: No."),
    ] {
        let mut loaded = mixed();
        happen(&mut loaded, Event::CallCancelled(2, answer), 5);
        assert_eq!(told(&loaded, "b2s0"), (OutcomeState::NoReply, Some(words)));
        assert!(loaded.asks(2), "a person is still asked");
        assert_eq!(told(&loaded, "b1s0"), (OutcomeState::NotStarted, None));
    }
}

#[test]
fn what_is_being_cancelled_stays_so_until_a_reading_ends_it() {
    let mut loaded = mixed();
    happen(
        &mut loaded,
        Event::JobCancelled((1, 0), CancelAnswer::Accepted),
        5,
    );
    assert!(hear(&mut loaded, 1, said(JobStatus::Executing), 6));
    assert_eq!(told(&loaded, "b1s0").0, OutcomeState::Cancelling);
    assert!(hear(&mut loaded, 1, said(JobStatus::Cancelling), 7));
    assert_eq!(told(&loaded, "b1s0").0, OutcomeState::Cancelling);
    assert!(!hear(&mut loaded, 1, said(JobStatus::Cancelling), 8));
    hear(
        &mut loaded,
        1,
        said_in_words(JobStatus::Cancelled, "By ada."),
        9,
    );
    assert_eq!(
        told(&loaded, "b1s0"),
        (OutcomeState::Cancelled, Some("By ada."))
    );
    assert_eq!(outcome(&loaded, "b1s0").ended_at, Some(at(9)));
}
