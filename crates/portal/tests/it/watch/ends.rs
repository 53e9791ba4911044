//! How runs end: well, refused, failed, without a verdict of their own, stopped.

use super::*;
use slipway_domain::live::LiveRun;
use slipway_domain::{AppError, DataCenterId};
use slipway_portal::runs::engine;
use slipway_simulator::packages;
use tokio::sync::broadcast::error::RecvError;

#[tokio::test]
async fn a_run_on_five_servers_ends_well_and_tells_every_step() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let watcher = engine::spawn(portal.clone());
    let servers = world.servers("va1", 5).await;
    let order = NewRunSpec::new(&world, packages::SIXTY_PARAMETERS, servers).await;
    let run = order.save(&world, &portal, BatchState::Pending).await;
    let mut updates = portal.hub().listen(&run);
    portal.watch().follow(run.clone());

    let mut last: Option<LiveRun> = None;
    let mut rows = BTreeMap::new();
    loop {
        match updates.recv().await {
            Ok(update) => {
                let message: LiveRun = serde_json::from_str(&update.json.unwrap()).unwrap();
                assert!(
                    last.as_ref()
                        .is_none_or(|last| last.version <= message.version)
                );
                for row in &message.rows {
                    rows.insert(row.target.clone(), row.clone());
                }
                last = Some(message);
            }
            Err(RecvError::Closed) => break,
            Err(RecvError::Lagged(missed)) => panic!("{missed} messages missed"),
        }
    }
    let last = last.unwrap();
    assert_eq!((last.state, last.counts.succeeded), (RunState::Finished, 5));
    assert_eq!(rows.len(), 5);
    assert!(
        rows.values()
            .all(|row| row.state == OutcomeState::Succeeded)
    );
    assert!(
        rows.values()
            .all(|row| row.queued <= row.executing && row.executing <= row.ended)
    );

    let kept = detail(&world, &run).await;
    assert_eq!(
        (kept.run.state, kept.run.version),
        (RunState::Finished, last.version)
    );
    assert!(kept.run.finished_at.is_some());
    assert!(
        kept.batches
            .iter()
            .all(|batch| batch.jobs[0].next_check.is_none())
    );
    assert_eq!(world.store.runs.token(&run).await.unwrap(), None);
    assert_eq!(world.executions().await, 5, "one call per server");
    assert_eq!(portal.hub().progress(&run), None);
    watcher.shutdown().await;
}

#[tokio::test]
async fn refused_servers_end_with_the_clouds_words() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let servers = ["va1slipweb01", "va1slipdb01", "va1nosuch99"]
        .map(ServerId::new)
        .to_vec();
    let order = NewRunSpec::new(&world, packages::REFUSES_SOME, servers).await;
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    let states: Vec<_> = end.outcomes.iter().map(|outcome| outcome.state).collect();
    let by_name = [
        OutcomeState::Refused,
        OutcomeState::Refused,
        OutcomeState::Succeeded,
    ];
    assert_eq!(states, by_name);
    assert_eq!(
        messages(&end)[1],
        "The package refuses to run on this server."
    );
    assert_ne!(messages(&end)[0], "");
}

#[tokio::test]
async fn a_call_that_is_refused_as_a_whole_says_why() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let servers = world.servers("va1", 1).await;
    let run = NewRunSpec::new(&world, "no such package", servers)
        .await
        .submit(&world, &portal)
        .await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Refused);
    assert!(
        messages(&end)[0].contains("The request is invalid."),
        "{:?}",
        messages(&end)
    );
}

#[tokio::test]
async fn a_failure_is_told_of_the_server_alone() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let servers = world.servers("va1", 2).await;
    let run = NewRunSpec::new(&world, packages::ALWAYS_FAILS, servers)
        .await
        .submit(&world, &portal)
        .await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Failed);
    assert!(messages(&end)[0].starts_with("The cloud reported failure."));
}

#[tokio::test]
async fn one_verdict_for_several_servers_fails_none_of_them() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let mut servers = world.servers("va1", 3).await;
    servers.extend(world.servers("de1", 1).await);
    let mut order = NewRunSpec::new(&world, packages::ALWAYS_FAILS, servers).await;
    order.rollout = Grouping::PerDataCenter.into();
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(world.executions().await, 2);
    for outcome in &end.outcomes {
        if outcome.data_center == Some(DataCenterId::new("de1")) {
            assert_eq!(outcome.state, OutcomeState::Failed);
        } else {
            assert_eq!(outcome.state, OutcomeState::Unknown);
            let message = outcome.message.as_deref().unwrap();
            assert!(
                message.starts_with("The cloud gave one verdict for 3 servers"),
                "{message}"
            );
        }
    }
}

#[tokio::test]
async fn stopping_ends_what_would_never_end() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let servers = world.servers("va1", 2).await;
    let run = NewRunSpec::new(&world, packages::NEVER_ENDS, servers)
        .await
        .submit(&world, &portal)
        .await;
    until_all(&world, &run, OutcomeState::Executing).await;
    portal
        .watch()
        .stop(&run, by(AuditAction::StopWatching))
        .await
        .unwrap();
    let end = detail(&world, &run).await;
    assert_eq!(end.run.state, RunState::Stopped);
    assert_all(&end, OutcomeState::Unknown);
    assert!(messages(&end)[0].starts_with("Watching was stopped"));
    assert_eq!(world.store.runs.token(&run).await.unwrap(), None);
    let again = portal
        .watch()
        .stop(&run, by(AuditAction::StopWatching))
        .await;
    assert!(matches!(again, Err(AppError::Conflict(why)) if why.contains("over")));
}

#[tokio::test]
async fn secrets_are_sent_and_erased_with_the_last_call() {
    let world = World::new(10.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let mut order = NewRunSpec::on(&world, packages::SHOWCASE, 2).await;
    order.secrets = BTreeMap::from([(
        "SLIP.Showcase.AdminPassword".into(),
        Secret::new("Secret-123"),
    )]);
    let run = order.submit(&world, &portal).await;
    let plan = world.store.runs.plan_of(&run).await.unwrap().unwrap();
    let queued = until_all(&world, &run, OutcomeState::NotStarted).await;
    assert_eq!(queued.run.state, RunState::Live);
    let erased = async || world.store.plans.secrets(&plan).await.unwrap().is_none();
    while !erased().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(
        detail(&world, &run).await.run.state,
        RunState::Live,
        "long before the end"
    );
    until_state(&world, &run, RunState::Finished).await;
}

#[tokio::test]
async fn a_run_whose_secrets_are_gone_is_not_sent() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let mut order = NewRunSpec::on(&world, packages::SHOWCASE, 2).await;
    order.secrets = BTreeMap::from([(
        "SLIP.Showcase.AdminPassword".into(),
        Secret::new("Secret-123"),
    )]);
    let run = order.save(&world, &portal, BatchState::Pending).await;
    let plan = world.store.runs.plan_of(&run).await.unwrap().unwrap();
    world.store.plans.erase_secrets(&plan).await.unwrap();
    let _watcher = engine::spawn(portal.clone());
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["The secret values were erased; start the run again."; 2]
    );
    assert_eq!(world.executions().await, 0);
}
