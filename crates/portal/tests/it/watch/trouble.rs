//! Calls found half-way, a cloud that is not there, jobs that fall silent.

use super::*;
use crate::support::{quick_manners, short_lives};
use jiff::SignedDuration;
use slipway_domain::AppError;
use slipway_portal::runs::engine;
use slipway_simulator::packages;

#[tokio::test]
async fn a_call_found_half_way_waits_for_a_person_who_sends_it_again() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 1).await;
    let run = order.save(&world, &portal, BatchState::Sending).await;
    let _watcher = engine::spawn(portal.clone());
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    let why = "The call was sent, but the portal stopped before an answer came.";
    assert_eq!(messages(&asked), [why]);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        world.executions().await,
        0,
        "nothing is sent again by itself"
    );
    assert_eq!(detail(&world, &run).await.run.state, RunState::Live);

    let admin = Some(world.token("admin").await);
    let decided = answer(&world, &portal, &asked, Resolution::SendAgain, &[0], admin).await;
    assert_eq!(decided, Ok(Decided::Done));
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Succeeded);
    assert_eq!(world.executions().await, 1);
}

#[tokio::test]
async fn a_call_found_half_way_may_be_left_unknown() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 2).await;
    let run = order.save(&world, &portal, BatchState::Sending).await;
    let _watcher = engine::spawn(portal.clone());
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    let leave = || {
        answer(
            &world,
            &portal,
            &asked,
            Resolution::LeaveUnknown,
            &[0, 1],
            None,
        )
    };
    assert_eq!(leave().await, Ok(Decided::Done));
    let end = detail(&world, &run).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(messages(&end), ["Left as unknown by a person."; 2]);
    let second = leave().await;
    assert!(matches!(second, Err(AppError::Conflict(_))), "{second:?}");
    assert_eq!(
        world.audited("leave-unknown").await,
        [format!("{run} calls [0, 1]")]
    );
}

#[tokio::test]
async fn only_the_call_that_was_decided_is_sent_again() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let order = NewRunSpec::on(&world, packages::SIXTY_PARAMETERS, 3).await;
    let run = order.save(&world, &portal, BatchState::Sending).await;
    let _watcher = engine::spawn(portal.clone());
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    let admin = world.token("admin").await;
    let again = || {
        let token = Some(admin.clone());
        answer(&world, &portal, &asked, Resolution::SendAgain, &[1], token)
    };
    let (first, second) = tokio::join!(again(), again());
    assert_eq!((first, second), (Ok(Decided::Done), Ok(Decided::Moved)));
    let succeeded = |detail: &RunDetail| {
        let of = |outcome: &&slipway_domain::run::Outcome| outcome.batch == 1;
        let states = detail.outcomes.iter().filter(of).map(|one| one.state);
        states.eq([OutcomeState::Succeeded])
    };
    let then = until(&world, &run, succeeded).await;
    let others = then.outcomes.iter().filter(|outcome| outcome.batch != 1);
    assert!(
        others
            .into_iter()
            .all(|one| one.state == OutcomeState::NoReply)
    );
    assert_eq!(world.executions().await, 1);
    assert_eq!(
        world.audited("send-again").await,
        [format!("{run} calls [1]")]
    );
}

#[tokio::test]
async fn nothing_is_decided_where_nothing_is_asked() {
    let world = World::new(60.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::NEVER_ENDS, 1).await;
    let run = order.submit(&world, &portal).await;
    until_all(&world, &run, OutcomeState::Executing).await;
    let now = detail(&world, &run).await;
    let decided = answer(&world, &portal, &now, Resolution::LeaveUnknown, &[0], None).await;
    assert_eq!(decided, Ok(Decided::Moved));
}

#[tokio::test]
async fn a_cloud_that_cannot_be_reached_is_tried_a_few_times() {
    let world = World::unreachable().await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec {
        package: packages::SIXTY_PARAMETERS,
        servers: vec![ServerId::new("va1slipweb01")],
        rollout: Rollout::default(),
        secrets: BTreeMap::new(),
        token: Secret::new("any"),
    };
    let run = order.submit(&world, &portal).await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(
        messages(&end),
        ["Not sent: the cloud could not be reached at 5 tries."]
    );
    assert_eq!(end.outcomes[0].state, OutcomeState::Refused);
}

#[tokio::test]
async fn a_job_that_falls_silent_is_lost_and_then_given_up() {
    let world = World::new(60.0).await;
    let manners = slipway_cloud::Manners {
        lost_after: SignedDuration::from_millis(300),
        give_up_after: SignedDuration::from_secs(3),
        ..quick_manners()
    };
    let portal = world.portal_of(short_lives(), manners);
    let _watcher = engine::spawn(portal.clone());
    let order = NewRunSpec::on(&world, packages::ENDS_UNKNOWN, 1).await;
    let run = order.submit(&world, &portal).await;
    let silent = |detail: &RunDetail| {
        let job = detail.batches[0].jobs.first();
        job.is_some_and(|job| job.silent_since.is_some())
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
            .progress(&run)
            .is_some_and(|progress| progress.lost == 1)
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
