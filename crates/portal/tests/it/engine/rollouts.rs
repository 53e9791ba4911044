//! Rollouts as they are carried out: how many are under way, what is held, and what survives a crash.

use super::world::{World, job, message, states};
use crate::support::by;
use slipway_cloud::{Observation, Reading};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::{AfterCanary, Canary, Pace, Portion, Rollout};
use slipway_domain::run::{HoldReason, JobStatus, OutcomeState, RunDetail, RunState};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::runs::engine::RolloutCommand;
use slipway_scripted::Scripted;
use std::time::Duration;

/// Some minutes less than a rollout waits.
const SHORT_OF_IT: Duration = Duration::from_mins(55);

const NAMES: [&str; 6] = ["w1", "w2", "w3", "w4", "w5", "w6"];

fn paced(pace: Pace) -> Rollout {
    Rollout {
        pace,
        ..Rollout::default()
    }
}

/// The target at this place ends.
fn ends(world: &World, run: &RunId, place: u32, how: JobStatus) {
    let name = NAMES[place as usize];
    let heard = Reading::Heard(Observation::of(how));
    world.cloud.hears(&job(run, place, name), heard);
}

async fn command(world: &World, run: &RunId, command: RolloutCommand) -> AppResult<()> {
    let by = by(AuditAction::PauseRollout);
    world.portal.watch().rollout(run, command, by).await
}

fn held(detail: &RunDetail) -> Option<HoldReason> {
    detail.run.rollout.hold.map(|hold| hold.reason)
}

#[tokio::test(start_paused = true)]
async fn as_many_are_under_way_as_said_and_a_crash_changes_nothing() {
    let mut world = World::new(Scripted::default()).await;
    let run = world.start(&NAMES, paced(Pace::AtMost(2))).await;
    world.until_sent(2).await;
    world.pass(Duration::from_mins(1)).await;
    assert_eq!(world.sent(), 2);
    world.restart().await;
    world.pass(Duration::from_mins(1)).await;
    assert_eq!(world.sent(), 2, "after a crash too");
    ends(&world, &run, 1, JobStatus::Failed);
    world.until_sent(3).await;
    world.pass(Duration::from_mins(1)).await;
    assert_eq!(world.sent(), 3);
    for place in 0..6 {
        ends(&world, &run, place, JobStatus::Succeeded);
    }
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(world.sent(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_batch_begins_when_the_one_before_has_ended() {
    let world = World::new(Scripted::default()).await;
    let batches = paced(Pace::Batches(Portion::Percent(50)));
    let run = world.start(&NAMES, batches).await;
    world.until_sent(3).await;
    ends(&world, &run, 0, JobStatus::Succeeded);
    ends(&world, &run, 2, JobStatus::Failed);
    world.pass(Duration::from_mins(2)).await;
    assert_eq!(world.sent(), 3);
    ends(&world, &run, 1, JobStatus::Succeeded);
    world.until_sent(6).await;
}

#[tokio::test(start_paused = true)]
async fn a_canary_waits_for_a_person_through_a_crash() {
    let mut world = World::new(Scripted::default()).await;
    let careful = Rollout {
        canary: Some(Canary {
            targets: 1,
            then: AfterCanary::Ask,
        }),
        ..Rollout::default()
    };
    let run = world.start(&NAMES, careful).await;
    world.until_sent(1).await;
    let early = command(&world, &run, RolloutCommand::Resume).await;
    assert_eq!(
        early,
        Err(AppError::Conflict("This run is not paused.".to_owned()))
    );
    ends(&world, &run, 0, JobStatus::Succeeded);
    let waits = world.until(&run, |detail| held(detail).is_some()).await;
    assert_eq!(held(&waits), Some(HoldReason::Canary));
    world.restart().await;
    world.pass(Duration::from_mins(10)).await;
    assert_eq!(world.sent(), 1);
    let resumed = command(&world, &run, RolloutCommand::Resume).await;
    assert_eq!(resumed, Ok(()));
    world.until_sent(6).await;
    let twice = command(&world, &run, RolloutCommand::Pause).await;
    assert!(twice.is_err(), "nothing is left to pause");
}

#[tokio::test(start_paused = true)]
async fn nobody_resuming_it_in_time_ends_it() {
    let world = World::new(Scripted::default()).await;
    let careful = Rollout {
        pace: Pace::AtMost(1),
        stop_above: Some(Portion::Targets(0)),
        ..Rollout::default()
    };
    let run = world.start(&NAMES, careful).await;
    world.until_sent(1).await;
    ends(&world, &run, 0, JobStatus::Failed);
    let held_by = world.until(&run, |detail| held(detail).is_some()).await;
    assert_eq!(held(&held_by), Some(HoldReason::Failures));
    world.pass(SHORT_OF_IT).await;
    assert_eq!(world.detail(&run).await.run.state, RunState::Live);
    world.pass(Duration::from_mins(6)).await;
    let end = world.detail(&run).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(world.sent(), 1);
    let said = message(&end, "w2");
    assert_eq!(said, "Not sent: nobody resumed the run within an hour.");
}

#[tokio::test(start_paused = true)]
async fn pausing_sends_nothing_more_and_stopping_follows_what_was_sent() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&NAMES, paced(Pace::AtMost(2))).await;
    world.until_sent(2).await;
    assert_eq!(command(&world, &run, RolloutCommand::Pause).await, Ok(()));
    let twice = command(&world, &run, RolloutCommand::Pause).await;
    assert_eq!(
        twice,
        Err(AppError::Conflict("This run is paused already.".to_owned()))
    );
    ends(&world, &run, 0, JobStatus::Succeeded);
    world.pass(Duration::from_mins(2)).await;
    assert_eq!(world.sent(), 2);
    let stop = command(&world, &run, RolloutCommand::StopSending).await;
    assert_eq!(stop, Ok(()));
    let left = world.detail(&run).await;
    assert_eq!(left.run.state, RunState::Live);
    assert_eq!(states(&left)[5].1, OutcomeState::Refused);
    ends(&world, &run, 1, JobStatus::Failed);
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(states(&end)[1].1, OutcomeState::Failed);
    assert_eq!(world.recorded("pause-rollout").await, 2);
}
