//! Readings: progress, verdicts, silence and its ends.

use super::*;
use crate::runs::engine::progress;
use slipway_domain::run::JobStatus::{self, Executing, NotStarted, Resumed, Succeeded, Unknown};
use std::time::Duration;

#[test]
fn a_job_goes_its_way() {
    let mut loaded = queued(1);
    assert!(
        !hear(&mut loaded, 0, said(NotStarted), 2),
        "nothing new is not kept"
    );
    assert_eq!(job(&loaded).checked_at, Some(at(2)));
    assert!(hear(&mut loaded, 0, said(Executing), 5));
    assert_eq!(states(&loaded, 0), [OutcomeState::Executing]);
    assert_eq!(outcome(&loaded, "b0s0").executing_at, Some(at(5)));
    assert_eq!(job(&loaded).executing_at, Some(at(5)));
    assert!(hear(&mut loaded, 0, said(Resumed), 8));
    assert!(hear(&mut loaded, 0, said(Executing), 9));
    assert_eq!(
        states(&loaded, 0),
        [OutcomeState::Executing],
        "resumed is not an end"
    );
    assert_eq!(
        job(&loaded).executing_at,
        Some(at(5)),
        "the first time counts"
    );
    assert!(hear(&mut loaded, 0, said(Succeeded), 12));
    let end = outcome(&loaded, "b0s0");
    assert_eq!(
        (end.state, end.message.as_deref()),
        (OutcomeState::Succeeded, None)
    );
    assert_eq!((end.queued_at, end.ended_at), (Some(at(0)), Some(at(12))));
    assert_eq!(job(&loaded).next_check, None);
    assert_eq!(
        (loaded.state(), loaded.run().finished_at),
        (RunState::Finished, Some(at(12)))
    );
    assert!(
        !hear(&mut loaded, 0, said(Executing), 13),
        "an end is an end"
    );
    assert_eq!(outcome(&loaded, "b0s0").state, OutcomeState::Succeeded);
}

#[test]
fn resumed_may_be_the_first_work_that_is_seen() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Resumed), 4);
    assert_eq!(states(&loaded, 0), [OutcomeState::Executing]);
    hear(&mut loaded, 0, said(NotStarted), 6);
    assert_eq!(
        states(&loaded, 0),
        [OutcomeState::Executing],
        "work seen is not unseen"
    );
}

#[test]
fn success_is_meant_for_every_queued_server_and_no_other() {
    let mut loaded = loaded(&[3]);
    happen(&mut loaded, Event::Sending(0), 0);
    let entries = answer(&["b0s0", "b0s1"], "va1-1", &[("b0s2", "No.")]);
    happen(&mut loaded, Event::Accepted(0, entries), 1);
    hear(&mut loaded, 0, said(Succeeded), 3);
    assert_eq!(outcome(&loaded, "b0s0").state, OutcomeState::Succeeded);
    assert_eq!(outcome(&loaded, "b0s1").state, OutcomeState::Succeeded);
    assert_eq!(outcome(&loaded, "b0s2").state, OutcomeState::Refused);
    assert_eq!(loaded.state(), RunState::Finished);
}

#[test]
fn failure_is_said_only_of_a_server_that_had_the_verdict_alone() {
    let mut alone = queued(1);
    let why = "It failed.";
    hear(&mut alone, 0, said_in_words(JobStatus::Failed, why), 3);
    let end = outcome(&alone, "b0s0");
    assert_eq!(end.state, OutcomeState::Failed);
    assert_eq!(end.message.as_deref(), Some(why));

    let mut several = queued(3);
    hear(&mut several, 0, said(JobStatus::Failed), 3);
    assert_eq!(states(&several, 0), [OutcomeState::Unknown; 3]);
    let why = "The cloud gave one verdict for 3 servers: at least one failed.";
    assert_eq!(outcome(&several, "b0s1").message.as_deref(), Some(why));
}

#[test]
fn silence_is_kept_once_and_ends_with_a_word() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Executing), 5);
    assert!(
        hear(&mut loaded, 0, SILENCE, 10),
        "its beginning has to survive a restart"
    );
    assert!(!hear(&mut loaded, 0, SILENCE, 20));
    assert_eq!(job(&loaded).silent_since, Some(at(10)));
    assert_eq!(
        job(&loaded).checked_at,
        Some(at(5)),
        "only a word counts as a reading"
    );
    assert!(hear(&mut loaded, 0, said(Unknown), 30));
    assert_eq!(
        job(&loaded).silent_since,
        Some(at(10)),
        "unknown is no word"
    );
    assert!(hear(&mut loaded, 0, said(Executing), 40));
    assert_eq!(job(&loaded).silent_since, None);
    assert_eq!(states(&loaded, 0), [OutcomeState::Executing]);
}

