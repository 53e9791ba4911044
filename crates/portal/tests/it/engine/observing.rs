//! Observing jobs: many at once, target by target, as often as the driver says.

use super::world::{World, job, message, minutes, server, states};
use slipway_cloud::{Accepted, Observation, Reading, Submitted, TargetObservation};
use slipway_domain::live::{LiveRow, LiveRun};
use slipway_domain::plan::{Grouping, Rollout};
use slipway_domain::run::{Handle, JobStatus, OutcomeState, RunState};
use slipway_portal::runs;
use slipway_scripted::{Asked, MANNERS, Scripted};
use std::time::Duration;

fn observed(world: &World) -> Vec<Vec<Handle>> {
    let asked = world.cloud.script().asked.clone();
    let asked = asked.into_iter().filter_map(|one| match one {
        Asked::Observe(handles) => Some(handles),
        _ => None,
    });
    asked.collect()
}

/// One job for all targets of a call.
fn together(targets: &[&str]) -> (Submitted, Handle) {
    let handle = Handle::new("scripted:1:together");
    let accepted = targets.iter().map(|target| Accepted {
        target: server(target),
        verdict: Ok((handle.clone(), "together".into())),
    });
    (Submitted::Accepted(accepted.collect()), handle)
}

#[tokio::test(start_paused = true)]
async fn jobs_are_observed_together_as_far_as_the_cloud_takes_them() {
    let names: Vec<String> = (0..7).map(|number| format!("w{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let world = World::new(Scripted::default()).await;
    let run = world.start(&names, Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.pass(Duration::from_mins(1)).await;
    let most = observed(&world).iter().map(Vec::len).max();
    assert_eq!(most, Some(MANNERS.handles_per_reading));
}

#[tokio::test(start_paused = true)]
async fn one_job_may_speak_of_each_of_its_targets() {
    let world = World::new(Scripted::default()).await;
    let targets = ["w1", "w2", "w3"];
    let (submitted, job) = together(&targets);
    world.cloud.script().submits.push_back(submitted);
    let run = world.start(&targets, Grouping::PerDataCenter.into()).await;
    let each = |target: &str, status, words: Option<&str>| TargetObservation {
        target: server(target),
        status,
        words: words.map(str::to_owned),
    };
    let mut heard = Observation {
        each: vec![
            each("w1", JobStatus::Succeeded, None),
            each("w2", JobStatus::Failed, Some("Its disk is full.")),
        ],
        ..Observation::of(JobStatus::Executing)
    };
    let say = |heard: &Observation| {
        let reading = Reading::Heard(heard.clone());
        world.cloud.hears(&job, reading);
    };
    say(&heard);
    let two_ended = |detail: &slipway_domain::run::RunDetail| {
        detail
            .outcomes
            .iter()
            .filter(|one| one.state.is_end())
            .count()
            == 2
    };
    let detail = world.until(&run, two_ended).await;
    let expected = [
        ("w1", OutcomeState::Succeeded),
        ("w2", OutcomeState::Failed),
        ("w3", OutcomeState::Executing),
    ];
    assert_eq!(states(&detail), expected);
    assert_eq!(message(&detail, "w2"), "Its disk is full.");
    // The verdict of the job can be meant by nobody but the one that is left.
    heard.status = JobStatus::Failed;
    heard.words = Some("It went wrong.".into());
    say(&heard);
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    let expected = [expected[0], expected[1], ("w3", OutcomeState::Failed)];
    assert_eq!(states(&end), expected);
    assert_eq!(message(&end, "w3"), "It went wrong.");
}

#[tokio::test(start_paused = true)]
async fn the_driver_says_when_to_look_next() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let reading = Reading::Heard(Observation {
        next: Some(Duration::from_mins(5)),
        ..Observation::of(JobStatus::Executing)
    });
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, reading);
    world.pass(Duration::from_mins(1)).await;
    let before = observed(&world).len();
    world.pass(Duration::from_mins(3)).await;
    assert_eq!(observed(&world).len(), before);
    world.pass(Duration::from_mins(3)).await;
    assert_eq!(observed(&world).len(), before + 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_of_a_newer_version_is_left_to_it_and_never_counts_as_lost() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let w1 = job(&run, 0, "w1");
    let newer = Reading::NewerVersion;
    world.cloud.hears(&w1, newer);
    let told = |detail: &slipway_domain::run::RunDetail| {
        message(detail, "w1").starts_with("Followed by a newer version")
    };
    world.until(&run, told).await;
    world.pass(Duration::from_mins(30)).await;
    let detail = world.detail(&run).await;
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
    assert_eq!(detail.run.state, RunState::Live);
    let live = runs::live_state(&world.portal, &detail);
    assert_eq!((live.progress.silent, live.progress.lost), (0, 0));
    assert!(MANNERS.lost_after < minutes(30));
    // Once it can be read again, it is.
    let ended = Reading::Heard(Observation::of(JobStatus::Succeeded));
    world.cloud.hears(&w1, ended);
    let end = world.until_all(&run, OutcomeState::Succeeded).await;
    assert_eq!(message(&end, "w1"), "");
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_asks_to_be_left_alone_is_asked_about_no_job() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let w1 = job(&run, 0, "w1");
    let wait = Reading::Silence(Some(Duration::from_mins(5)));
    world.cloud.hears(&w1, wait);
    let silent =
        |detail: &slipway_domain::run::RunDetail| detail.batches[0].jobs[0].silent_since.is_some();
    world.until(&run, silent).await;
    // What was asked before that was heard comes to its end.
    world.pass(Duration::from_secs(1)).await;
    let executing = Reading::Heard(Observation::of(JobStatus::Executing));
    world.cloud.hears(&w1, executing);
    let before = observed(&world).len();
    world.pass(Duration::from_mins(4)).await;
    assert_eq!(observed(&world).len(), before);
    world.pass(Duration::from_mins(2)).await;
    assert!(observed(&world).len() > before);
}

/// The next reading is begun once the one before has ended, so that a refusal is heard in time.
#[tokio::test(start_paused = true)]
async fn no_more_readings_are_under_way_than_the_cloud_takes_in_a_second() {
    let mut cloud = Scripted::default();
    cloud.manners.readings_per_second = 1;
    cloud.manners.handles_per_reading = 1;
    let world = World::new(cloud).await;
    let names = ["w1", "w2", "w3"];
    // One call, so that all of its jobs are due at the same moment.
    let run = world.start(&names, Grouping::PerDataCenter.into()).await;
    for name in names {
        let job = job(&run, 0, name);
        world.cloud.hears(&job, Reading::TokenRefused);
    }
    let paused = |detail: &slipway_domain::run::RunDetail| detail.run.state == RunState::Paused;
    world.until(&run, paused).await;
    world.pass(Duration::from_secs(10)).await;
    assert_eq!(observed(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn pages_hear_once_that_a_server_takes_too_long() {
    let mut cloud = Scripted::default();
    cloud.manners.overdue_after = minutes(2);
    let world = World::new(cloud).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    let mut updates = world.portal.hub().listen(&run);
    world.until_all(&run, OutcomeState::Executing).await;
    let mut told: Vec<LiveRow> = Vec::new();
    for _ in 0..4 {
        world.pass(Duration::from_mins(1)).await;
        while let Ok(update) = updates.try_recv() {
            let message: LiveRun = serde_json::from_str(&update.json.unwrap()).unwrap();
            told.extend(message.rows);
        }
    }
    let executing = told
        .iter()
        .filter(|row| row.state == OutcomeState::Executing);
    let overdue: Vec<bool> = executing.map(|row| row.overdue).collect();
    assert_eq!(overdue, [false, true]);
}

/// What is read says the same every time, so that nothing is kept; pages see all the same that it is
/// read.
#[tokio::test(start_paused = true)]
async fn pages_hear_of_readings_without_news() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    let before = world.until_all(&run, OutcomeState::Executing).await;
    world.pass(Duration::from_mins(3)).await;
    assert_eq!(world.detail(&run).await.run.version, before.run.version);
    let progress = world.portal.hub().progress(&run).unwrap();
    let minute_ago = world.portal.now() - minutes(1);
    let as_of = progress.as_of.unwrap();
    assert!(as_of > minute_ago.as_millisecond(), "{progress:?}");
}
