//! Runs that wait: for somebody's token, for a cloud that the settings name, or for a store that does
//! not read.

use super::world::{World, job, key, server};
use crate::failing::Faults;
use crate::made;
use crate::support::by;
use slipway_cloud::{Observation, Reading, Submitted};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{BatchState, JobStatus, OutcomeState, RunDetail, RunState};
use slipway_domain::{RunId, Scope, Secret};
use slipway_portal::runs::engine::ResumeToken;
use slipway_scripted::{Asked, Scripted, jobs_for};
use std::collections::BTreeMap;
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_run_whose_token_was_refused_asks_the_cloud_nothing_until_somebody_signs_in() {
    let mut cloud = Scripted::default();
    cloud.manners.calls_at_once = 1;
    let world = World::new(cloud).await;
    world.cloud.hold(true);
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_sent(1).await;
    let accepted = Submitted::Accepted(jobs_for(&key(&run, 0, 1), &[server("w1")]));
    let busy = Submitted::NotTaken {
        wait: Some(Duration::from_mins(10)),
        why: "the cloud was too busy".into(),
    };
    world.cloud.script().submits.extend([accepted, busy]);
    world.cloud.hold(false);
    world.until_sent(2).await;
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, Reading::TokenRefused);
    world
        .until(&run, |detail| detail.run.state == RunState::Paused)
        .await;
    // A reading that was under way may still end.
    world.pass(Duration::from_secs(1)).await;
    let questions = || world.cloud.script().asked.len();
    let before = questions();
    world.pass(Duration::from_mins(30)).await;
    assert_eq!(questions(), before);
    let succeeded = Reading::Heard(Observation::of(JobStatus::Succeeded));
    world.cloud.hears(&w1, succeeded);
    let ada = world.signed_in("ada").await;
    let token = Secret::new("token of ada");
    world.portal.watch().credential(ada.principal, token);
    let first = |detail: &RunDetail| detail.outcomes[0].state == OutcomeState::Succeeded;
    let detail = world.until(&run, first).await;
    assert_eq!(detail.run.state, RunState::Live);
    // What is left to send waits for a press.
    world.pass(Duration::from_mins(10)).await;
    assert_eq!(world.sent(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_of_a_cloud_that_the_settings_no_longer_name_waits_until_they_do() {
    let mut world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.shut_down().await;
    world.open(false);
    let paused = world
        .until(&run, |detail| detail.run.state == RunState::Paused)
        .await;
    assert_eq!(paused.outcomes[0].state, OutcomeState::Executing);
    world.shut_down().await;
    let succeeded = Reading::Heard(Observation::of(JobStatus::Succeeded));
    world.cloud.hears(&job(&run, 0, "w1"), succeeded);
    world.open(true);
    let end = world.until_all(&run, OutcomeState::Succeeded).await;
    assert_eq!(end.run.state, RunState::Finished);
}

/// Somebody's token, for all that is left to send.
async fn of_ada(world: &World) -> ResumeToken {
    ResumeToken {
        by: Some(by(AuditAction::Resume)),
        holder: world.signed_in("ada").await.principal,
        secret: Secret::new("token of ada"),
        sends: true,
    }
}

async fn kept(world: &World, run: &RunId) -> Option<(Secret, bool)> {
    let kept = world.portal.store().runs.token(run).await.unwrap();
    kept.map(|kept| (kept.token, kept.may_send))
}

#[tokio::test(start_paused = true)]
async fn a_run_that_waits_for_nobody_goes_on_as_it_is() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let token = of_ada(&world).await;
    assert_eq!(world.portal.watch().resume(&run, token).await, Ok(()));
    let starters = (Secret::new("token of starter"), true);
    assert_eq!(kept(&world, &run).await, Some(starters));
    assert_eq!(world.recorded("resume").await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_shortly_before_the_refusal_lets_the_run_be_read_on() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    // Signing in offers the token to the run, which keeps it for when its own is refused.
    world.signed_in("ada").await;
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, Reading::TokenRefused);
    let paused = |detail: &RunDetail| detail.run.state == RunState::Paused;
    world.until(&run, paused).await;
    // It is refused like the one before.
    let for_reading = (Secret::new("token of ada"), false);
    assert_eq!(kept(&world, &run).await, Some(for_reading));
}

#[tokio::test(start_paused = true)]
async fn the_refusal_of_the_token_before_says_nothing_of_the_present_one() {
    let mut cloud = Scripted::default();
    cloud.manners.calls_at_once = 1;
    let world = World::new(cloud).await;
    let token = of_ada(&world).await;
    world.cloud.hold(true);
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_sent(1).await;
    let accepted = Submitted::Accepted(jobs_for(&key(&run, 0, 1), &[server("w1")]));
    let busy = Submitted::NotTaken {
        wait: Some(Duration::from_mins(1)),
        why: "the cloud was too busy".into(),
    };
    let answers = [accepted, busy, Submitted::TokenRefused];
    world.cloud.script().submits.extend(answers);
    world.cloud.hold(false);
    world.until_sent(2).await;
    world.cloud.hold(true);
    world.until_sent(3).await;
    // While the second call is under way, a reading finds that the token has ended.
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, Reading::TokenRefused);
    let paused = |detail: &RunDetail| detail.run.state == RunState::Paused;
    world.until(&run, paused).await;
    let executing = Reading::Heard(Observation::of(JobStatus::Executing));
    world.cloud.hears(&w1, executing);
    assert_eq!(world.portal.watch().resume(&run, token).await, Ok(()));
    world.cloud.hold(false);
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(detail.run.state, RunState::Live);
    let last = Asked::Submit(key(&run, 1, 1), "token of ada".into());
    assert!(world.cloud.script().asked.contains(&last));
}

/// Its lease is renewed though nothing else is done for it, or another instance would take it over.
#[tokio::test(start_paused = true)]
async fn a_run_that_waits_is_still_held() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, Reading::TokenRefused);
    let paused = |detail: &RunDetail| detail.run.state == RunState::Paused;
    world.until(&run, paused).await;
    for _ in 0..world.portal.timings().lease.as_secs() * 3 {
        world.pass(Duration::from_secs(1)).await;
        assert!(!world.is_free(&run).await);
    }
}

/// A run whose call needs a secret.
async fn with_a_secret(world: &World) -> RunId {
    let targets = vec![made::planned(server("w1"), "w1", "w")];
    let named = vec!["password".to_owned()];
    let plan = made::plan("p", named, targets, Rollout::default());
    let scope = Scope::new("Scripted", "MAIN");
    let detail = made::run(&world.portal, scope, "starter", plan, BatchState::Pending);
    let secrets = BTreeMap::from([("password".to_owned(), Secret::new("hush"))]);
    let token = Secret::new("token of starter");
    let run = made::save(world.portal.store(), detail, &secrets, token).await;
    world.portal.watch().follow(run.clone());
    run
}

#[tokio::test(start_paused = true)]
async fn secrets_that_cannot_be_read_are_asked_for_again_after_a_while() {
    let faults = Faults::default();
    let over = faults.clone();
    let world = World::over(Scripted::default(), |store| over.over(store)).await;
    faults.unread(2);
    let run = with_a_secret(&world).await;
    let quarter = world.portal.timings().poll_min / 4;
    for left in [1, 0] {
        world.at_once(|| faults.unread_left() == left).await;
        world.pass(quarter * 3).await;
        assert_eq!((faults.unread_left(), world.sent()), (left, 0));
        world.pass(quarter).await;
    }
    world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(world.sent(), 1);
}
