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

#[test]
fn what_the_cloud_says_of_each_counts_for_each_and_no_end_is_taken_back() {
    use slipway_cloud::TargetObservation;
    let mut book = queued(3);
    let each = |status, names: &[&str]| Observation {
        each: names
            .iter()
            .map(|name| TargetObservation {
                target: target(name),
                status,
                words: Some("Disk full.".to_owned()),
            })
            .collect(),
        ..Observation::of(JobStatus::Executing)
    };
    let succeeded = each(JobStatus::Succeeded, &["b0s2"]);
    hear(&mut book, 0, Reading::Heard(succeeded), 5);
    happen(&mut book, Event::Stopped, 10);
    hear_later(&mut book, each(JobStatus::Failed, &["b0s0", "b0s2"]));
    let told = |name| {
        let outcome = outcome(&book, name);
        (outcome.state, outcome.message.as_deref())
    };
    let failed = "Known later: it failed. Disk full.";
    assert_eq!(told("b0s0"), (OutcomeState::Failed, Some(failed)));
    assert_eq!(told("b0s1").0, OutcomeState::Unknown);
    assert_eq!(told("b0s2").0, OutcomeState::Succeeded);
    assert_eq!(job(&book).checked_at, Some(at(99)));
}

#[test]
fn what_is_no_verdict_changes_nothing_later() {
    for status in [JobStatus::Executing, JobStatus::Unknown] {
        let mut book = stopped();
        let before = job(&book).clone();
        hear_later(&mut book, Observation::of(status));
        assert_eq!(*job(&book), before, "{status:?}");
        assert_eq!(states(&book, 0), [OutcomeState::Unknown; 2]);
    }
    let mut alone = queued(1);
    happen(&mut alone, Event::Stopped, 10);
    for job in [(0, 7), (7, 0)] {
        happen(
            &mut alone,
            Event::HeardLater(job, Observation::of(JobStatus::Failed)),
            99,
        );
        assert_eq!(
            states(&alone, 0),
            [OutcomeState::Unknown],
            "of no job of its own"
        );
    }
    hear_later(&mut alone, Observation::of(JobStatus::Failed));
    assert_eq!(states(&alone, 0), [OutcomeState::Failed]);
}

#[test]
fn a_job_that_was_cancelled_after_all_is_known_by_its_new_handle() {
    let mut book = queued(1);
    happen(&mut book, Event::Stopped, 10);
    let heard = Observation {
        handle: Some(handle("new")),
        ..Observation::of(JobStatus::Cancelled)
    };
    hear_later(&mut book, heard);
    assert_eq!(states(&book, 0), [OutcomeState::Cancelled]);
    let known = "Known later: it was cancelled.";
    assert_eq!(outcome(&book, "b0s0").message.as_deref(), Some(known));
    assert_eq!(job(&book).handle, handle("new"));
}
