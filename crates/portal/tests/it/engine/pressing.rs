//! Cancelling as people press it: who may, in which ways, and what is recorded.

use super::world::{World, job, states};
use slipway_cloud::{Observation, Reading};
use slipway_domain::plan::Rollout;
use slipway_domain::run::{JobStatus, OutcomeState};
use slipway_domain::{AppError, CloudName, Secret};
use slipway_portal::runs::cancel;
use slipway_portal::sign_in::{SignIn, sign_in};
use slipway_scripted::{Asked, Scripted};

fn of(user: &str) -> SignIn {
    SignIn {
        cloud: CloudName::new("Scripted"),
        user: user.into(),
        password: Secret::new("slipway"),
        address: [127, 0, 0, 1].into(),
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_may_start_such_runs_cancels_as_themselves() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let portal = &world.portal;
    let run = world.start(&["w1"], Rollout::default()).await;
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    let ways = cancel::ways(portal, &detail.run);
    let ways: Vec<_> = ways.iter().map(|way| way.word).collect();
    assert_eq!(ways, ["cancel", "kill"]);

    let viewer = sign_in(portal, of("viewer")).await.unwrap();
    let refused = cancel::cancel(portal, &viewer, &run, "kill").await;
    assert!(
        matches!(refused, Err(AppError::Forbidden(_))),
        "{refused:?}"
    );
    let ada = sign_in(portal, of("ada")).await.unwrap();
    let refused = cancel::cancel(portal, &ada, &run, "gently").await;
    let allowed = "Choose how to cancel the run: cancel, kill.";
    assert_eq!(refused, Err(AppError::Invalid(allowed.into())));

    cancel::cancel(portal, &ada, &run, "kill").await.unwrap();
    let job = job(&run, 0, "w1");
    let asked = Asked::Cancel(job.to_string(), "kill".into(), "token of ada".into());
    assert_eq!(world.cloud.script().asked.last(), Some(&asked));
    assert_eq!(world.audited("cancel").await, [format!("{run} kill")]);
    let cancelled = Reading::Heard(Observation::of(JobStatus::Cancelled));
    world.cloud.hears(&job, cancelled);
    let end = world.until_all(&run, OutcomeState::Cancelled).await;
    assert_eq!(states(&end), [("w1", OutcomeState::Cancelled)]);
    assert!(cancel::ways(portal, &end.run).is_empty());
    let again = cancel::cancel(portal, &ada, &run, "kill").await;
    assert!(matches!(again, Err(AppError::Conflict(_))), "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_cannot_cancel_says_so() {
    let world = World::new(Scripted::default()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert!(cancel::ways(&world.portal, &detail.run).is_empty());
    let ada = sign_in(&world.portal, of("ada")).await.unwrap();
    let refused = cancel::cancel(&world.portal, &ada, &run, "cancel").await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    let detail = world.detail(&run).await;
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
}
