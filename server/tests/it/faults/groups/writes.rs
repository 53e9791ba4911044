//! What becomes of a change or an order where its call fails.

use super::{asked, group, post};
use crate::faults::cloud::{Fault, Read, sentence};
use crate::faults::stage::{Seen, Stage, TYPED, body, check, until, until_over};
use crate::steps::{confirmation, hidden};
use crate::support::{Browser, location};

/// Whatever became of a write, what was typed is kept, and it was sent once.
fn written(cell: &str, fault: Fault, seen: &Seen, no: &str, perhaps: &str) {
    let kept = format!("value=\"{TYPED}\"");
    let refused = [no, "What you typed is kept below.", &kept];
    let unknown = [
        perhaps,
        "It may or may not have been carried out; check before repeating it.",
        &kept,
    ];
    match fault {
        Fault::Unauthorised => {
            check(cell, seen, 401, &[sentence(Read::SignedOut)]);
            assert_eq!(hidden(&seen.text, "resume.name"), TYPED);
        }
        Fault::Forbidden => check(cell, seen, 403, &refused),
        Fault::Missing => check(cell, seen, 404, &refused),
        Fault::Busy => check(cell, seen, 503, &refused),
        Fault::Late => check(cell, seen, 303, &[]),
        // The yes to a change has no body that could be cut.
        Fault::Truncated if cell == "save" => check(cell, seen, 303, &[]),
        _ => check(cell, seen, 502, &unknown),
    }
}

pub(super) async fn creating(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let parent = group(&admin, "Research").await;
    let mut rule = fault.rule();
    rule["method"] = "POST".into();
    stage.cloud.inject_rule(rule, "/v2/groups/*", None).await;
    let before = asked(stage, "POST").await;
    let id = parent.rsplit('/').next().unwrap_or_default();
    let pairs = [("name", TYPED), ("parent", id)];
    let seen = post(&admin, "/Demo/SLIP/groups/new", &pairs).await;
    written(
        "create",
        fault,
        &seen,
        "It was not made",
        "Nobody knows whether it was made",
    );
    assert_eq!(asked(stage, "POST").await, before + 1, "it is sent once");
    stage.cloud.heal().await;
}

pub(super) async fn saving(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = group(&admin, "Research").await;
    let mut rule = fault.rule();
    rule["method"] = "PATCH".into();
    stage.cloud.inject_rule(rule, "/v2/groups/*", None).await;
    let before = asked(stage, "PATCH").await;
    let seen = post(&admin, &format!("{path}/edit"), &[("name", TYPED)]).await;
    written(
        "save",
        fault,
        &seen,
        "It was not changed",
        "Nobody knows whether it was changed",
    );
    assert_eq!(asked(stage, "PATCH").await, before + 1, "it is sent once");
    stage.cloud.heal().await;
}

pub(super) async fn setting(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = group(&admin, "Monitoring").await;
    let mut rule = fault.rule();
    rule["method"] = "POST".into();
    stage
        .cloud
        .inject_rule(rule, "/v2/groups/*/defaults", None)
        .await;
    let seen = post(&admin, &format!("{path}/defaults"), &[("cpu", "7")]).await;
    let kept = "value=\"7\"";
    match fault {
        Fault::Unauthorised => {
            check("set", &seen, 401, &[sentence(Read::SignedOut)]);
            assert_eq!(hidden(&seen.text, "resume.cpu"), "7");
        }
        Fault::Forbidden => check("set", &seen, 403, &["It was not changed", kept]),
        Fault::Missing => check("set", &seen, 404, &["It was not changed", kept]),
        Fault::Busy => check("set", &seen, 503, &["It was not changed", kept]),
        Fault::Late => check("set", &seen, 303, &[]),
        _ => check(
            "set",
            &seen,
            502,
            &["Nobody knows whether it was changed", kept],
        ),
    }
    stage.cloud.heal().await;
}

async fn plan(admin: &Browser<'_>, name: &str) -> String {
    let path = group(admin, name).await;
    let order = [("operation", "delete")];
    location(&admin.post(&format!("{path}/order"), &order).await)
}

async fn confirm(admin: &Browser<'_>, plan: &str, name: &str) -> reqwest::Response {
    let (hash, key) = confirmation(admin, plan).await;
    let pairs = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", name),
    ];
    admin.post(&format!("{plan}/run"), &pairs).await
}

/// What is in the group cannot be seen, so nothing is deleted.
pub(super) async fn confirming(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let plan = plan(&admin, "Windows").await;
    // The page of the plan needs no cloud, and the confirming post all of the group's.
    stage.cloud.inject_reads(fault).await;
    let answer = confirm(&admin, &plan, "Windows").await;
    if fault.reading() == Read::Fine {
        assert!(location(&answer).contains("/runs/"));
        until_over(&admin, &location(&answer)).await;
    } else {
        let seen = Seen::of(answer).await;
        assert!(seen.status >= 400, "{}", body(&seen.text));
        assert!(seen.says(sentence(fault.reading())), "{}", body(&seen.text));
        assert_eq!(asked(stage, "DELETE").await, 0, "nothing is deleted unseen");
    }
    stage.cloud.heal().await;
}

/// The one call of the run: sent once, and told as it is.
pub(super) async fn deleting(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let plan = plan(&admin, "Monitoring").await;
    let before = asked(stage, "DELETE").await;
    let mut rule = fault.rule();
    rule["method"] = "DELETE".into();
    let once = (fault == Fault::Unauthorised || fault == Fault::Busy).then_some(1);
    stage.cloud.inject_rule(rule, "/v2/groups/*", once).await;
    let run = location(&confirm(&admin, &plan, "Monitoring").await);
    match fault {
        Fault::Forbidden | Fault::Missing => {
            let seen = until_over(&admin, &run).await;
            check("delete", &seen, 200, &["refused"]);
        }
        Fault::Late => {
            let seen = until_over(&admin, &run).await;
            check("delete", &seen, 200, &["2 succeeded"]);
        }
        Fault::Busy => {
            let seen = until_over(&admin, &run).await;
            check("delete", &seen, 200, &["2 succeeded"]);
            assert_eq!(
                asked(stage, "DELETE").await,
                before + 2,
                "again after the wait"
            );
        }
        Fault::Unauthorised => {
            let paused = |seen: &Seen| seen.says("The cloud no longer accepts the token");
            until(&admin, &run, "the pause", paused).await;
        }
        _ => {
            let lost = |seen: &Seen| seen.says("got no usable answer");
            until(&admin, &run, "the question", lost).await;
            assert_eq!(asked(stage, "DELETE").await, before + 1, "it is sent once");
        }
    }
    stage.cloud.heal().await;
}
