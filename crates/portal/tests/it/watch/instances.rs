//! Leases: one instance works on a run, another goes on when it is gone.

use super::*;
use crate::support::soon;
use slipway_domain::AppError;
use slipway_portal::runs::engine;
use slipway_simulator::packages;

#[tokio::test]
async fn a_lease_from_before_the_clock_was_put_back_holds_nobody_up() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.save(&world, &portal, BatchState::Pending).await;
    let then = portal.now() + jiff::SignedDuration::from_hours(1);
    let until_then = then + portal.timings().lease;
    let held = world.store.runs.lease(&run, "another", then, until_then);
    assert!(held.await.unwrap());
    let _watcher = engine::spawn(portal.clone());
    until_state(&world, &run, RunState::Finished).await;
}

#[tokio::test]
async fn a_run_that_another_owner_holds_is_left_alone_until_its_lease_ends() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.save(&world, &portal, BatchState::Pending).await;
    let until_then = soon(&portal, Duration::from_millis(1500));
    let held = world
        .store
        .runs
        .lease(&run, "another", portal.now(), until_then)
        .await
        .unwrap();
    assert!(held);
    portal.watch().follow(run.clone());
    let stop = portal
        .watch()
        .stop(&run, by(AuditAction::StopWatching))
        .await;
    assert!(matches!(stop, Err(AppError::Conflict(why)) if why.contains("Another instance")));
    assert_eq!(world.executions().await, 0);
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Succeeded);
    assert!(portal.now() >= until_then);
}

#[tokio::test]
async fn of_two_instances_one_sends() {
    let world = World::new(60.0).await;
    let (one, two) = (world.portal(), world.portal());
    let _watchers = [engine::spawn(one.clone()), engine::spawn(two.clone())];
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 5).await;
    let run = order.save(&world, &one, BatchState::Pending).await;
    one.watch().follow(run.clone());
    two.watch().follow(run.clone());
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
    assert_eq!(world.executions().await, 5);
}

#[tokio::test]
async fn another_instance_goes_on_when_one_dies() {
    let world = World::new(10.0).await;
    let (one, two) = (world.portal(), world.portal());
    let first = engine::spawn(one.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 3).await;
    let run = order.submit(&world, &one).await;
    until_all(&world, &run, OutcomeState::NotStarted).await;
    let _second = engine::spawn(two.clone());
    first.abort();
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
    assert_eq!(world.executions().await, 3, "nothing was sent twice");
}

#[tokio::test]
async fn a_sign_in_at_one_instance_wakes_the_runs_of_the_other() {
    let world = World::new(30.0).await;
    let (one, two) = (world.portal(), world.portal());
    let _first = engine::spawn(one.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.submit(&world, &one).await;
    until_all(&world, &run, OutcomeState::NotStarted).await;
    world.expire_tokens().await;
    until_state(&world, &run, RunState::Paused).await;
    let _second = engine::spawn(two.clone());
    let token = world.token("admin").await;
    two.watch().credential(world.holder("ServerAdmin"), token);
    until_state(&world, &run, RunState::Finished).await;
}

#[tokio::test]
async fn a_shutdown_gives_the_lease_back_at_once() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::NEVER_ENDS, 1).await;
    let run = order.submit(&world, &portal).await;
    until_all(&world, &run, OutcomeState::Executing).await;
    watcher.shutdown().await;
    let later = soon(&portal, Duration::from_secs(1));
    assert!(
        world
            .store
            .runs
            .lease(&run, "another", portal.now(), later)
            .await
            .unwrap()
    );
    assert_eq!(detail(&world, &run).await.run.state, RunState::Live);
    let stop = portal
        .watch()
        .stop(&run, by(AuditAction::StopWatching))
        .await;
    assert!(
        matches!(stop, Err(AppError::Conflict(_))),
        "nobody listens any more"
    );
}

#[tokio::test]
async fn a_page_finds_out_what_nobody_told_it() {
    let world = World::new(60.0).await;
    let (one, two) = (world.portal(), world.portal());
    let _watcher = engine::spawn(one.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.save(&world, &one, BatchState::Pending).await;
    let shown = detail(&world, &run).await.run.version;
    // Nobody says that it is there: the engine finds it by itself.
    let end = until_state(&world, &run, RunState::Finished).await;
    // Its changes were told at the one instance only.
    assert!(slipway_portal::runs::is_behind(&two, &run, shown).await);
    let latest = end.run.version;
    assert!(!slipway_portal::runs::is_behind(&two, &run, latest).await);
}
