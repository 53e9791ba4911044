//! Tokens of clouds that list them: each is let go once neither a session nor a run holds it.

use super::world::{World, job};
use crate::support::by;
use jiff::SignedDuration;
use slipway_cloud::{Observation, Reading, Submitted};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{JobStatus, OutcomeState};
use slipway_domain::{AppError, RunId, Secret};
use slipway_portal::runs::engine::{Decided, Decision, Resolution};
use slipway_portal::sign_in::grants::{Grants, SESSION_KEY};
use slipway_portal::sign_in::{join, sign_out};
use slipway_portal::upkeep::housekeeping::sweep;
use slipway_scripted::{Asked, Scripted};
use slipway_store::SessionRow;
use std::time::Duration;

async fn world() -> World {
    World::new(Scripted::default().that_lists_tokens()).await
}

/// The session of somebody who signed in.
async fn session(world: &World, user: &str) -> Grants {
    let mut grants = Grants::default();
    let fresh = world.signed_in(user).await;
    join(&world.portal, &mut grants, fresh).await.unwrap();
    grants
}

fn let_go(world: &World) -> Vec<String> {
    let asked = world.cloud.script().asked.clone();
    let tokens = asked.into_iter().filter_map(|one| match one {
        Asked::SignOut(token) => Some(token),
        _ => None,
    });
    tokens.collect()
}

async fn until_let_go(world: &World, tokens: &[&str]) {
    world.at_once(|| let_go(world) == tokens).await;
}

async fn succeeds(world: &World, run: &RunId, target: &str) {
    let succeeded = Reading::Heard(Observation::of(JobStatus::Succeeded));
    world.cloud.hears(&job(run, 0, target), succeeded);
    world.until_all(run, OutcomeState::Succeeded).await;
}

#[tokio::test(start_paused = true)]
async fn whoever_signs_out_waits_for_no_cloud_that_is_told_so() {
    let world = world().await;
    let ada = session(&world, "ada").await;
    world.cloud.hold(true);
    sign_out(&world.portal, &ada).await.unwrap();
    until_let_go(&world, &["token of ada"]).await;
    for grant in ada.iter() {
        let auth = world.portal.auth(grant).await;
        assert_eq!(auth, Err(AppError::CredentialEnded));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_until_the_last_run_with_it_is_over() {
    let world = world().await;
    let starter = session(&world, "starter").await;
    let one = world.start(&["w1"], Rollout::default()).await;
    let two = world.start(&["w2"], Rollout::default()).await;
    world.until_all(&one, OutcomeState::Executing).await;
    world.until_all(&two, OutcomeState::Executing).await;
    sign_out(&world.portal, &starter).await.unwrap();
    succeeds(&world, &one, "w1").await;
    world.pass(Duration::from_mins(1)).await;
    assert!(let_go(&world).is_empty(), "one goes on");
    succeeds(&world, &two, "w2").await;
    until_let_go(&world, &["token of starter"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_token_outlives_its_runs_in_a_session() {
    let world = world().await;
    let starter = session(&world, "starter").await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    succeeds(&world, &run, "w1").await;
    world.pass(Duration::from_secs(10)).await;
    assert!(let_go(&world).is_empty());
    sign_out(&world.portal, &starter).await.unwrap();
    until_let_go(&world, &["token of starter"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_newer_sign_in_lets_the_token_of_the_one_before_go() {
    let world = world().await;
    let mut grants = session(&world, "ada").await;
    let bea = world.signed_in("bea").await;
    join(&world.portal, &mut grants, bea).await.unwrap();
    until_let_go(&world, &["token of ada"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_run_that_goes_on_as_somebody_else_lets_the_token_before_go() {
    let world = world().await;
    let lost = Submitted::Unknown("The line broke.".into());
    world.cloud.script().submits.push_back(lost);
    let run = world.start(&["w1"], Rollout::default()).await;
    let lost = world.until_all(&run, OutcomeState::NoReply).await;
    let decision = Decision {
        by: by(AuditAction::SendAgain),
        token: Some(Secret::new("token of presser")),
        resolution: Resolution::SendAgain,
        calls: [0].into(),
        version: lost.run.version,
    };
    let decided = world.portal.watch().answer(&run, decision).await;
    assert_eq!(decided, Ok(Decided::Done));
    until_let_go(&world, &["token of starter"]).await;
}

#[tokio::test(start_paused = true)]
async fn a_session_that_is_over_lets_its_tokens_go() {
    let world = world().await;
    let (ada, bea) = (session(&world, "ada").await, session(&world, "bea").await);
    let hour = SignedDuration::from_hours(1);
    for (key, grants, unused) in [(1, &ada, hour * 9), (2, &bea, hour)] {
        let row = SessionRow {
            key: [key; 32],
            data: serde_json::json!({ SESSION_KEY: grants }).to_string(),
            created_at: world.portal.now() - hour * 10,
            last_seen: world.portal.now() - unused,
        };
        let kept = world.portal.store().sessions.insert(&row).await;
        assert!(kept.unwrap());
    }
    sweep(&world.portal).await.unwrap();
    until_let_go(&world, &["token of ada"]).await;
    let ada = world.portal.auth(ada.iter().next().unwrap()).await;
    assert_eq!(ada, Err(AppError::CredentialEnded));
    let bea = world.portal.auth(bea.iter().next().unwrap()).await;
    assert!(bea.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_lists_no_tokens_is_told_nothing() {
    let world = World::new(Scripted::default()).await;
    let starter = session(&world, "starter").await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    sign_out(&world.portal, &starter).await.unwrap();
    succeeds(&world, &run, "w1").await;
    world.pass(Duration::from_secs(10)).await;
    assert!(let_go(&world).is_empty());
}
