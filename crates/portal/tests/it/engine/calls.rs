//! Calls have keys, and time-outs of the cloud are a person's to decide.

use super::world::{World, key, states};
use crate::support::by;
use slipway_cloud::Submitted;
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{BatchState, OutcomeState, RunDetail, RunState};
use slipway_domain::{RunId, Secret};
use slipway_portal::runs::engine::{Decided, Decision, Resolution};
use slipway_scripted::{Asked, Scripted};
use std::time::Duration;

fn unknown() -> Submitted {
    Submitted::Unknown("The line broke.".into())
}

#[tokio::test(start_paused = true)]
async fn every_attempt_at_a_call_has_a_key_of_its_own() {
    let world = World::new(Scripted::default()).await;
    world.cloud.script().submits.push_back(unknown());
    let run = world.start(&["w1"], Rollout::default()).await;
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    // However long nobody decides, it is not sent again.
    world.pass(Duration::from_hours(1)).await;
    assert_eq!(world.cloud.script().submits_asked(), [&key(&run, 0, 1)]);
    let decision = Decision {
        by: by(AuditAction::SendAgain),
        token: Some(Secret::new("token of presser")),
        resolution: Resolution::SendAgain,
        calls: [0].into(),
        version: lost.run.version,
    };
    let decided = world.portal.watch().answer(&run, decision).await;
    assert_eq!(decided, Ok(Decided::Done));
    world.until_all(&run, OutcomeState::Executing).await;
    let token = |whose: &str| format!("token of {whose}");
    let submits = [
        Asked::Submit(key(&run, 0, 1), token("starter")),
        Asked::Submit(key(&run, 0, 2), token("presser")),
    ];
    let asked = world.cloud.script().asked.clone();
    let asked = asked
        .into_iter()
        .filter(|one| matches!(one, Asked::Submit(..)));
    assert_eq!(asked.collect::<Vec<_>>(), submits);
}

#[tokio::test(start_paused = true)]
async fn what_was_provably_not_taken_is_tried_again_under_the_same_key() {
    let world = World::new(Scripted::default()).await;
    let busy = Submitted::NotTaken {
        wait: Some(Duration::from_secs(40)),
        why: "the cloud was too busy".into(),
    };
    world.cloud.script().submits.push_back(busy);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_sent(1).await;
    world.pass(Duration::from_secs(39)).await;
    assert_eq!(world.sent(), 1);
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(detail.batches[0].attempt, 1);
    let first = key(&run, 0, 1);
    assert_eq!(world.cloud.script().submits_asked(), [&first, &first]);
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
}

/// Somebody looked at these calls and has them sent once more, as themselves.
async fn send_again(world: &World, run: &RunId, call: u32) {
    let decision = Decision {
        by: by(AuditAction::SendAgain),
        token: Some(Secret::new("token of presser")),
        resolution: Resolution::SendAgain,
        calls: [call].into(),
        version: world.detail(run).await.run.version,
    };
    let decided = world.portal.watch().answer(run, decision).await;
    assert_eq!(decided, Ok(Decided::Done));
}

fn busy(wait: Duration) -> Submitted {
    Submitted::NotTaken {
        wait: Some(wait),
        why: "the cloud was too busy".into(),
    }
}

async fn one_at_a_time(submits: impl IntoIterator<Item = Submitted>) -> World {
    let mut cloud = Scripted::default();
    cloud.manners.calls_at_once = 1;
    let world = World::new(cloud).await;
    world.cloud.script().submits.extend(submits);
    world
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_nobody_goes_on_with_the_token_of_whoever_sends_again() {
    let world = one_at_a_time([unknown(), busy(Duration::from_mins(2))]).await;
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_sent(2).await;
    let lost = |detail: &RunDetail| detail.batches[0].state == BatchState::NoAnswer;
    world.until(&run, lost).await;
    send_again(&world, &run, 0).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let asked = world.cloud.script().asked.clone();
    let calls = asked
        .into_iter()
        .filter(|one| matches!(one, Asked::Submit(..)));
    let whose: Vec<_> = calls.skip(2).collect();
    let presser = || "token of presser".to_owned();
    let sent = [
        Asked::Submit(key(&run, 0, 2), presser()),
        Asked::Submit(key(&run, 1, 1), presser()),
    ];
    assert_eq!(whose, sent);
}

#[tokio::test(start_paused = true)]
async fn of_a_run_that_waits_what_was_pressed_for_is_sent_and_nothing_else() {
    let world = one_at_a_time([unknown(), unknown(), Submitted::TokenRefused]).await;
    let run = world.start(&["w1", "w2", "w3"], Rollout::default()).await;
    let paused = |detail: &RunDetail| detail.run.state == RunState::Paused;
    world.until(&run, paused).await;
    world
        .cloud
        .script()
        .submits
        .push_back(busy(Duration::from_mins(1)));
    send_again(&world, &run, 0).await;
    world.until_sent(4).await;
    // The first waits for its next try.
    send_again(&world, &run, 1).await;
    let two = |detail: &RunDetail| {
        let states = states(detail).into_iter();
        states
            .filter(|(_, is)| *is == OutcomeState::Executing)
            .count()
            == 2
    };
    let detail = world.until(&run, two).await;
    assert_eq!(states(&detail)[2], ("w3", OutcomeState::Waiting));
    world.pass(Duration::from_mins(5)).await;
    assert_eq!(world.sent(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_run_begins_the_moment_it_is_submitted() {
    let world = World::new(Scripted::default()).await;
    // The sweep at the start finds nothing; the next one comes in seconds.
    world.pass(Duration::from_secs(4)).await;
    world.start(&["w1"], Rollout::default()).await;
    world.at_once(|| world.sent() == 1).await;
}
