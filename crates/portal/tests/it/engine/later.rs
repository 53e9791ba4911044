//! After the end: what was unknown may become a verdict when somebody asks once more; nothing else
//! is taken back.

use super::world::{World, job, message, minutes, states};
use slipway_cloud::{Observation, Reading};
use slipway_domain::plan::Rollout;
use slipway_domain::run::{JobStatus, OutcomeState, RunDetail, RunState};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::runs::ask_again::{ask_again, unsettled};
use slipway_portal::{Grant, runs};
use slipway_scripted::Scripted;
use std::time::Duration;

fn heard(status: JobStatus, words: Option<&str>) -> Reading {
    Reading::Heard(Observation {
        words: words.map(str::to_owned),
        ..Observation::of(status)
    })
}

/// Somebody asks once more, and waits for their turn.
async fn ask(world: &World, grant: &Grant, run: &RunId) -> AppResult<usize> {
    let (portal, grant, run) = (world.portal.clone(), grant.clone(), run.clone());
    let asked = tokio::spawn(async move { ask_again(&portal, &grant, &run).await });
    while !asked.is_finished() {
        world.pass(Duration::from_millis(100)).await;
    }
    asked.await.unwrap()
}

/// A run that was followed for as long as the cloud lets one: one target has its end, of the others
/// nobody knows.
async fn given_up(names: &[&str]) -> (World, RunId, RunDetail) {
    let mut cloud = Scripted::default();
    cloud.manners.give_up_after = minutes(2);
    let world = World::new(cloud).await;
    let run = world.start(names, Rollout::default()).await;
    let ended = heard(JobStatus::Failed, Some("No space."));
    world.cloud.hears(&job(&run, 0, names[0]), ended);
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    // Whoever followed it gives its lease back a little later.
    world.pass(Duration::from_mins(3)).await;
    (world, run, end)
}

#[tokio::test(start_paused = true)]
async fn an_unknown_end_becomes_a_verdict_when_somebody_asks_once_more() {
    let (world, run, end) = given_up(&["w1", "w2", "w3"]).await;
    assert_eq!(end.run.state, RunState::Finished);
    let (failed, unknown) = (OutcomeState::Failed, OutcomeState::Unknown);
    assert_eq!(
        states(&end),
        [("w1", failed), ("w2", unknown), ("w3", unknown)]
    );
    assert_eq!(unsettled(&world.portal, &end), 2);
    let ada = world.signed_in("ada").await;

    let asked_at = world.portal.now();
    // The first is asked about no more, whatever would be heard of it.
    world
        .cloud
        .hears(&job(&run, 0, "w1"), heard(JobStatus::Succeeded, None));
    world
        .cloud
        .hears(&job(&run, 1, "w2"), heard(JobStatus::Succeeded, None));
    assert_eq!(ask(&world, &ada, &run).await, Ok(1));
    let known = world.detail(&run).await;
    let succeeded = OutcomeState::Succeeded;
    assert_eq!(
        states(&known),
        [("w1", failed), ("w2", succeeded), ("w3", unknown)]
    );
    assert_eq!(message(&known, "w2"), "Known later: it succeeded.");
    let outcome = known.outcomes.iter().find(|one| one.name == "w2").unwrap();
    assert!(outcome.ended_at >= Some(asked_at));
    assert_eq!(known.run.finished_at, end.run.finished_at);
    assert!(known.run.version > end.run.version);
    assert_eq!(
        world.audited("known-later").await,
        [format!("{run} w2 succeeded")]
    );

    // The same once more, about what is left.
    world
        .cloud
        .hears(&job(&run, 1, "w2"), heard(JobStatus::Failed, None));
    let said = heard(JobStatus::Failed, Some("Too late."));
    world.cloud.hears(&job(&run, 2, "w3"), said);
    assert_eq!(ask(&world, &ada, &run).await, Ok(1));
    let known = world.detail(&run).await;
    assert_eq!(
        states(&known),
        [("w1", failed), ("w2", succeeded), ("w3", failed)]
    );
    assert_eq!(message(&known, "w3"), "Known later: it failed. Too late.");
    assert_eq!(unsettled(&world.portal, &known), 0);
    let nothing = ask(&world, &ada, &run).await;
    assert!(matches!(nothing, Err(AppError::Conflict(_))), "{nothing:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_cloud_does_not_know_stays_unknown() {
    let (world, run, end) = given_up(&["w1", "w2"]).await;
    let ada = world.signed_in("ada").await;
    let w2 = job(&run, 1, "w2");
    for nothing in [
        heard(JobStatus::Executing, None),
        heard(JobStatus::Unknown, None),
        Reading::Silence(None),
        Reading::Silence(Some(Duration::from_mins(1))),
        Reading::NewerVersion,
    ] {
        world.cloud.hears(&w2, nothing);
        assert_eq!(ask(&world, &ada, &run).await, Ok(0));
    }
    world.cloud.hears(&w2, Reading::TokenRefused);
    let ended = ask(&world, &ada, &run).await;
    assert_eq!(ended, Err(AppError::CredentialEnded));
    let detail = world.detail(&run).await;
    assert_eq!(detail, end);
    assert!(world.audited("known-later").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn only_who_may_start_such_runs_asks_and_only_when_they_are_over() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let ada = world.signed_in("ada").await;
    let live = ask(&world, &ada, &run).await;
    assert!(matches!(live, Err(AppError::Conflict(_))), "{live:?}");
    runs::stop(&world.portal, &ada, &run).await.unwrap();
    let viewer = world.signed_in("viewer").await;
    let refused = ask(&world, &viewer, &run).await;
    assert!(
        matches!(refused, Err(AppError::Forbidden(_))),
        "{refused:?}"
    );

    // A run that was stopped stays so.
    world
        .cloud
        .hears(&job(&run, 0, "w1"), heard(JobStatus::Succeeded, None));
    assert_eq!(ask(&world, &ada, &run).await, Ok(1));
    let detail = world.detail(&run).await;
    assert_eq!(states(&detail), [("w1", OutcomeState::Succeeded)]);
    assert_eq!(detail.run.state, RunState::Stopped);
}