#[test]
fn ten_silent_minutes_are_lost_contact_read_on_at_the_longest_interval() {
    let mut loaded = queued(2);
    hear(&mut loaded, 0, SILENCE, 0);
    hear(&mut loaded, 0, SILENCE, 599);
    assert_eq!(progress::of(&loaded, at(599)).lost, 0);
    hear(&mut loaded, 0, SILENCE, 600);
    let progress = progress::of(&loaded, at(600));
    assert_eq!(progress.lost, 2);
    let wait = job(&loaded)
        .next_check
        .unwrap()
        .duration_since(at(600))
        .as_secs_f64();
    assert!((27.0..=33.0).contains(&wait), "{wait}");
    assert_eq!(states(&loaded, 0), [OutcomeState::NotStarted; 2]);
}

#[test]
fn a_day_after_the_submit_it_is_given_up() {
    let day = 24 * 3600;
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Executing), day - 1);
    assert_eq!(states(&loaded, 0), [OutcomeState::Executing]);
    hear(&mut loaded, 0, said(Executing), day);
    let end = outcome(&loaded, "b0s0");
    assert_eq!(end.state, OutcomeState::Unknown);
    assert_eq!(end.message.as_deref(), Some("No verdict within 24 hours."));
    assert_eq!(job(&loaded).next_check, None);
    assert_eq!(loaded.state(), RunState::Finished);
}

#[test]
fn a_verdict_counts_however_late() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Succeeded), 30 * 3600);
    assert_eq!(states(&loaded, 0), [OutcomeState::Succeeded]);
}

#[test]
fn the_cloud_is_left_alone_for_as_long_as_it_asks() {
    let mut loaded = queued(1);
    hear(
        &mut loaded,
        0,
        Reading::Silence(Some(Duration::from_secs(90))),
        10,
    );
    assert_eq!(job(&loaded).next_check, Some(at(100)));
}

#[test]
fn more_than_five_minutes_of_work_are_overdue() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Executing), 10);
    assert_eq!(progress::of(&loaded, at(310)).overdue, 0);
    let progress = progress::of(&loaded, at(311));
    assert_eq!(progress.overdue, 1);
    assert_eq!(progress.as_of, Some(at(10).as_millisecond()));
    let rows = loaded.rows(loaded.outcomes(), at(311));
    assert!(rows[0].overdue);
    hear(&mut loaded, 0, said(Succeeded), 320);
    assert_eq!(
        progress::of(&loaded, at(400)),
        slipway_domain::live::Progress {
            as_of: Some(at(320).as_millisecond()),
            ..Default::default()
        }
    );
}

#[test]
fn a_paused_run_plans_no_reading() {
    let mut loaded = queued(1);
    assert!(progress::of(&loaded, at(1)).next_check.is_some());
    happen(&mut loaded, Event::TokenRefused, 1);
    assert_eq!(progress::of(&loaded, at(1)).next_check, None);
}

#[test]
fn unknown_begins_a_silence_that_a_newer_version_ends() {
    let mut loaded = queued(1);
    assert!(hear(&mut loaded, 0, said(Unknown), 5));
    assert_eq!(job(&loaded).silent_since, Some(at(5)));
    assert!(hear(&mut loaded, 0, Reading::NewerVersion, 6));
    assert_eq!(
        job(&loaded).silent_since,
        None,
        "who follows it hears of it"
    );
}

#[test]
fn a_job_is_read_no_longer_once_all_of_it_have_their_end() {
    use slipway_cloud::TargetObservation;
    let mut loaded = queued(2);
    let each = ["b0s0", "b0s1"].map(|name| TargetObservation {
        target: target(name),
        status: Succeeded,
        words: None,
    });
    let ended = Observation {
        each: each.to_vec(),
        ..Observation::of(Executing)
    };
    assert!(hear(&mut loaded, 0, Reading::Heard(ended), 5));
    assert_eq!(states(&loaded, 0), [OutcomeState::Succeeded; 2]);
    assert!(!job(&loaded).status.is_terminal());
    let again = read(
        &loaded,
        (0, 0),
        &said(JobStatus::Failed),
        128,
        at(6),
        &Timings::default(),
    );
    assert_eq!(again, Read::Ignored);
}

