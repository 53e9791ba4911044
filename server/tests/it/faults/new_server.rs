//! Having servers built, against each fault of each call on the way: what was typed is kept, a
//! build is ordered once, and a built server is followed past whatever the cloud answers.

use super::cloud::{Execution, Fault, Read, sentence};
use super::stage::{Seen, Stage, TYPED, check, confirm, until, until_over};
use super::writes::{End, LOST, TAKEN, asked, end, hides};
use crate::steps::{answer, hidden};
use crate::support::{Browser, location};
use serde_json::{Value, json};

const NEW: &str = "/Demo/SLIP/servers/new?dc=va1";
const OFFER: &str = "/v2/datacenters/*/deploymentCapabilities";
const FIELDS: &str = "/v2/accounts/*/customFields";
const MACHINES: &str = "/v2/datacenters/*/bareMetalCapabilities";
const DEFAULTS: &str = "/v2/groups/*/defaults";

async fn walk(fault: Fault) {
    let stage = Stage::set(fault).await;
    for path in [OFFER, FIELDS] {
        looking(&stage, fault, path).await;
        reviewing(&stage, fault, path).await;
    }
    beginning(&stage, fault).await;
    choosing(&stage, fault).await;
    confirming(&stage, fault).await;
    ordering(&stage, fault).await;
    following(&stage, fault).await;
}

walks!();

/// A group of VA1 that takes servers, read in a healthy cloud.
async fn group(admin: &Browser<'_>) -> String {
    let html = admin.page(NEW).await;
    let list = html.split("name=\"group\"").nth(1).expect("a list");
    let group = list.split("<option value=\"").nth(2).expect("a group");
    group.split('"').next().unwrap_or_default().to_owned()
}

/// Fills and posts the form as a browser without JavaScript does.
async fn post(admin: &Browser<'_>, group: &str, name: &str) -> reqwest::Response {
    post_of(admin, group, name, "1").await
}

async fn post_of(admin: &Browser<'_>, group: &str, name: &str, count: &str) -> reqwest::Response {
    let pairs = [
        ("dc", "va1"),
        ("shown", "va1"),
        ("template", "CENTOS-6-64-TEMPLATE"),
        ("group", group),
        ("name", name),
        ("count", count),
        ("description", TYPED),
        ("cpu", "1"),
        ("memory", "2"),
        ("type", "standard"),
        ("storage", "standard"),
        ("do", "review"),
    ];
    admin.post("/Demo/SLIP/servers/new/review", &pairs).await
}

/// The form stays usable without a part of what can be chosen.
async fn looking(stage: &Stage, fault: Fault, path: &str) {
    let admin = stage.admin().await;
    stage.cloud.inject(fault, path, None).await;
    let seen = Seen::of(admin.get(NEW).await).await;
    let words = sentence(fault.reading());
    match fault.reading() {
        Read::SignedOut => check("look", &seen, 401, &[words, "Sign in again to go on."]),
        Read::Fine => check("look", &seen, 200, &["CENTOS-6-64-TEMPLATE", "Approved by"]),
        _ => {
            let told = "Some of what can be chosen could not be read";
            check("look", &seen, 200, &[told, words, "name=\"cpu\""]);
        }
    }
    stage.cloud.heal().await;
}

/// The form of a group whose defaults cannot be read begins with the usual, and says so.
async fn beginning(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let group = group(&admin).await;
    stage.cloud.inject(fault, DEFAULTS, None).await;
    let seen = Seen::of(admin.get(&format!("{NEW}&group={group}")).await).await;
    let (words, cpu) = (sentence(fault.reading()), "name=\"cpu\" value=\"1\"");
    let told = "what new servers in this group begin with";
    match fault.reading() {
        Read::SignedOut => check("begin", &seen, 401, &[words, "Sign in again to go on."]),
        Read::Fine => check("begin", &seen, 200, &["From the defaults of", cpu]),
        _ => check(
            "begin",
            &seen,
            200,
            &[told, words, cpu, "CENTOS-6-64-TEMPLATE"],
        ),
    }
    stage.cloud.heal().await;
}

