//! What is heard after the end.

use super::*;

fn stopped() -> LoadedRun {
    let mut book = queued(2);
    happen(&mut book, Event::Stopped, 10);
    book
}

fn hear_later(book: &mut LoadedRun, heard: Observation) {
    happen(book, Event::HeardLater((0, 0), heard), 99);
}

#[test]
fn one_verdict_for_several_says_of_none_that_it_failed() {
    let mut book = stopped();
    let before = book.outcomes().to_vec();
    hear_later(&mut book, Observation::of(JobStatus::Failed));
    assert_eq!(book.outcomes(), before);
    assert_eq!(job(&book).status, JobStatus::Failed);
    // That was its verdict.
    hear_later(&mut book, Observation::of(JobStatus::Succeeded));
    assert_eq!(book.outcomes(), before);
}

#[test]
fn what_is_meant_for_all_of_them_counts_for_each() {
    let mut book = stopped();
    hear_later(&mut book, Observation::of(JobStatus::Succeeded));
    assert_eq!(states(&book, 0), [OutcomeState::Succeeded; 2]);
    assert_eq!(outcome(&book, "b0s0").ended_at, Some(at(99)));
    assert_eq!(book.state(), RunState::Stopped);
    assert_eq!(book.run().finished_at, Some(at(10)));
}

#[test]
fn nothing_is_known_later_while_a_run_is_followed() {
    let mut book = queued(1);
    hear_later(&mut book, Observation::of(JobStatus::Succeeded));
    assert_eq!(states(&book, 0), [OutcomeState::NotStarted]);
}
