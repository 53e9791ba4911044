//! Tokens that end while a run is under way, and sign-ins that let it go on.

use super::*;
use slipway_portal::runs::engine;
use slipway_simulator::packages;
use slipway_store::RunToken;

/// Somebody who may start runs signs in.
fn sign_in(world: &World, portal: &Portal, token: &Secret) {
    let holder = world.holder("ServerAdmin");
    portal.watch().credential(holder, token.clone());
}

/// Somebody with this role presses the button of a run.
async fn go_on(world: &World, portal: &Portal, run: &RunId, role: &str, token: &Secret) {
    let resumed_with = engine::ResumeToken {
        by: Some(by(AuditAction::Resume)),
        holder: world.holder(role),
        secret: token.clone(),
        sends: true,
    };
    portal.watch().resume(run, resumed_with).await.unwrap();
}

async fn kept(world: &World, run: &RunId) -> Option<RunToken> {
    world.store.runs.token(run).await.unwrap()
}

fn for_reading(token: &Secret) -> RunToken {
    RunToken {
        token: token.clone(),
        may_send: false,
    }
}

#[tokio::test]
async fn a_run_pauses_with_its_token_and_goes_on_with_the_next_sign_in() {
    let world = World::new(15.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let run = order.submit(&world, &portal).await;
    until_all(&world, &run, OutcomeState::NotStarted).await;
    world.expire_tokens().await;
    let paused = until_state(&world, &run, RunState::Paused).await;
    assert!(
        paused
            .outcomes
            .iter()
            .all(|outcome| !outcome.state.is_end())
    );

    let stranger = slipway_domain::AccountAlias::new("OTHR");
    let token = world.token("viewer").await;
    let stranger = slipway_domain::Principal {
        account: stranger,
        ..world.holder("ServerAdmin")
    };
    portal.watch().credential(stranger, token.clone());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(detail(&world, &run).await.run.state, RunState::Paused);

    sign_in(&world, &portal, &token);
    until_state(&world, &run, RunState::Live).await;
    assert_eq!(kept(&world, &run).await, Some(for_reading(&token)));
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}

#[tokio::test]
async fn calls_not_yet_sent_wait_until_somebody_who_may_goes_on_as_themselves() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    world.expire_tokens().await;
    let run = order.submit(&world, &portal).await;
    until_state(&world, &run, RunState::Paused).await;
    // Both calls were under way when the first was refused.
    until_all(&world, &run, OutcomeState::Waiting).await;

    let admin = world.token("admin").await;
    sign_in(&world, &portal, &admin);
    until_state(&world, &run, RunState::Live).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_all(&detail(&world, &run).await, OutcomeState::Waiting);
    assert_eq!(kept(&world, &run).await, Some(for_reading(&admin)));

    // Nor does a restart send what nobody pressed for, nor somebody who may not.
    watcher.shutdown().await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    go_on(&world, &portal, &run, "AccountViewer", &admin).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_all(&detail(&world, &run).await, OutcomeState::Waiting);

    go_on(&world, &portal, &run, "ServerAdmin", &admin).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}

/// Two instances over one store: the one that is asked is not the one that follows the run.
#[tokio::test]
async fn whoever_goes_on_is_heard_by_the_instance_that_follows_the_run() {
    let world = World::new(60.0).await;
    let (first, second) = (world.portal(), world.portal());
    let _watchers = [engine::spawn(first.clone()), engine::spawn(second.clone())];
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    world.expire_tokens().await;
    let run = order.submit(&world, &first).await;
    until_state(&world, &run, RunState::Paused).await;
    let admin = world.token("admin").await;
    sign_in(&world, &second, &admin);
    until_state(&world, &run, RunState::Live).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_all(&detail(&world, &run).await, OutcomeState::Waiting);
    go_on(&world, &second, &run, "ServerAdmin", &admin).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}

