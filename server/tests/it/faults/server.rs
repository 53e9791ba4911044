//! The page of one server and its forms against each fault of each call that they make: what is
//! known stays readable, what was typed is kept, and nothing is sent twice.

use super::cloud::{Fault, Read, sentence};
use super::stage::{Seen, Stage, TYPED, check};
use crate::steps::hidden;
use crate::support::Browser;
use serde_json::Value;

const PAGE: &str = "/Demo/SLIP/servers/va1slipweb01";
const DETAILS: &str = "/v2/servers/slip/va1slipweb01";

pub(super) async fn looking(stage: &Stage, fault: Fault) {
    details(stage, fault).await;
    statistics(stage, fault).await;
    form(stage, fault).await;
    capabilities(stage, fault).await;
    saving(stage, fault).await;
    password(stage, fault).await;
}

async fn get(admin: &Browser<'_>, path: &str) -> Seen {
    Seen::of(admin.get(path).await).await
}

async fn post(admin: &Browser<'_>, rest: &str, pairs: &[(&str, &str)]) -> Seen {
    Seen::of(admin.post(&format!("{PAGE}/{rest}"), pairs).await).await
}

/// What is known from before stands in, with its age; a refusal is told as one.
async fn details(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    assert_eq!(get(&admin, "/Demo/SLIP/servers").await.status, 200);
    stage.cloud.inject(fault, DETAILS, None).await;
    let seen = get(&admin, PAGE).await;
    let words = sentence(fault.reading());
    match fault.reading() {
        Read::SignedOut => check("details", &seen, 401, &[words, "Sign in again to go on."]),
        Read::NotAllowed => check("details", &seen, 403, &[words]),
        Read::Missing => check("details", &seen, 404, &["Server was not found."]),
        Read::Busy | Read::Silent | Read::Senseless => {
            let stands_in = ["VA1SLIPWEB01", "This is what was known ", words];
            check("details", &seen, 200, &stands_in);
            assert!(!seen.says(">Disk</th>"), "disks are not known");
        }
        Read::Fine => check("details", &seen, 200, &["read just now", ">Disk</th>"]),
    }
    stage.cloud.heal().await;
}

/// The page never fails for want of measurements.
async fn statistics(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage
        .cloud
        .inject(fault, &format!("{DETAILS}/statistics*"), None)
        .await;
    let seen = get(&admin, PAGE).await;
    let words = match fault.reading() {
        Read::Fine => ["<figure", "lowest "],
        Read::Missing => ["no measurements of the last 24 hours", "read just now"],
        other => ["The load is not known just now", sentence(other)],
    };
    check("statistics", &seen, 200, &words);
    check("statistics", &seen, 200, &["VA1SLIPWEB01", ">Disk</th>"]);
    stage.cloud.heal().await;
}

/// Without the custom fields the rest can still be changed.
async fn form(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage
        .cloud
        .inject(fault, "/v2/accounts/*/customFields", None)
        .await;
    let seen = get(&admin, &format!("{PAGE}/edit")).await;
    let words = match fault.reading() {
        Read::Fine => ["Approved by", "name=\"description\""],
        other => [
            "Custom fields cannot be filled in just now",
            sentence(other),
        ],
    };
    check("form", &seen, 200, &words);
    stage.cloud.heal().await;
}

/// Which places are free to mount a disk at is only a help.
async fn capabilities(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = "/v2/datacenters/*/deploymentCapabilities";
    stage.cloud.inject(fault, path, None).await;
    let wish = [
        ("cpu", "2"),
        ("memory", "4"),
        ("add-size[0]", "10"),
        ("add-kind[0]", "partitioned"),
        ("add-path[0]", "/new"),
    ];
    let seen = post(&admin, "hardware", &wish).await;
    if fault.reading() == Read::SignedOut {
        check("capabilities", &seen, 401, &[]);
        assert_eq!(hidden(&seen.text, "resume.add-path[0]"), "/new");
    } else {
        check("capabilities", &seen, 303, &[]);
    }
    stage.cloud.heal().await;
}

/// How often the server was asked to change.
async fn changes(stage: &Stage) -> usize {
    let requests = stage.cloud.requests().await;
    let is_change = |request: &&Value| request["method"] == "PATCH";
    requests.iter().filter(is_change).count()
}

/// What was typed is kept, and whether it may have been done is said as it is.
async fn saving(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let mut rule = fault.rule();
    rule["method"] = "PATCH".into();
    stage.cloud.inject_rule(rule, DETAILS, None).await;
    let before = changes(stage).await;
    let seen = post(&admin, "edit", &[("description", TYPED)]).await;
    let kept = format!("{TYPED}</textarea>");
    let not_changed = ["It was not changed", "What you typed is kept below.", &kept];
    let nobody_knows = [
        "Nobody knows whether it was changed",
        "It may or may not have been carried out; check before repeating it.",
        &kept,
    ];
    match fault {
        Fault::Unauthorised => {
            check("save", &seen, 401, &[sentence(Read::SignedOut)]);
            assert_eq!(hidden(&seen.text, "resume.description"), TYPED);
        }
        Fault::Forbidden => check("save", &seen, 403, &not_changed),
        Fault::Missing => check("save", &seen, 404, &not_changed),
        Fault::Busy => check("save", &seen, 503, &not_changed),
        // The answer has no body, so a part of it is all of it.
        Fault::Late | Fault::Truncated => check("save", &seen, 303, &[]),
        _ => check("save", &seen, 502, &nobody_knows),
    }
    assert_eq!(changes(stage).await, before + 1, "it is sent once");
    stage.cloud.heal().await;
}

/// No fault shows anything else than what happened, and no cache keeps the answer.
async fn password(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage
        .cloud
        .inject(fault, &format!("{DETAILS}/credentials"), None)
        .await;
    let answer = admin.post(&format!("{PAGE}/credentials"), &[]).await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let seen = Seen::of(answer).await;
    let words = sentence(fault.reading());
    match fault.reading() {
        Read::SignedOut => check("password", &seen, 401, &[words]),
        Read::NotAllowed => check("password", &seen, 403, &[words]),
        Read::Missing => {
            let words = "A root password of this server was not found.";
            check("password", &seen, 404, &[words]);
        }
        Read::Busy | Read::Silent => check("password", &seen, 503, &[words]),
        Read::Senseless => check("password", &seen, 502, &[words]),
        Read::Fine => check("password", &seen, 200, &["Sim-Root-"]),
    }
    assert_eq!(seen.says("Sim-Root-"), fault.reading() == Read::Fine);
    stage.cloud.heal().await;
}

/// A page of a server asks the cloud twice, however it is opened.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_server_makes_two_calls() {
    let stage = Stage::set_with(Fault::Late, |pace| {
        pace.timings.inventory_fresh = std::time::Duration::from_mins(10);
    })
    .await;
    let admin = stage.admin().await;
    assert_eq!(get(&admin, "/Demo/SLIP/servers").await.status, 200);
    let before = stage.cloud.requests().await.len();
    assert_eq!(get(&admin, PAGE).await.status, 200);
    let asked = stage.cloud.requests().await;
    let paths: Vec<_> = asked[before..].iter().map(|r| &r["path"]).collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
}