/// An observation of a job that speaks of one target by itself.
fn each(status: JobStatus, name: &str, own: JobStatus) -> Reading {
    Reading::Heard(Observation {
        each: vec![slipway_cloud::TargetObservation {
            target: target(name),
            status: own,
            words: Some("Its own.".to_owned()),
        }],
        ..Observation::of(status)
    })
}

#[test]
fn what_is_said_of_one_by_itself_is_meant_for_it_alone() {
    let failed = JobStatus::Failed;
    let mut loaded = queued(2);
    hear(&mut loaded, 0, each(Executing, "b0s1", failed), 5);
    let own = outcome(&loaded, "b0s1");
    assert_eq!(
        (own.state, own.message.as_deref()),
        (OutcomeState::Failed, Some("Its own."))
    );
    assert_eq!(outcome(&loaded, "b0s0").state, OutcomeState::Executing);
    // The rest had the verdict alone.
    hear(&mut loaded, 0, said(failed), 6);
    assert_eq!(outcome(&loaded, "b0s0").state, OutcomeState::Failed);
    let mut at_once = queued(2);
    hear(&mut at_once, 0, each(failed, "b0s1", Succeeded), 5);
    assert_eq!(outcome(&at_once, "b0s0").state, OutcomeState::Failed);
    assert_eq!(outcome(&at_once, "b0s1").state, OutcomeState::Succeeded);
    // A job that is over is over for each of its targets.
    let mut over = queued(2);
    hear(&mut over, 0, each(Succeeded, "b0s1", Executing), 5);
    assert_eq!(states(&over, 0), [OutcomeState::Succeeded; 2]);
}

#[test]
fn what_was_cancelled_was_so_for_all() {
    let mut loaded = queued(2);
    hear(&mut loaded, 0, said(JobStatus::Cancelled), 5);
    assert_eq!(states(&loaded, 0), [OutcomeState::Cancelled; 2]);
}

/// Whole seconds until a job is read next; the dice of [`hear`] jitter nothing.
fn wait(loaded: &LoadedRun, now: i64) -> i64 {
    let next = job(loaded).next_check.unwrap();
    let wait = next.duration_since(at(now));
    wait.round(jiff::Unit::Second).unwrap().as_secs()
}

#[test]
fn a_job_that_a_newer_version_follows_is_said_to_be_once_and_looked_at_seldom() {
    let mut loaded = queued(1);
    assert!(hear(&mut loaded, 0, Reading::NewerVersion, 5));
    let message = outcome(&loaded, "b0s0").message.clone().unwrap();
    assert!(
        message.starts_with("Followed by a newer version"),
        "{message}"
    );
    assert_eq!(wait(&loaded, 5), 30);
    assert!(
        !hear(&mut loaded, 0, Reading::NewerVersion, 35),
        "nothing new"
    );
}

#[test]
fn a_job_is_read_next_when_its_driver_says_and_else_by_its_age() {
    let mut loaded = queued(1);
    hear(&mut loaded, 0, said(Executing), 1);
    assert_eq!(wait(&loaded, 1), 2);
    let next = Reading::Heard(Observation {
        next: Some(Duration::from_secs(17)),
        ..Observation::of(Executing)
    });
    hear(&mut loaded, 0, next, 2);
    assert_eq!(wait(&loaded, 2), 17);
    // With whom contact is lost the driver knows no better.
    let unknown = || {
        Reading::Heard(Observation {
            next: Some(Duration::from_secs(17)),
            ..Observation::of(Unknown)
        })
    };
    hear(&mut loaded, 0, unknown(), 20);
    assert_eq!(wait(&loaded, 20), 17);
    hear(&mut loaded, 0, unknown(), 620);
    assert_eq!(wait(&loaded, 620), 30);
}

#[test]
fn how_long_nobody_gave_a_verdict_is_told_in_the_largest_unit_that_tells_it() {
    for (limit, words) in [(119, "119 seconds"), (120, "2 minutes"), (7_200, "2 hours")] {
        let queued = queued(1);
        let detail = RunDetail {
            run: queued.run().clone(),
            batches: queued.batches().to_vec(),
            outcomes: queued.outcomes().to_vec(),
        };
        let manners = Manners {
            give_up_after: SignedDuration::from_secs(limit),
            ..MANNERS
        };
        let mut loaded = LoadedRun::new(detail, manners, false);
        hear(&mut loaded, 0, said(Executing), limit);
        let message = outcome(&loaded, "b0s0").message.clone().unwrap();
        assert_eq!(message, format!("No verdict within {words}."));
    }
}