/// The instance that is asked does not follow the run: it may keep a token with it, for the other.
#[tokio::test]
async fn a_token_is_kept_with_no_run_that_waits_for_none_or_is_of_another_account() {
    let world = World::new(60.0).await;
    let (first, second) = (world.portal(), world.portal());
    let _watchers = [engine::spawn(first.clone()), engine::spawn(second.clone())];
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let run = order.submit(&world, &first).await;
    until_all(&world, &run, OutcomeState::NotStarted).await;
    let before = kept(&world, &run).await;
    assert!(before.as_ref().is_some_and(|token| token.may_send));
    let other = Secret::new("of somebody else");
    go_on(&world, &second, &run, "ServerAdmin", &other).await;
    assert_eq!(kept(&world, &run).await, before, "it has one that may send");

    world.expire_tokens().await;
    until_state(&world, &run, RunState::Paused).await;
    let before = kept(&world, &run).await;
    let stranger = slipway_domain::Principal {
        account: slipway_domain::AccountAlias::new("OTHR"),
        ..world.holder("ServerAdmin")
    };
    let resumed_with = engine::ResumeToken {
        by: Some(by(AuditAction::Resume)),
        holder: stranger,
        secret: other,
        sends: true,
    };
    second.watch().resume(&run, resumed_with).await.unwrap();
    assert_eq!(kept(&world, &run).await, before, "it is of another account");
    assert_eq!(detail(&world, &run).await.run.state, RunState::Paused);
}

#[tokio::test]
async fn a_sign_in_shortly_before_the_refusal_counts_too() {
    let world = World::new(15.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let old = order.token.clone();
    let run = order.save(&world, &portal, BatchState::Pending).await;
    let mut updates = portal.hub().listen(&run);
    portal.watch().follow(run.clone());
    until_all(&world, &run, OutcomeState::NotStarted).await;
    // The person signs in again before any reading told the run that its token ended.
    world.expire_tokens().await;
    let fresh = world.token("admin").await;
    assert_ne!(fresh, old);
    sign_in(&world, &portal, &fresh);
    until_state(&world, &run, RunState::Finished).await;
    let mut paused = 0;
    while let Ok(update) = updates.try_recv() {
        paused += usize::from(
            update
                .json
                .unwrap()
                .contains("\"state\":\"paused\",\"counts\""),
        );
    }
    // A reading may come between the two lines above; then it pauses for an instant.
    assert!(paused <= 1);
}

#[tokio::test]
async fn a_role_that_may_not_run_packages_ends_the_servers() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let mut order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    order.token = world.token("viewer").await;
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["The cloud does not allow this to your account role."]
    );
}

/// The starter's token is good for it, that of whoever presses is not.
#[tokio::test]
async fn a_call_is_sent_again_as_whoever_wants_that() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let run = order.save(&world, &portal, BatchState::Sending).await;
    let _watcher = engine::spawn(portal.clone());
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    let viewer = Some(world.token("viewer").await);
    let decided = answer(
        &world,
        &portal,
        &asked,
        Resolution::SendAgain,
        &[0, 1],
        viewer,
    )
    .await;
    assert_eq!(decided, Ok(Decided::Done));
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["The cloud does not allow this to your account role."; 2]
    );
    assert_eq!(world.executions().await, 2);
}

/// The starter's token has ended, and nobody has gone on: what was pressed for goes out, and nothing
/// else does.
#[tokio::test]
async fn sending_again_sends_nothing_that_waits_for_somebody() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let mut kept = order.detail(&world, &portal, BatchState::Pending);
    kept.batches[0].state = BatchState::Sending;
    for outcome in &mut kept.outcomes {
        if outcome.batch == 0 {
            outcome.state = OutcomeState::Sending;
        }
    }
    world.expire_tokens().await;
    let run = order.store(&world, kept).await;
    let _watcher = engine::spawn(portal.clone());
    let asked = until_state(&world, &run, RunState::Paused).await;
    let admin = world.token("admin").await;
    let token = Some(admin.clone());
    let decided = answer(&world, &portal, &asked, Resolution::SendAgain, &[0], token).await;
    assert_eq!(decided, Ok(Decided::Done));
    let one = |detail: &RunDetail| {
        let succeeded = detail.outcomes.iter();
        succeeded
            .filter(|one| one.state == OutcomeState::Succeeded)
            .count()
            == 1
    };
    let then = until(&world, &run, one).await;
    let other = then.outcomes.iter().find(|one| one.batch == 1);
    assert_eq!(other.map(|one| one.state), Some(OutcomeState::Waiting));
    go_on(&world, &portal, &run, "ServerAdmin", &admin).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}
