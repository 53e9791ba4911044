//! The calls that operate and change servers, failing in every way: one that takes many servers,
//! some that name their server in the address. The same promises as for packages hold: nothing
//! lost, nothing sent twice, and the person told.

use super::cloud::{Execution, Fault};
use super::stage::{Stage, confirm_typing, until, until_over};
use super::writes::{End, LOST, TAKEN, asked, end, hides};
use crate::steps::answer;
use crate::support::{Browser, location};
use serde_json::{Value, json};

/// What is ordered, and the request that it becomes.
struct OperationCase {
    /// Where it is posted, below the account's servers.
    to: &'static str,
    /// What is posted beside the server.
    fields: &'static [(&'static str, &'static str)],
    server: &'static str,
    /// What confirms it.
    typed: &'static str,
    method: &'static str,
    path: &'static str,
    /// Whether it cannot be done twice.
    once: bool,
}

/// A call for many servers, one for the server in its address, and one that changes its parts;
/// each on a server that is left and on one that it is sent to again.
const CASES: [[OperationCase; 2]; 3] = [
    [reboot("va1slipweb05"), reboot("va1slipdb01")],
    [
        delete("va1slipweb06", "VA1SLIPWEB06", "/v2/servers/*/va1slipweb06"),
        delete("va1slipdb02", "va1slipdb02", "/v2/servers/*/va1slipdb02"),
    ],
    [
        grow(
            "va1slipweb04/hardware",
            "va1slipweb04",
            "/v2/servers/*/va1slipweb04",
        ),
        grow(
            "va1slipapp03/hardware",
            "va1slipapp03",
            "/v2/servers/*/va1slipapp03",
        ),
    ],
];

/// Of a server that runs, it can be done again whenever.
const fn reboot(server: &'static str) -> OperationCase {
    OperationCase {
        to: "operate",
        fields: &[("operation", "reboot")],
        server,
        typed: "",
        method: "POST",
        path: "/v2/operations/*/reboot",
        once: false,
    }
}

const fn delete(server: &'static str, typed: &'static str, path: &'static str) -> OperationCase {
    OperationCase {
        to: "operate",
        fields: &[("operation", "delete")],
        server,
        typed,
        method: "DELETE",
        path,
        once: true,
    }
}

const fn grow(to: &'static str, server: &'static str, path: &'static str) -> OperationCase {
    OperationCase {
        to,
        fields: &[("cpu", "9"), ("memory", "33")],
        server,
        typed: "",
        method: "PATCH",
        path,
        once: false,
    }
}

pub(super) async fn operating(stage: &Stage, fault: Fault) {
    for [first, second] in &CASES {
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
                let left = answer(&admin, &run, "leave-unknown").await;
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
async fn sends_again(stage: &Stage, admin: &Browser<'_>, case: &OperationCase, fault: Fault) {
    let run = ordered(stage, admin, case, fault).await;
    let End::Asks(request, why) = end(fault) else {
        unreachable!("only such faults lead here");
    };
    asked(admin, &run, why).await;
    let answered = answer(admin, &run, "send-again").await;
    assert_eq!(answered.status(), 303);
    let seen = until_over(admin, &run).await;
    assert_eq!(calls(stage, case).await, [request.clone(), TAKEN]);
    // What was carried out after all is refused the second time where that makes a difference.
    let end = if request == TAKEN && case.once {
        "1 refused"
    } else {
        "1 succeeded"
    };
    assert!(seen.says(end), "no {end:?} in {}", seen.text);
}

async fn again_leads_to_a_review(admin: &Browser<'_>, run: &str, case: &OperationCase) {
    let state = [("state", "refused")];
    let again = admin.post(&format!("{run}/again"), &state).await;
    let review = admin.page(&location(&again)).await;
    let name = case.server.to_uppercase();
    assert!(review.contains(&name), "{name} stands in the review");
}

/// Orders it, reviews it in a healthy cloud and confirms it in one that fails once.
async fn ordered(stage: &Stage, admin: &Browser<'_>, case: &OperationCase, fault: Fault) -> String {
    let mut pairs = case.fields.to_vec();
    pairs.push(("server", case.server));
    let to = format!("/Demo/SLIP/servers/{}", case.to);
    let plan = location(&admin.post(&to, &pairs).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    let mut failing: Value = fault.rule();
    failing["method"] = json!(case.method);
    stage.cloud.inject_rule(failing, case.path, Some(1)).await;
    let run = location(&confirm_typing(admin, &plan, case.typed).await);
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    run
}

/// The requests for an order, in their turn.
async fn calls(stage: &Stage, case: &OperationCase) -> Vec<Execution> {
    let last = case.path.rsplit('/').next().unwrap_or_default();
    stage.cloud.calls(case.method, last, case.server).await
}
