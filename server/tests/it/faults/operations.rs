//! The calls that operate servers, failing in every way: one that takes many servers, one that
//! names its server in the address. The same promises as for packages hold: nothing lost, nothing
//! sent twice, and the person told.

use super::cloud::{Execution, Fault};
use super::stage::{Stage, confirm_typing, until, until_over};
use super::writes::{End, LOST, TAKEN, asked, end, hides};
use crate::support::{Browser, location};
use serde_json::{Value, json};

/// An operation and the request that it becomes.
struct Order {
    operation: &'static str,
    server: &'static str,
    /// What confirms it.
    typed: &'static str,
    method: &'static str,
    path: &'static str,
}

const ORDERS: [[Order; 2]; 2] = [
    [
        shut_down("va1slipweb05"),
        Order {
            operation: "delete",
            server: "va1slipweb06",
            typed: "VA1SLIPWEB06",
            method: "DELETE",
            path: "/v2/servers/*/va1slipweb06",
        },
    ],
    [
        shut_down("va1slipdb01"),
        Order {
            operation: "delete",
            server: "va1slipdb02",
            typed: "va1slipdb02",
            method: "DELETE",
            path: "/v2/servers/*/va1slipdb02",
        },
    ],
];

const fn shut_down(server: &'static str) -> Order {
    Order {
        operation: "shut-down",
        server,
        typed: "",
        method: "POST",
        path: "/v2/operations/*/shutDown",
    }
}

pub(super) async fn operating(stage: &Stage, fault: Fault) {
    let [firsts, seconds] = ORDERS;
    for (first, second) in firsts.iter().zip(&seconds) {
        let admin = stage.admin().await;
        let run = ordered(stage, &admin, first, fault).await;
        match end(fault) {
            End::Well(requests) => {
                succeeds(&admin, &run).await;
                assert_eq!(calls(stage, first).await, requests);
            }
            End::Never(why) => {
                let seen = until_over(&admin, &run).await;
                assert!(seen.says(why), "no {why:?} in {}", seen.text);
                assert_eq!(calls(stage, first).await, [LOST]);
                again_leads_to_a_review(&admin, &run, first).await;
            }
            End::Paused => {
                let paused = "a pause";
                until(&admin, &run, paused, |seen| !hides(seen, "run-paused")).await;
                let resumed = admin.post(&format!("{run}/resume"), &[]).await;
                assert_eq!(resumed.status(), 303, "{resumed:?}");
                succeeds(&admin, &run).await;
                assert_eq!(calls(stage, first).await, [LOST, TAKEN]);
            }
            End::Asks(request, why) => {
                asked(&admin, &run, why).await;
                assert_eq!(calls(stage, first).await, [request]);
                let answer = [("choice", "leave-unknown")];
                let left = admin.post(&format!("{run}/answer"), &answer).await;
                assert_eq!(left.status(), 303);
                let seen = until_over(&admin, &run).await;
                assert!(seen.says("1 unknown"), "{}", seen.text);
                sends_again(stage, &admin, second, fault).await;
            }
        }
        stage.cloud.heal().await;
    }
}

async fn succeeds(admin: &Browser<'_>, run: &str) {
    let seen = until_over(admin, run).await;
    assert!(seen.says("1 succeeded"), "{}", seen.text);
}

/// Where a person says that it was not carried out, it is sent once more, and only then.
async fn sends_again(stage: &Stage, admin: &Browser<'_>, order: &Order, fault: Fault) {
    let run = ordered(stage, admin, order, fault).await;
    let End::Asks(request, why) = end(fault) else {
        unreachable!("only such faults lead here");
    };
    asked(admin, &run, why).await;
    let answer = [("choice", "send-again")];
    let answered = admin.post(&format!("{run}/answer"), &answer).await;
    assert_eq!(answered.status(), 303);
    let seen = until_over(admin, &run).await;
    assert_eq!(calls(stage, order).await, [request.clone(), TAKEN]);
    // What was carried out after all is refused the second time where that makes a difference.
    let end = if request == TAKEN && order.operation == "delete" {
        "1 never queued"
    } else {
        "1 succeeded"
    };
    assert!(seen.says(end), "no {end:?} in {}", seen.text);
}

async fn again_leads_to_a_review(admin: &Browser<'_>, run: &str, order: &Order) {
    let state = [("state", "never-queued")];
    let again = admin.post(&format!("{run}/again"), &state).await;
    let review = admin.page(&location(&again)).await;
    let name = order.server.to_uppercase();
    assert!(review.contains(&name), "{name} stands in the review");
}

/// Orders it, reviews it in a healthy cloud and confirms it in one that fails once.
async fn ordered(stage: &Stage, admin: &Browser<'_>, order: &Order, fault: Fault) -> String {
    let pairs = [("operation", order.operation), ("server", order.server)];
    let plan = location(&admin.post("/SLIP/servers/operate", &pairs).await);
    assert!(plan.starts_with("/SLIP/plans/"), "{plan}");
    let mut failing: Value = fault.order();
    failing["method"] = json!(order.method);
    stage.cloud.order_as(failing, order.path, Some(1)).await;
    let run = location(&confirm_typing(admin, &plan, order.typed).await);
    assert!(run.starts_with("/SLIP/runs/"), "{run}");
    run
}

/// The requests for an order, in their turn.
async fn calls(stage: &Stage, order: &Order) -> Vec<Execution> {
    let last = order.path.rsplit('/').next().unwrap_or_default();
    stage.cloud.calls(order.method, last, order.server).await
}
