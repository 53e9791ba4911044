//! Calls whose answer was lost, where the driver can find out what became of them.

use super::world::{World, key, message, server, states};
use crate::support::by;
use jiff::SignedDuration;
use slipway_cloud::{LookedUp, Submitted};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{BatchState, OutcomeState, RunDetail, RunState};
use slipway_domain::{AppError, Secret};
use slipway_portal::runs::engine::ResumeToken;
use slipway_scripted::{Asked, Scripted, jobs_for};
use std::time::Duration;

fn look_ups(world: &World) -> usize {
    let script = world.cloud.script();
    let asked = script.asked.iter();
    asked.filter(|one| matches!(one, Asked::LookUp(..))).count()
}

async fn losing_one() -> World {
    losing_one_of(Scripted::default()).await
}

async fn losing_one_of(cloud: Scripted) -> World {
    let world = World::new(cloud.that_looks_up()).await;
    let lost = Submitted::Unknown("The line broke.".into());
    world.cloud.script().submits.push_back(lost);
    world
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_taken_is_followed_without_asking_anybody() {
    let world = losing_one().await;
    let run = world.start(&["w1"], Rollout::default()).await;
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    assert_eq!(lost.batches[0].state, BatchState::LookingUp);
    let said = "The line broke. The cloud is being asked what became of it.";
    assert_eq!(message(&lost, "w1"), said);
    let taken = jobs_for(&key(&run, 0, 1), &[server("w1")]);
    let found = [LookedUp::NotYet(None), LookedUp::Accepted(taken)];
    world.cloud.script().look_ups.extend(found);
    let found = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(found.batches[0].state, BatchState::Sent);
    assert_eq!(world.sent(), 1);
    assert!(look_ups(&world) >= 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_not_taken_is_sent_once_more_under_the_next_key() {
    let world = losing_one().await;
    world.cloud.script().look_ups.push_back(LookedUp::NotTaken);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let (first, second) = (key(&run, 0, 1), key(&run, 0, 2));
    assert_eq!(world.cloud.script().submits_asked(), [&first, &second]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_found_out_asks_a_person() {
    for look_up in [Some(LookedUp::Unknown("It keeps no list.".into())), None] {
        let world = losing_one().await;
        let by_time = look_up.is_none();
        world.cloud.script().look_ups.extend(look_up);
        let run = world.start(&["w1"], Rollout::default()).await;
        world.until_all(&run, OutcomeState::NoReply).await;
        if by_time {
            world.pass(Duration::from_mins(9)).await;
            let state = world.detail(&run).await.batches[0].state;
            assert_eq!(state, BatchState::LookingUp);
        }
        let asks = |detail: &RunDetail| detail.batches[0].state == BatchState::NoAnswer;
        let asked = world.until(&run, asks).await;
        assert_eq!(states(&asked), [("w1", OutcomeState::NoReply)]);
        // From here on nobody but a person goes on.
        let before = look_ups(&world);
        world.pass(Duration::from_hours(1)).await;
        assert_eq!((look_ups(&world), world.sent()), (before, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_under_way_when_the_portal_died_is_looked_up() {
    let mut world = World::new(Scripted::default().that_looks_up()).await;
    world.cloud.hold(true);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Sending).await;
    // What is kept before a call is no call yet.
    world.until_sent(1).await;
    world.restart().await;
    world.cloud.hold(false);
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    assert_eq!(lost.batches[0].state, BatchState::LookingUp);
    world.cloud.script().look_ups.push_back(LookedUp::Done);
    world.until_all(&run, OutcomeState::Succeeded).await;
    assert_eq!(world.sent(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_look_up_a_person_is_asked_at_once() {
    let world = World::new(Scripted::default()).await;
    let lost = Submitted::Unknown("The line broke.".into());
    world.cloud.script().submits.push_back(lost);
    let run = world.start(&["w1"], Rollout::default()).await;
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    assert_eq!(lost.batches[0].state, BatchState::NoAnswer);
    world.pass(Duration::from_hours(1)).await;
    assert_eq!((look_ups(&world), world.sent()), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_does_not_know_yet_is_asked_now_and_then() {
    let world = losing_one().await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::NoReply).await;
    world.pass(Duration::from_mins(1)).await;
    let asked = look_ups(&world);
    assert!((5..=31).contains(&asked), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn contact_counts_as_lost_at_its_very_limit() {
    // Nothing else is done at this time that a look-up could come along with.
    let limit = SignedDuration::from_secs(62);
    let mut cloud = Scripted::default();
    cloud.manners.lost_after = limit;
    let world = losing_one_of(cloud).await;
    let later = LookedUp::NotYet(Some(limit.unsigned_abs()));
    world.cloud.script().look_ups.push_back(later);
    let run = world.start(&["w1"], Rollout::default()).await;
    // The call is looked up as soon as it is lost, so that the next time is that of the limit.
    world.at_once(|| look_ups(&world) == 1).await;
    let sent = world.detail(&run).await.batches[0].sent_at.unwrap();
    assert_eq!(sent, world.portal.now());
    world.passes_until(|| look_ups(&world) == 2).await;
    let age = world.portal.now().duration_since(sent);
    let soon = limit + SignedDuration::from_secs(2);
    assert!(age >= limit && age < soon, "{age:?}");
    let asks = |detail: &RunDetail| detail.batches[0].state == BatchState::NoAnswer;
    world.until(&run, asks).await;
    assert_eq!(look_ups(&world), 2);
}

/// Looking up may write, so that a token for reading is not enough.
#[tokio::test(start_paused = true)]
async fn nothing_is_looked_up_as_somebody_who_only_signed_in() {
    let world = losing_one().await;
    let ended = LookedUp::TokenRefused;
    world.cloud.script().look_ups.push_back(ended);
    let run = world.start(&["w1"], Rollout::default()).await;
    let is = |state: RunState| move |detail: &RunDetail| detail.run.state == state;
    world.until(&run, is(RunState::Paused)).await;
    let ada = world.signed_in("ada").await.principal;
    let mut token = ResumeToken {
        by: Some(by(AuditAction::Resume)),
        holder: ada,
        secret: Secret::new("token of ada"),
        sends: false,
    };
    let watch = world.portal.watch();
    watch.credential(token.holder.clone(), token.secret.clone());
    world.until(&run, is(RunState::Live)).await;
    world.pass(Duration::from_mins(1)).await;
    assert_eq!(look_ups(&world), 1);
    token.sends = true;
    world.cloud.script().look_ups.push_back(LookedUp::Done);
    watch.resume(&run, token.clone()).await.unwrap();
    world.until_all(&run, OutcomeState::Succeeded).await;
    assert_eq!(look_ups(&world), 2);
    assert_eq!(world.recorded("resume").await, 1);
    // Nobody can go on with what is over.
    let over = watch.resume(&run, token).await;
    assert!(
        matches!(&over, Err(AppError::Conflict(why)) if why.contains("over")),
        "{over:?}"
    );
}
