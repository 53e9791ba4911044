//! Servers that are built: queued under a job, then followed by themselves until they are active.

use super::*;
use slipway_domain::run::Built;
use slipway_domain::run::JobStatus::{Executing, NotStarted, Resumed, Succeeded, Unknown};

const NEW: &str = "planned:1";
const NAME: &str = "VA1SLIPWEB07";
const BEING_BUILT: &str = "The cloud builds it.";
const BEING_READIED: &str = "It is built; the cloud makes it ready.";
const GONE: &str = "It was built, but the cloud deletes it again.";

/// The job that builds is done: the server is followed in its place.
fn handed_on() -> Reading {
    Reading::Heard(Observation {
        handle: Some(handle("server-ab12")),
        words: Some(BEING_READIED.to_owned()),
        ..Observation::of(Resumed)
    })
}

fn named() -> Built {
    Built {
        id: ServerId::new("va1slipweb07"),
        name: NAME.to_owned(),
    }
}

/// One server to be.
fn to_be() -> LoadedRun {
    book_of(&[1], false, |_, _| target(NEW))
}

/// The server was seen, under its name.
fn seen(status: JobStatus, words: Option<&str>) -> Reading {
    Reading::Heard(Observation {
        built: Some(named()),
        words: words.map(str::to_owned),
        ..Observation::of(status)
    })
}

fn under_construction() -> Reading {
    seen(Resumed, Some(BEING_READIED))
}

/// A server whose build was queued at second 0.
fn building() -> LoadedRun {
    let mut loaded = to_be();
    happen(&mut loaded, Event::Sending(0), 0);
    let queued = answer(&[NEW], "va1-9", &[]);
    happen(&mut loaded, Event::Accepted(0, queued), 0);
    loaded
}

/// One whose job has succeeded at second 100.
fn built() -> LoadedRun {
    let mut loaded = building();
    hear(&mut loaded, 0, said_in_words(Executing, BEING_BUILT), 5);
    hear(&mut loaded, 0, handed_on(), 100);
    loaded
}

fn end(loaded: &LoadedRun) -> (OutcomeState, Option<&str>) {
    let outcome = outcome(loaded, NEW);
    (outcome.state, outcome.message.as_deref())
}

#[test]
fn a_build_goes_its_way_from_the_queue_to_the_active_server() {
    let mut loaded = building();
    hear(&mut loaded, 0, said(NotStarted), 2);
    assert_eq!(end(&loaded), (OutcomeState::NotStarted, None));
    assert!(hear(
        &mut loaded,
        0,
        said_in_words(Executing, BEING_BUILT),
        5
    ));
    assert_eq!(end(&loaded), (OutcomeState::Executing, Some(BEING_BUILT)));
    assert!(hear(&mut loaded, 0, handed_on(), 100));
    let readied = (OutcomeState::Executing, Some(BEING_READIED));
    assert_eq!(end(&loaded), readied);
    assert_eq!(job(&loaded).handle, handle("server-ab12"));
    assert!(job(&loaded).next_check.is_some());
    assert_eq!(
        loaded.state(),
        RunState::Live,
        "the server is not ready yet"
    );
    assert!(hear(&mut loaded, 0, under_construction(), 110));
    assert_eq!(
        outcome(&loaded, NEW).shown_name(),
        NAME,
        "its name is known"
    );
    assert_eq!(end(&loaded), readied);
    assert!(!hear(&mut loaded, 0, under_construction(), 120));
    assert!(hear(&mut loaded, 0, seen(Succeeded, None), 130));
    assert_eq!(end(&loaded), (OutcomeState::Succeeded, None));
    let outcome = outcome(&loaded, NEW);
    assert_eq!(
        (outcome.executing_at, outcome.ended_at),
        (Some(at(5)), Some(at(130)))
    );
    assert_eq!(outcome.built, Some(named()));
    assert_eq!(outcome.target, target(NEW));
    assert_eq!(
        (loaded.state(), job(&loaded).next_check),
        (RunState::Finished, None)
    );
}

#[test]
fn a_build_may_be_done_before_anybody_saw_it_begin() {
    let mut loaded = building();
    hear(&mut loaded, 0, handed_on(), 4);
    let outcome = outcome(&loaded, NEW);
    assert_eq!(outcome.state, OutcomeState::Executing);
    assert_eq!(outcome.executing_at, Some(at(4)));
    hear(&mut loaded, 0, seen(Succeeded, None), 6);
    assert_eq!(end(&loaded), (OutcomeState::Succeeded, None));
}

#[test]
fn a_managed_server_stays_under_construction_for_hours_without_an_end() {
    let timings = Timings::default();
    let mut loaded = built();
    for minute in 2..=180 {
        hear(&mut loaded, 0, under_construction(), minute * 60);
        assert_eq!(
            states(&loaded, 0),
            [OutcomeState::Executing],
            "minute {minute}"
        );
        let next = job(&loaded).next_check.unwrap();
        let wait = next.duration_since(at(minute * 60));
        assert!(wait <= SignedDuration::try_from(timings.poll_max * 2).unwrap());
    }
    hear(&mut loaded, 0, seen(Succeeded, None), 10_900);
    assert_eq!(end(&loaded), (OutcomeState::Succeeded, None));
}