/// Where machines of their own cannot be listed, all else can still be built.
async fn choosing(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage.cloud.inject(fault, MACHINES, None).await;
    let seen = Seen::of(admin.get("/Demo/SLIP/servers/new?dc=de1").await).await;
    let words = sentence(fault.reading());
    let told = "which bare metal servers DE1 has";
    let blocked = "Which machines there are could not be read.";
    match fault.reading() {
        Read::SignedOut => check("choose", &seen, 401, &[words, "Sign in again to go on."]),
        Read::Fine => check("choose", &seen, 200, &["Intel(R) Xeon(R)"]),
        _ => check(
            "choose",
            &seen,
            200,
            &[told, words, blocked, "CENTOS-6-64-TEMPLATE"],
        ),
    }
    stage.cloud.heal().await;
}

/// What was typed is a draft that says why it could not be reviewed.
async fn reviewing(stage: &Stage, fault: Fault, path: &str) {
    let admin = stage.admin().await;
    let group = group(&admin).await;
    stage.cloud.inject(fault, path, None).await;
    let answer = post(&admin, &group, "fr").await;
    if fault.reading() == Read::SignedOut {
        let seen = Seen::of(answer).await;
        check("review", &seen, 401, &[sentence(Read::SignedOut)]);
        assert_eq!(hidden(&seen.text, "resume.description"), TYPED);
        stage.cloud.heal().await;
        return;
    }
    let path = location(&answer);
    if fault.reading() == Read::Fine {
        assert!(path.starts_with("/Demo/SLIP/plans/"), "{path}");
    } else {
        let template = "<option value=\"CENTOS-6-64-TEMPLATE\" selected";
        let seen = Seen::of(admin.get(&path).await).await;
        check("unread", &seen, 200, &[template, sentence(fault.reading())]);
        stage.cloud.heal().await;
        let seen = Seen::of(admin.get(&path).await).await;
        let kept = format!("{TYPED}</textarea>");
        let told = "This could not be reviewed";
        check(
            "review",
            &seen,
            200,
            &[told, sentence(fault.reading()), &kept],
        );
    }
    stage.cloud.heal().await;
}

/// The plan cannot be held against what the cloud offers now: nothing has run.
async fn confirming(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let group = group(&admin).await;
    let plan = location(&post(&admin, &group, "fc").await);
    let key = crate::steps::confirmation(&admin, &plan).await;
    stage.cloud.inject(fault, OFFER, None).await;
    let pairs = [("hash", key.0.as_str()), ("key", key.1.as_str())];
    let answer = admin.post(&format!("{plan}/run"), &pairs).await;
    if fault.reading() == Read::Fine {
        active(&admin, &location(&answer)).await;
        assert_eq!(sent(stage, "fc").await, [TAKEN]);
        stage.cloud.heal().await;
        return;
    }
    let seen = Seen::of(answer).await;
    let (status, words) = match fault.reading() {
        Read::SignedOut => (401, "Nothing was submitted"),
        Read::NotAllowed => (403, "Nothing was sent to the cloud"),
        Read::Missing => (404, "Nothing was sent to the cloud"),
        Read::Busy | Read::Silent => (503, "Nothing was sent to the cloud"),
        Read::Senseless | Read::Fine => (502, "Nothing was sent to the cloud"),
    };
    check("confirm", &seen, status, &[words]);
    stage.cloud.heal().await;
    assert_eq!(sent(stage, "fc").await, []);
}

/// Orders a server in a cloud that fails once; the path of the run.
async fn ordered(stage: &Stage, admin: &Browser<'_>, name: &str, fault: Fault) -> String {
    let group = group(admin).await;
    let plan = location(&post(admin, &group, name).await);
    let mut failing: Value = fault.rule();
    failing["method"] = json!("POST");
    stage
        .cloud
        .inject_rule(failing, "/v2/servers/*", Some(1))
        .await;
    let run = location(&confirm(admin, &plan).await);
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    run
}

async fn sent(stage: &Stage, name: &str) -> Vec<Execution> {
    let quoted = format!("\"{name}\"");
    stage.cloud.calls("POST", "slip", &quoted).await
}

