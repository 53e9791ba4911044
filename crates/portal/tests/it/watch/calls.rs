//! Single calls: busy clouds, lost answers, calls under way when something else happens.

use super::*;
use crate::scripted::{self, Reply, queued};
use crate::support::{quick_manners, short_lives, soon};
use slipway_cloud::Manners;
use slipway_portal::Timings;
use slipway_portal::runs::engine;
use std::time::Instant;

/// A run on `servers`, in one call per data center or server as `rollout` says.
fn run_of(servers: &[&str], rollout: Rollout) -> NewRunSpec {
    NewRunSpec {
        package: "any",
        servers: servers.iter().map(ServerId::new).collect(),
        rollout,
        secrets: BTreeMap::new(),
        token: Secret::new("any"),
    }
}

#[tokio::test]
async fn a_busy_cloud_is_asked_again_after_the_time_it_names() {
    let (address, seen) = scripted::serve(|before, _| match before {
        0 => Reply {
            head: "429 Too Many Requests\r\nretry-after: 1",
            ..Reply::ok("")
        },
        _ => Reply::ok(format!("[{}]", queued("va1a", "va1-1"))),
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let start = Instant::now();
    let run = run_of(&["va1a"], Rollout::default())
        .submit(&world, &portal)
        .await;
    let end = until_state(&world, &run, RunState::Finished).await;
    assert_eq!(end.outcomes[0].state, OutcomeState::Succeeded);
    assert_eq!(seen.executions(), 2);
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_fault_after_sending_is_never_repeated_by_itself() {
    let (address, seen) = scripted::serve(|_, _| Reply {
        head: "500 Oops",
        ..Reply::ok("")
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let run = run_of(&["va1a"], Rollout::default())
        .submit(&world, &portal)
        .await;
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    assert!(
        messages(&asked)[0].contains("HTTP status 500"),
        "{:?}",
        messages(&asked)
    );
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(seen.executions(), 1);
    assert_eq!(
        detail(&world, &run).await.batches[0].state,
        BatchState::NoAnswer
    );
}

#[tokio::test]
async fn stopping_waits_for_the_answers_of_calls_under_way() {
    let (address, seen) = scripted::serve(|_, _| Reply {
        after: Duration::from_millis(800),
        ..Reply::ok(format!(
            r#"[{},{{"server":"va1b","isQueued":false,"errorMessage":"It is archived."}}]"#,
            queued("va1a", "va1-1")
        ))
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal_of(
        short_lives(),
        Manners {
            calls_at_once: 1,
            ..quick_manners()
        },
    );
    let _watcher = engine::spawn(portal.clone());
    let servers = ["va1a", "va1b", "wa1c"];
    let run = run_of(&servers, Grouping::PerDataCenter.into())
        .submit(&world, &portal)
        .await;
    let sending = |detail: &RunDetail| detail.batches[0].state == BatchState::Sending;
    until(&world, &run, sending).await;
    portal
        .watch()
        .stop(&run, by(AuditAction::StopWatching))
        .await
        .unwrap();
    let end = detail(&world, &run).await;
    assert_eq!(end.run.state, RunState::Stopped);
    let stopped = "Watching was stopped; the cloud may still be working on it.";
    let unsent = "Not sent: watching was stopped first.";
    assert_eq!(messages(&end), [stopped, "It is archived.", unsent]);
    assert_eq!(end.batches[0].jobs[0].id, "va1-1");
    assert_eq!(seen.executions(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_after_the_lease_was_lost_changes_nothing() {
    let (address, seen) = scripted::serve(|_, _| Reply {
        after: Duration::from_millis(600),
        ..Reply::ok(format!("[{}]", queued("va1a", "va1-1")))
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal_with(Timings {
        lease: Duration::from_secs(6),
        ..short_lives()
    });
    let _watcher = engine::spawn(portal.clone());
    let run = run_of(&["va1a"], Rollout::default())
        .submit(&world, &portal)
        .await;
    until_all(&world, &run, OutcomeState::Sending).await;
    // As if this process had slept through its lease.
    let runs = &world.store.runs;
    runs.release(&run, portal.owner()).await.unwrap();
    let later = soon(&portal, Duration::from_millis(1200));
    assert!(
        runs.lease(&run, "another", portal.now(), later)
            .await
            .unwrap()
    );
    tokio::time::sleep(Duration::from_millis(900)).await;
    let kept = detail(&world, &run).await;
    assert_eq!(kept.outcomes[0].state, OutcomeState::Sending);
    let asked = until_all(&world, &run, OutcomeState::NoReply).await;
    assert_eq!(
        asked.run.state,
        RunState::Live,
        "it was taken up again and asks a person"
    );
    assert_eq!(seen.executions(), 1);
}

#[tokio::test]
async fn all_runs_of_an_account_share_its_calls() {
    let (address, seen) = scripted::serve(|_, body| {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let server = body["servers"][0].as_str().unwrap();
        Reply {
            after: Duration::from_millis(60),
            ..Reply::ok(format!("[{}]", queued(server, "va1-1")))
        }
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal_of(
        short_lives(),
        Manners {
            calls_at_once: 3,
            ..quick_manners()
        },
    );
    let _watcher = engine::spawn(portal.clone());
    let names = ["va1a", "va1b", "va1c", "va1d", "va1e", "va1f"];
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(
            run_of(&names, Rollout::default())
                .submit(&world, &portal)
                .await,
        );
    }
    for run in &runs {
        let end = until_state(&world, run, RunState::Finished).await;
        assert_all(&end, OutcomeState::Succeeded);
    }
    assert_eq!((seen.executions(), seen.peak()), (18, 3));
}

#[tokio::test]
async fn a_shutdown_lets_calls_under_way_end() {
    let (address, _seen) = scripted::serve(|_, _| Reply {
        after: Duration::from_millis(600),
        ..Reply::ok(format!("[{}]", queued("va1a", "va1-1")))
    })
    .await;
    let world = World::at(address).await;
    let portal = world.portal_of(
        short_lives(),
        Manners {
            calls_at_once: 1,
            ..quick_manners()
        },
    );
    let watcher = engine::spawn(portal.clone());
    let run = run_of(&["va1a", "va1b"], Rollout::default())
        .submit(&world, &portal)
        .await;
    until(&world, &run, |detail| {
        detail.batches[0].state == BatchState::Sending
    })
    .await;
    watcher.shutdown().await;
    let kept = detail(&world, &run).await;
    assert_eq!(
        kept.outcomes[0].state,
        OutcomeState::NotStarted,
        "its answer is kept"
    );
    assert_eq!(
        kept.batches[1].state,
        BatchState::Pending,
        "nothing more was sent"
    );
}
