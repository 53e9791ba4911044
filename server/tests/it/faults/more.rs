//! Cells beside the table: answers that only look like a leave to send again, one call of several,
//! and a cloud that is left alone for a while.

use super::cloud::{Execution, Fault};
use super::stage::{Seen, Stage, until, until_over};
use super::writes::{LOST, PATH, TAKEN, asked, left, sent_again};
use crate::steps::answer;
use crate::support::location;
use serde_json::json;
use std::time::Duration;

/// A call is repeated by itself after a 429 that says when, and after nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn only_a_429_with_its_time_is_a_leave_to_send_again() {
    let stage = Stage::set(Fault::Busy).await;
    let admin = stage.admin().await;
    let busy = json!({"fault": "status", "status": 429});
    let closed = json!({"fault": "status", "status": 503, "retryAfter": 1});
    let cells = [
        (busy, "the cloud is busy", ["va1slipweb01", "va1slipweb02"]),
        (closed, "HTTP status 503", ["va1slipweb03", "va1slipweb04"]),
    ];
    for (order, why, [first, second]) in cells {
        stage.cloud.inject_rule(order.clone(), PATH, Some(1)).await;
        let run = stage.run(&admin, first).await;
        asked(&admin, &run, why).await;
        sent_again(&stage, &admin, &run, first, LOST).await;
        stage.cloud.inject_rule(order, PATH, Some(1)).await;
        let run = stage.run(&admin, second).await;
        asked(&admin, &run, why).await;
        left(&stage, &admin, &run, second, LOST).await;
    }
}

/// Of three calls one loses its answer; the others go on, and only that one is asked about.
#[tokio::test(flavor = "multi_thread")]
async fn one_lost_answer_of_three_holds_up_nobody_else() {
    let stage = Stage::set(Fault::ResetAfter).await;
    let admin = stage.admin().await;
    let names = ["va1slipweb01", "va1slipweb02", "va1slipweb03"];
    let second = json!({"fault": "resetAfter", "after": 1});
    stage.cloud.inject_rule(second, PATH, Some(1)).await;
    let run = stage.run(&admin, &names.join(" ")).await;
    asked(&admin, &run, "the connection broke").await;
    let others = |seen: &Seen| seen.says("2 succeeded");
    let seen = until(&admin, &run, "the others", others).await;
    assert!(seen.says("http-equiv=\"refresh\""), "the run is not over");
    assert_eq!(answer(&admin, &run, "send-again").await.status(), 303);
    let seen = until_over(&admin, &run).await;
    assert!(seen.says("3 succeeded"), "{}", seen.text);
    let mut calls = Vec::new();
    for name in names {
        let sent: Vec<Execution> = stage.cloud.executions(name).await;
        assert!(sent.iter().all(|call| *call == TAKEN), "{name}");
        calls.push(sent.len());
    }
    calls.sort_unstable();
    assert_eq!(calls, [1, 1, 2], "only the lost one was sent again");
}

/// A cloud that failed often enough is left alone: people hear so at once, and it is asked again
/// after the pause.
#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_that_keeps_failing_is_left_alone_for_a_while() {
    let stage = Stage::set_with(Fault::Failing, |pace| {
        pace.breaker.after = 3;
        pace.breaker.pause = Duration::from_secs(2);
    })
    .await;
    let admin = stage.admin().await;
    let plan = stage.plan(&admin, "va1slipweb01").await;
    stage.cloud.inject_reads(Fault::Failing).await;
    let confirm = || async { Seen::of(super::stage::confirm(&admin, &plan).await).await };
    for _ in 0..4 {
        let seen = confirm().await;
        assert_eq!(seen.status, 503, "{}", seen.text);
        assert!(seen.says("The cloud does not answer. Nothing was changed"));
    }
    stage.cloud.heal().await;
    let seen = confirm().await;
    assert_eq!(seen.status, 503, "it is left alone still");
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    let run = location(&super::stage::confirm(&admin, &plan).await);
    until_over(&admin, &run).await;
    assert_eq!(stage.cloud.executions("va1slipweb01").await.len(), 1);
}
