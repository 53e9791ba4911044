//! Calls have keys, and time-outs of the cloud are a person's to decide.

use super::world::{World, key, states};
use crate::support::by;
use slipway_cloud::Submitted;
use slipway_domain::Secret;
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::OutcomeState;
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
    let run = world.start(&["w1"], Rollout::PerServer).await;
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
    let run = world.start(&["w1"], Rollout::PerServer).await;
    world.until_sent(1).await;
    world.pass(Duration::from_secs(39)).await;
    assert_eq!(world.sent(), 1);
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(detail.batches[0].attempt, 1);
    let first = key(&run, 0, 1);
    assert_eq!(world.cloud.script().submits_asked(), [&first, &first]);
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
}
