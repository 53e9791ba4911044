//! Tokens that end while a run is under way, and sign-ins that let it go on.

use super::*;
use slipway_portal::watch;
use slipway_simulator::packages;

fn offer(world: &World, portal: &Portal, token: Secret, may_submit: bool) {
    let role = if may_submit {
        "ServerAdmin"
    } else {
        "AccountViewer"
    };
    portal.watch().credential(world.holder(role), token);
}

#[tokio::test]
async fn a_run_pauses_with_its_token_and_goes_on_with_the_next_sign_in() {
    let world = World::new(15.0).await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let order = Order::on(&world, packages::SIXTY_PARAMETERS, 2).await;
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

    offer(&world, &portal, token.clone(), false);
    until_state(&world, &run, RunState::Live).await;
    assert_eq!(world.store.runs.token(&run).await.unwrap(), Some(token));
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}

#[tokio::test]
async fn calls_not_yet_sent_wait_for_someone_who_may_send_them() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let order = Order::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let old = order.token.clone();
    world.expire_tokens().await;
    let run = order.submit(&world, &portal).await;
    let paused = until_state(&world, &run, RunState::Paused).await;
    assert!(
        paused
            .batches
            .iter()
            .all(|batch| batch.state == BatchState::Pending)
    );

    offer(&world, &portal, world.token("viewer").await, false);
    until_state(&world, &run, RunState::Live).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let waiting = detail(&world, &run).await;
    assert_all(&waiting, OutcomeState::Waiting);
    let kept = world.store.runs.token(&run).await.unwrap();
    assert_eq!(
        kept,
        Some(old),
        "a token that may not send is not kept while calls wait"
    );

    offer(&world, &portal, world.token("admin").await, true);
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_all(&end, OutcomeState::Succeeded);
}

#[tokio::test]
async fn a_sign_in_shortly_before_the_refusal_counts_too() {
    let world = World::new(15.0).await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let order = Order::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let old = order.token.clone();
    let run = order.keep(&world, &portal, BatchState::Pending).await;
    let mut updates = portal.hub().listen(&run);
    portal.watch().follow(run.clone());
    until_all(&world, &run, OutcomeState::NotStarted).await;
    // The person signs in again before any reading told the run that its token ended.
    world.expire_tokens().await;
    let fresh = world.token("admin").await;
    assert_ne!(fresh, old);
    offer(&world, &portal, fresh, true);
    until_state(&world, &run, RunState::Finished).await;
    let mut paused = 0;
    while let Ok(update) = updates.try_recv() {
        paused += usize::from(update.json.contains("\"state\":\"paused\",\"counts\""));
    }
    // A reading may come between the two lines above; then it pauses for an instant.
    assert!(paused <= 1);
}

#[tokio::test]
async fn a_role_that_may_not_run_packages_ends_the_servers() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = watch::spawn(portal.clone());
    let mut order = Order::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    order.token = world.token("viewer").await;
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["The cloud does not allow this to your account role."]
    );
}