#[test]
fn a_job_that_fails_ends_the_server_before_it_is_looked_for() {
    let mut loaded = building();
    hear(&mut loaded, 0, said(Executing), 5);
    let why = "It failed.";
    hear(&mut loaded, 0, said_in_words(JobStatus::Failed, why), 50);
    assert_eq!(end(&loaded), (OutcomeState::Failed, Some(why)));
    assert_eq!(loaded.state(), RunState::Finished);
    assert!(
        !hear(&mut loaded, 0, seen(Succeeded, None), 60),
        "an end is an end"
    );
}

#[test]
fn a_server_that_is_deleted_while_it_is_made_ready_has_failed() {
    let mut loaded = built();
    hear(&mut loaded, 0, seen(JobStatus::Failed, Some(GONE)), 120);
    assert_eq!(end(&loaded), (OutcomeState::Failed, Some(GONE)));
    assert_eq!(outcome(&loaded, NEW).shown_name(), NAME);
}

#[test]
fn a_server_that_vanishes_is_lost_contact_and_in_the_end_unknown() {
    let mut loaded = built();
    hear(&mut loaded, 0, under_construction(), 110);
    assert!(hear(&mut loaded, 0, SILENCE, 120), "a 404 says nothing");
    assert!(!hear(&mut loaded, 0, SILENCE, 180));
    assert_eq!(job(&loaded).silent_since, Some(at(120)));
    assert_eq!(states(&loaded, 0), [OutcomeState::Executing]);
    let lost =
        crate::runs::engine::progress::is_lost(job(&loaded), at(120 + 601), MANNERS.lost_after);
    assert!(lost);
    hear(&mut loaded, 0, SILENCE, 86_401);
    let (state, why) = end(&loaded);
    assert_eq!(state, OutcomeState::Unknown);
    assert_eq!(why, Some("No verdict within 24 hours."));
    assert_eq!(
        outcome(&loaded, NEW).shown_name(),
        NAME,
        "where to look is known"
    );
    assert_eq!(loaded.state(), RunState::Finished);
}

#[test]
fn a_server_that_comes_back_from_silence_is_followed_on() {
    let mut loaded = built();
    hear(&mut loaded, 0, SILENCE, 120);
    hear(&mut loaded, 0, under_construction(), 900);
    assert_eq!(job(&loaded).silent_since, None);
    hear(&mut loaded, 0, seen(Succeeded, None), 930);
    assert_eq!(end(&loaded), (OutcomeState::Succeeded, None));
}

#[test]
fn states_that_are_no_end_are_followed_on() {
    let mut loaded = built();
    for (second, reading) in [
        (110, under_construction()),
        (130, said(Unknown)),
        (140, said(Resumed)),
    ] {
        hear(&mut loaded, 0, reading, second);
        assert_eq!(states(&loaded, 0), [OutcomeState::Executing], "at {second}");
    }
}

#[test]
fn after_a_restart_the_server_is_followed_where_it_was_left() {
    for (loaded, followed) in [(building(), "va1-9"), (built(), "server-ab12")] {
        let detail = RunDetail {
            run: loaded.run().clone(),
            batches: loaded.batches().to_vec(),
            outcomes: loaded.outcomes().to_vec(),
        };
        let mut again = LoadedRun::new(detail, MANNERS, false);
        happen(&mut again, Event::TakenOver, 200);
        assert_eq!(job(&again).handle, handle(followed));
        assert_eq!(
            batch(&again, 0).state,
            BatchState::Sent,
            "it is not sent again"
        );
        hear(&mut again, 0, handed_on(), 210);
        hear(&mut again, 0, seen(Succeeded, None), 220);
        assert_eq!(end(&again), (OutcomeState::Succeeded, None));
    }
}

#[test]
fn a_build_that_was_being_ordered_when_the_portal_stopped_is_not_ordered_again() {
    let mut loaded = to_be();
    happen(&mut loaded, Event::Sending(0), 0);
    happen(&mut loaded, Event::TakenOver, 10);
    assert_eq!(batch(&loaded, 0).state, BatchState::NoAnswer);
    assert_eq!(states(&loaded, 0), [OutcomeState::NoReply]);
    assert!(loaded.pending().next().is_none());
}

/// What a cloud calls a server that was there before is no news of the run's.
#[test]
fn only_what_was_to_be_built_becomes_something() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, seen(Succeeded, None), 10);
    let outcome = outcome(&loaded, "b0s0");
    assert_eq!(outcome.built, None);
    assert_eq!(outcome.shown_name(), "B0S0");
}