/// A build is ordered once, whatever becomes of the call.
async fn ordering(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let run = ordered(stage, &admin, "fo", fault).await;
    match end(fault) {
        End::Well(requests) => {
            active(&admin, &run).await;
            assert_eq!(sent(stage, "fo").await, requests);
        }
        End::Never(why) => {
            let seen = until_over(&admin, &run).await;
            check("order", &seen, 200, &[why, "Run again on 1 refused"]);
            assert_eq!(sent(stage, "fo").await, [LOST]);
            let again = [("state", "refused")];
            let again = admin.post(&format!("{run}/again"), &again).await;
            let form = admin.page(&location(&again)).await;
            assert!(form.contains(TYPED), "the form is filled in");
        }
        End::Paused => {
            until(&admin, &run, "a pause", |seen| !hides(seen, "run-paused")).await;
            let resumed = admin.post(&format!("{run}/resume"), &[]).await;
            assert_eq!(resumed.status(), 303, "{resumed:?}");
            active(&admin, &run).await;
            assert_eq!(sent(stage, "fo").await, [LOST, TAKEN]);
        }
        End::Asks(request, why) => {
            asked(&admin, &run, why).await;
            assert_eq!(sent(stage, "fo").await, [request]);
            let left = answer(&admin, &run, "leave-unknown").await;
            assert_eq!(left.status(), 303);
            let seen = until_over(&admin, &run).await;
            check("order", &seen, 200, &["1 unknown"]);
        }
    }
    stage.cloud.heal().await;
}

async fn active(admin: &Browser<'_>, run: &str) {
    let seen = until_over(admin, run).await;
    check("order", &seen, 200, &["1 succeeded", "Open VA1SLIPF"]);
}

/// The server that was built cannot be read for a while: it is asked for again.
async fn following(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let group = group(&admin).await;
    let plan = location(&post(&admin, &group, "ff").await);
    let mut failing: Value = fault.rule();
    failing["method"] = json!("GET");
    stage
        .cloud
        .inject_rule(failing, "/v2/servers/*", Some(2))
        .await;
    let run = location(&confirm(&admin, &plan).await);
    if matches!(fault, Fault::Unauthorised | Fault::Forbidden) {
        until(&admin, &run, "a pause", |seen| !hides(seen, "run-paused")).await;
        stage.cloud.heal().await;
        let resumed = admin.post(&format!("{run}/resume"), &[]).await;
        assert_eq!(resumed.status(), 303, "{resumed:?}");
    }
    active(&admin, &run).await;
    assert_eq!(sent(stage, "ff").await, [TAKEN]);
    stage.cloud.heal().await;
}

/// Of several servers only the one that the cloud refused is ordered again.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_of_several_is_ordered_again_alone() {
    let stage = Stage::set(Fault::Missing).await;
    let admin = stage.admin().await;
    let group = group(&admin).await;
    let plan = location(&post_of(&admin, &group, "fs", "3").await);
    let mut failing: Value = Fault::Missing.rule();
    failing["method"] = json!("POST");
    let once = Some(1);
    stage
        .cloud
        .inject_rule(failing, "/v2/servers/*", once)
        .await;
    let run = location(&confirm(&admin, &plan).await);
    let seen = until_over(&admin, &run).await;
    check("order", &seen, 200, &["2 succeeded", "1 refused"]);
    let refused = "data-server=\"planned:";
    assert_eq!(seen.text.matches(refused).count(), 3, "{}", seen.text);
    let built = "<a href=\"/Demo/SLIP/servers/va1slipfs0";
    assert_eq!(seen.text.matches(built).count(), 2, "{}", seen.text);
    let again = [("state", "refused")];
    let again = admin.post(&format!("{run}/again"), &again).await;
    let form = admin.page(&location(&again)).await;
    let mut inputs = form.split("<input").map(|tag| tag.split('>').next());
    let count = inputs.find(|tag| tag.is_some_and(|tag| tag.contains("name=\"count\"")));
    let count = count.flatten().unwrap_or_default();
    assert!(count.contains("value=\"1\""), "{count}");
    stage.cloud.heal().await;
}
