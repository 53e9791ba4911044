//! What the pages of groups show where a reading of the cloud fails.

use super::{GROUPS, get, group, set};
use crate::faults::cloud::{Fault, Read, sentence};
use crate::faults::stage::{Stage, check};
use std::time::Duration;

/// The page never fails for want of costs; those of before stand in with their age.
pub(super) async fn cost(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = group(&admin, "Staging").await;
    stage
        .cloud
        .inject(fault, "/v2/groups/*/billing", None)
        .await;
    let words = sentence(fault.reading());
    let cold = get(&admin, &path).await;
    match fault.reading() {
        Read::SignedOut => check("cost", &cold, 401, &[words]),
        Read::Fine => check("cost", &cold, 200, &["Whole month", "Staging"]),
        _ => check(
            "cost",
            &cold,
            200,
            &["The cost is not known just now", words, "Staging"],
        ),
    }
    stage.cloud.heal().await;
    let admin = stage.admin().await;
    check(
        "cost again",
        &get(&admin, &path).await,
        200,
        &["Whole month"],
    );
    stage
        .cloud
        .inject(fault, "/v2/groups/*/billing", None)
        .await;
    let warm = get(&admin, &path).await;
    match fault.reading() {
        Read::SignedOut => check("warm cost", &warm, 401, &[words]),
        Read::Fine => check("warm cost", &warm, 200, &["Whole month"]),
        _ => {
            let stands_in = ["This is what the cloud said just now", words, "Whole month"];
            check("warm cost", &warm, 200, &stands_in);
        }
    }
    stage.cloud.heal().await;
}

pub(super) async fn defaults(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = group(&admin, "Staging").await;
    stage
        .cloud
        .inject(fault, "/v2/groups/*/defaults", None)
        .await;
    let words = sentence(fault.reading());
    let seen = get(&admin, &path).await;
    match fault.reading() {
        Read::SignedOut => check("defaults", &seen, 401, &[words]),
        Read::Fine => check("defaults", &seen, 200, &["172.17.1.26"]),
        _ => check(
            "defaults",
            &seen,
            200,
            &["Not known just now", words, "Whole month"],
        ),
    }
    stage.cloud.heal().await;
}

/// Without the custom fields the rest can still be filled in.
pub(super) async fn form(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    let path = group(&admin, "Staging").await;
    let words = sentence(fault.reading());
    stage
        .cloud
        .inject(fault, "/v2/accounts/*/customFields", None)
        .await;
    for form in [format!("{path}/edit"), format!("{GROUPS}/new")] {
        let seen = get(&stage.admin().await, &form).await;
        match fault.reading() {
            Read::SignedOut => check("form", &seen, 401, &[words]),
            Read::Fine => check("form", &seen, 200, &["Approved by", "name=\"name\""]),
            _ => {
                let told = [
                    "Custom fields cannot be filled in just now",
                    words,
                    "name=\"name\"",
                ];
                check("form", &seen, 200, &told);
            }
        }
    }
    stage.cloud.heal().await;
    let admin = stage.admin().await;
    let center = "/v2/datacenters/*/deploymentCapabilities";
    stage.cloud.inject(fault, center, None).await;
    let seen = get(&admin, &format!("{path}/defaults")).await;
    match fault.reading() {
        Read::SignedOut => check("form", &seen, 401, &[words]),
        Read::Fine => check("form", &seen, 200, &["id=\"template\""]),
        _ => {
            let told = ["Networks and templates cannot be listed just now", words];
            check("form", &seen, 200, &told);
        }
    }
    stage.cloud.heal().await;
}

/// A data center that cannot be read is named, and its groups are not said to be gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_data_center_that_cannot_be_read_is_named() {
    let stage = set(Fault::Failing).await;
    let admin = stage.admin().await;
    let path = group(&admin, "Staging").await;
    let center = stage.cloud.one_center().await;
    let twin = stage.twin(Fault::Failing).await;
    stage.cloud.inject(Fault::Failing, &center, None).await;
    let stranger = twin.signed_in("admin").await;
    let seen = get(&stranger, GROUPS).await;
    check(
        "list",
        &seen,
        200,
        &[" are missing", "The cloud does not answer."],
    );
    let rest = get(&stranger, &format!("{GROUPS}/nosuch")).await;
    check(
        "a group nobody knows",
        &rest,
        503,
        &["The cloud does not answer."],
    );
    // Who saw it before still sees it, with its age.
    let seen = get(&admin, GROUPS).await;
    check("list from before", &seen, 200, &["Staging"]);
    check(
        "group from before",
        &get(&admin, &path).await,
        200,
        &["Staging"],
    );
    stage.cloud.heal().await;
}

/// A page of a group asks for its cost and its defaults, and within five minutes for the latter
/// only.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_group_makes_two_calls_at_most() {
    let stage = Stage::set_with(Fault::Late, |pace| {
        pace.timings.inventory_fresh = Duration::from_mins(10);
    })
    .await;
    let admin = stage.admin().await;
    let path = group(&admin, "Staging").await;
    for expected in [2, 1] {
        let before = stage.cloud.requests().await.len();
        assert_eq!(get(&admin, &path).await.status, 200);
        let asked = stage.cloud.requests().await;
        let paths: Vec<_> = asked[before..].iter().map(|r| &r["path"]).collect();
        assert_eq!(paths.len(), expected, "{paths:?}");
    }
    let before = stage.cloud.requests().await.len();
    assert_eq!(get(&admin, GROUPS).await.status, 200);
    assert_eq!(
        stage.cloud.requests().await.len(),
        before,
        "the list is in memory"
    );
}
