//! Calls found half-way, a cloud that is not there, jobs that fall silent.

use super::*;
use crate::support::short_lives;
use jiff::SignedDuration;
use slipway_domain::AppError;
use slipway_portal::watch::{self, Choice};
use slipway_simulator::packages;

#[tokio::test]
async fn a_call_found_half_way_waits_for_a_person_who_sends_it_again() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = Order::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.keep(&world, &portal, BatchState::Sending).await;
    let _watcher = watch::spawn(portal.clone());
    let asked = until_all(&world, &run, OutcomeState::NoAnswer).await;
    let why = "The call was sent, but the portal stopped before an answer came.";
    assert_eq!(messages(&asked), [why]);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        world.executions().await,
        0,
        "nothing is sent again by itself"
    );
    assert_eq!(detail(&world, &run).await.run.state, RunState::Live);

    portal
        .watch()
        .answer(
            &run,
            Choice::SendAgain,
            Some(world.token("admin").await),
            by(AuditAction::SendAgain),
        )
        .await
        .unwrap();
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Succeeded);
    assert_eq!(world.executions().await, 1);
}

#[tokio::test]
async fn a_call_found_half_way_may_be_left_unknown() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = Order::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let run = order.keep(&world, &portal, BatchState::Sending).await;
    let _watcher = watch::spawn(portal.clone());
    until_all(&world, &run, OutcomeState::NoAnswer).await;
    portal
        .watch()
        .answer(
            &run,
            Choice::LeaveUnknown,
            None,
            by(AuditAction::LeaveUnknown),
        )
        .await
        .unwrap();
    let end = detail(&world, &run).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(messages(&end), ["Left as unknown by a person."; 2]);
    let again = portal
        .watch()
        .answer(
            &run,
            Choice::SendAgain,
            Some(world.token("admin").await),
            by(AuditAction::SendAgain),
        )
        .await;
    assert!(matches!(again, Err(AppError::Conflict(_))), "{again:?}");
}

#[tokio::test]
async fn nothing_is_decided_where_nothing_is_asked() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let order = Order::on(&world, packages::NEVER_ENDS, 1).await;
    let run = order.submit(&world, &portal).await;
    until_all(&world, &run, OutcomeState::Executing).await;
    let answer = portal
        .watch()
        .answer(
            &run,
            Choice::LeaveUnknown,
            None,
            by(AuditAction::LeaveUnknown),
        )
        .await;
    assert!(matches!(answer, Err(AppError::Conflict(why)) if why.contains("waits for a decision")));
}

#[tokio::test]
async fn a_cloud_that_cannot_be_reached_is_tried_a_few_times() {
    let world = World::unreachable().await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let order = Order {
        package: packages::SIXTY_PARAMETERS,
        servers: vec![ServerId::new("va1slipweb01")],
        rollout: Rollout::PerServer,
        secrets: BTreeMap::new(),
        token: Secret::new("any"),
    };
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["Not sent: the cloud could not be reached at 5 tries."]
    );
    assert_eq!(end.outcomes[0].state, OutcomeState::NeverQueued);
}

#[tokio::test]
async fn a_job_that_falls_silent_is_lost_and_then_given_up() {
    let world = World::new(60.0).await;
    let lives = slipway_portal::Lives {
        lost_after: SignedDuration::from_millis(300),
        give_up_after: SignedDuration::from_secs(3),
        ..short_lives()
    };
    let portal = world.portal_with(lives);
    let _watcher = watch::spawn(portal.clone());
    let order = Order::on(&world, packages::ENDS_UNKNOWN, 1).await;
    let run = order.submit(&world, &portal).await;
    let silent = |detail: &RunDetail| {
        detail.batches[0]
            .job
            .as_ref()
            .is_some_and(|job| job.silent_since.is_some())
    };
    let executing = until(&world, &run, silent).await;
    assert_eq!(
        executing.outcomes[0].state,
        OutcomeState::Executing,
        "silence is no end"
    );
    let lost = || {
        portal
            .hub()
            .pulse(&run)
            .is_some_and(|pulse| pulse.lost == 1)
    };
    while !lost() {
        let state = detail(&world, &run).await.run.state;
        assert_eq!(
            state,
            RunState::Live,
            "contact is lost before it is given up"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Unknown);
    assert_eq!(messages(&end), ["No verdict within 3 seconds."]);
}
