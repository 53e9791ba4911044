//! Stopping to watch, and a portal that shuts down: calls under way get their answer, none follows.

use super::world::{World, key, states};
use crate::support::by;
use slipway_cloud::Submitted;
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{BatchState, OutcomeState, RunDetail, RunState};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::runs::engine::{Decided, Decision, Resolution};
use slipway_scripted::Scripted;
use std::time::Duration;

/// More than chance would leave unsent: with each answer a call may follow.
const AT_ONCE: usize = 12;
const STOPPING: &str = "Watching this run is being stopped.";

/// A run of which as many calls are under way as may be at once, and as many wait.
async fn half_way() -> (World, RunId) {
    let mut cloud = Scripted::default().that_cancels();
    cloud.manners.calls_at_once = AT_ONCE;
    let world = World::new(cloud).await;
    world.cloud.hold(true);
    let names: Vec<String> = (0..2 * AT_ONCE).map(|n| format!("w{n:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let run = world.start(&names, Rollout::default()).await;
    world.until_sent(AT_ONCE).await;
    (world, run)
}

fn count(detail: &RunDetail, state: OutcomeState) -> usize {
    let states = states(detail).into_iter();
    states.filter(|(_, is)| *is == state).count()
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_being_stopped_makes_no_further_call() {
    let (world, run) = half_way().await;
    let (one, two) = (world.stop(&run), world.stop(&run));
    let (one, two) = (tokio::spawn(one), tokio::spawn(two));
    // Both wait for the answers of calls under way.
    world.pass(Duration::from_secs(5)).await;
    assert!(!one.is_finished() && !two.is_finished());
    world.cloud.hold(false);
    world
        .at_once(|| one.is_finished() && two.is_finished())
        .await;
    let end = world.detail(&run).await;
    assert_eq!(one.await.unwrap(), Ok(()));
    assert_eq!(two.await.unwrap(), Ok(()));
    assert_eq!(world.sent(), AT_ONCE);
    assert_eq!(end.run.state, RunState::Stopped);
    assert_eq!(count(&end, OutcomeState::Unknown), AT_ONCE);
    assert_eq!(count(&end, OutcomeState::Refused), AT_ONCE);
    // The answers were kept: each call has its job.
    let jobs = end.batches.iter().map(|batch| batch.jobs.len());
    assert_eq!(jobs.sum::<usize>(), AT_ONCE);
    assert_eq!(world.recorded("stop-watching").await, 2);
}

#[tokio::test(start_paused = true)]
async fn nothing_else_is_asked_of_a_run_that_is_being_stopped() {
    let mut cloud = Scripted::default().that_cancels();
    cloud.manners.calls_at_once = 1;
    let world = World::new(cloud).await;
    let lost = Submitted::Unknown("The line broke.".into());
    world.cloud.script().submits.push_back(lost);
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    let asks = |detail: &RunDetail| detail.batches[0].state == BatchState::NoAnswer;
    world.until(&run, asks).await;
    world.until_sent(2).await;
    world.cloud.hold(true);
    let again = decide(&world, &run, Resolution::SendAgain).await;
    assert_eq!(again, Ok(Decided::Done));
    world.until_sent(3).await;
    let stop = tokio::spawn(world.stop(&run));
    world.pass(Duration::from_secs(1)).await;
    let stopping = AppError::Conflict(STOPPING.to_owned());
    let cancelled = world.cancel(&run, "cancel").await;
    assert_eq!(cancelled, Err(stopping.clone()));
    let left = decide(&world, &run, Resolution::LeaveUnknown).await;
    assert_eq!(left, Err(stopping));
    world.cloud.hold(false);
    world.at_once(|| stop.is_finished()).await;
    assert_eq!(stop.await.unwrap(), Ok(()));
    assert_eq!(world.recorded("cancel").await, 0);
}

async fn decide(world: &World, run: &RunId, resolution: Resolution) -> AppResult<Decided> {
    let decision = Decision {
        by: by(AuditAction::SendAgain),
        token: None,
        resolution,
        calls: [0].into(),
        version: world.detail(run).await.run.version,
    };
    world.portal.watch().answer(run, decision).await
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_shuts_down_makes_no_further_call_and_the_next_one_goes_on() {
    let (mut world, run) = half_way().await;
    let down = tokio::spawn(world.watcher().shutdown());
    world.pass(Duration::from_secs(2)).await;
    assert!(!down.is_finished());
    world.cloud.hold(false);
    world.at_once(|| down.is_finished()).await;
    assert_eq!(world.sent(), AT_ONCE);
    let left = world.detail(&run).await;
    assert_eq!(left.run.state, RunState::Live);
    assert_eq!(count(&left, OutcomeState::Waiting), AT_ONCE);
    assert_eq!(count(&left, OutcomeState::Sending), 0);
    assert!(world.is_free(&run).await);
    world.open(true);
    world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(world.sent(), 2 * AT_ONCE);
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_waits_five_seconds_for_calls_and_leaves_them_without_an_answer() {
    let mut world = World::new(Scripted::default()).await;
    world.cloud.hold(true);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_sent(1).await;
    let took = world.shut_down().await;
    let five = Duration::from_secs(5);
    assert!(took >= five && took < five * 2, "{took:?}");
    assert!(world.is_free(&run).await);
    world.cloud.hold(false);
    world.open(true);
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    assert_eq!(lost.batches[0].state, BatchState::NoAnswer);
    assert_eq!(world.cloud.script().submits_asked(), [&key(&run, 0, 1)]);
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_ends_like_a_crash_gives_nothing_back() {
    let mut world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.crash();
    world.pass(Duration::from_secs(2)).await;
    assert!(!world.is_free(&run).await);
}

#[tokio::test(start_paused = true)]
async fn a_run_of_a_portal_that_crashed_is_taken_over_soon_after_its_lease_ran_out() {
    let mut world = World::new(Scripted::default()).await;
    let lease = world.portal.timings().lease;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.crash();
    world.open(true);
    let questions = || world.cloud.script().asked.len();
    let before = questions();
    for _ in 1..lease.as_secs() * 2 {
        world.pass(Duration::from_secs(1)).await;
        // Whoever tries meanwhile gets an answer while no time passes.
        world.is_free(&run).await;
    }
    world.at_once(|| questions() > before).await;
}

#[tokio::test(start_paused = true)]
async fn whoever_asks_while_the_portal_shuts_down_hears_that_nobody_follows_the_run() {
    let mut world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let stop = world.stop(&run);
    let watcher = world.watcher();
    // The request is there when the engine hears that it is to end.
    let both = tokio::spawn(async move { tokio::join!(stop, watcher.shutdown()) });
    let took = world.passes_until(|| both.is_finished()).await;
    let (stopped, ()) = both.await.unwrap();
    assert!(
        matches!(&stopped, Err(AppError::Conflict(why)) if why.contains("Another instance")),
        "{stopped:?}"
    );
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(world.detail(&run).await.run.state, RunState::Live);
}
