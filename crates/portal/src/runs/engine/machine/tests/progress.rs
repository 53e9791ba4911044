//! What is counted as silent, lost and held, and when jobs were and will be read.

use super::*;
use crate::runs::engine::progress::{held, is_lost, of, silence};
use crate::runs::engine::upstream::Sends;
use std::collections::BTreeSet;

fn silent_job(since: i64) -> Job {
    Job {
        number: 0,
        handle: Handle::new("test:1:j"),
        id: "j".to_owned(),
        status: JobStatus::Executing,
        checked_at: None,
        next_check: None,
        executing_at: None,
        silent_since: (since >= 0).then(|| at(since)),
    }
}

#[test]
fn contact_is_lost_once_the_time_for_it_is_over() {
    let after = SignedDuration::from_secs(10);
    assert!(!is_lost(&silent_job(0), at(9), after));
    assert!(is_lost(&silent_job(0), at(10), after));
    assert!(!is_lost(&silent_job(-1), at(99), after), "it is not silent");
}

#[test]
fn the_silent_and_the_lost_are_counted_with_the_first_moment_of_each() {
    let batch = |jobs: &[i64]| Batch {
        jobs: jobs.iter().map(|since| silent_job(*since)).collect(),
        ..queued(1).batches()[0].clone()
    };
    let batches = [batch(&[3, -1]), batch(&[5]), batch(&[95]), batch(&[90, 97])];
    let after = SignedDuration::from_secs(20);
    let (silent, lost) = silence(&batches, at(100), after, |_, _| 2);
    assert_eq!((silent.servers, silent.since), (6, Some(at(90))));
    assert_eq!((lost.servers, lost.since), (4, Some(at(3))));
    let (silent, lost) = silence(&batches, at(100), after, |_, _| 0);
    assert_eq!(
        (silent.servers, silent.since),
        (0, None),
        "nobody is under them"
    );
    assert_eq!((lost.servers, lost.since), (0, None));
}

#[test]
fn servers_are_held_whose_calls_the_token_is_not_for() {
    let only = |calls: &[u32]| Sends::Only(calls.iter().copied().collect::<BTreeSet<u32>>());
    let mut run = loaded(&[2, 3, 1]);
    assert_eq!(held(&run, &Sends::All), 0);
    assert_eq!(held(&run, &Sends::NONE), 6);
    assert_eq!(held(&run, &only(&[1])), 3);
    happen(&mut run, Event::Sending(0), 0);
    assert_eq!(held(&run, &only(&[1])), 1, "what is sent is held no longer");
    happen(&mut run, Event::TokenRefused, 1);
    assert_eq!(
        held(&run, &Sends::NONE),
        0,
        "a paused run sends nothing at all"
    );
    let mut looks_up = book_of(&[2], true, server);
    happen(&mut looks_up, Event::Sending(0), 0);
    happen(&mut looks_up, Event::NoAnswer(0, "Lost.".into()), 1);
    assert_eq!(
        held(&looks_up, &Sends::NONE),
        2,
        "looking up takes a token, too"
    );
}

#[test]
fn a_run_is_as_old_as_its_latest_reading_and_is_read_when_its_first_job_is() {
    let mut run = loaded(&[1, 1]);
    for batch in [0, 1] {
        happen(&mut run, Event::Sending(batch), 0);
        let accepted = Accepted {
            target: server(batch, 0),
            verdict: Ok((Handle::new(format!("test:1:{batch}")), batch.to_string())),
        };
        happen(&mut run, Event::Accepted(batch, vec![accepted]), 0);
    }
    let executing = || Reading::Heard(Observation::of(JobStatus::Executing));
    hear(&mut run, 0, executing(), 10);
    hear(&mut run, 1, executing(), 20);
    let told = of(&run, at(20));
    assert_eq!(told.as_of, Some(at(20).as_millisecond()));
    let next = |place: usize| run.batches()[place].jobs[0].next_check;
    assert!(next(0) < next(1));
    assert_eq!(told.next_check, next(0).map(Timestamp::as_millisecond));
    assert_eq!((told.silent, told.silent_since, told.held), (0, None, 0));
    hear(&mut run, 1, Reading::Silence(None), 30);
    let told = of(&run, at(30));
    assert_eq!((told.silent, told.lost), (1, 0));
    assert_eq!(told.silent_since, Some(at(30).as_millisecond()));
}
