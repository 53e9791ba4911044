//! Deployments: listed, chosen, busy, started together and again.

use super::*;
use crate::steps::{finished, until};
use crate::support::location;

#[tokio::test(flavor = "multi_thread")]
async fn deployments_are_found_by_text_blueprint_and_label() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let all = open_page(&browser, &at("deployments")).await;
    assert!(all.contains("1–50 of "), "{all}");
    assert!(
        all.contains(">Demo One<") && all.contains("Every parameter"),
        "{all}"
    );
    for (query, shown, hidden) in [
        ("q=Demo", "Demo One", "Every parameter"),
        ("q=web-1", "Web shop web-12", "Demo One"),
        ("blueprint=parameters", "Every parameter", "Demo One"),
        ("label=env:staging", "Staging stage-01", "Demo One"),
    ] {
        let page = open_page(&browser, &at(&format!("deployments?{query}"))).await;
        assert!(page.contains(shown), "{query}: {page}");
        assert!(!page.contains(&format!(">{hidden}<")), "{query}: {page}");
    }
    let nothing = open_page(&browser, &at("deployments?q=nothing-like-it")).await;
    assert!(nothing.contains("No deployment matches"), "{nothing}");
    let odd = open_page(&browser, &at("deployments?q=Demo&label=env")).await;
    assert!(
        odd.contains("“env” is no label") && odd.contains(">Demo One<"),
        "{odd}"
    );
    assert!(
        !odd.contains(">Every parameter<"),
        "the rest of it holds: {odd}"
    );
    let one = open_page(&browser, &at("deployments/parameters")).await;
    assert!(
        one.contains("every_type") && one.contains("purpose: forms"),
        "{one}"
    );
    assert!(!one.contains("script_path"), "{one}");
    assert_eq!(browser.get(&at("deployments/nope")).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_deployments_are_chosen_and_those_that_failed_are_started_again() {
    let portal = portal().await;
    let browser = signed_in(&portal, "otto", "otto123").await;
    let kept = [
        ("deployment", "web-01"),
        ("names", "Web shop web-04\nweb-[02-03]"),
        ("matching", "q=web"),
        ("do", "keep"),
    ];
    let (status, list) = sent(&browser, &at("deployments"), &kept).await;
    assert_eq!(status, 303, "{list}");
    assert!(list.starts_with(&at("deployments?q=web&draft=")), "{list}");
    let list = open_page(&browser, &format!("{list}&page=9")).await;
    assert!(list.contains("4 more are chosen"), "{list}");
    let start = ["web-01", "web-02", "web-03"].map(|id| ("deployment", id));
    let fields = [start.as_slice(), &[("do", "start")]].concat();
    let (_, choice) = sent(&browser, &at("deployments"), &fields).await;
    assert!(choice.starts_with(&at("workflows?for=")), "{choice}");
    let page = open_page(&browser, &choice).await;
    assert!(
        page.contains("On 3 deployments") && page.contains(">deploy<"),
        "{page}"
    );
    let form = choice.replace("workflows?", "workflows/deploy?");
    let form = open_page(&browser, &form).await;
    assert!(form.contains("3 deployments, one execution each"), "{form}");
    let (version, fail) = (p("version"), p("fail"));
    let fields = [(version.as_str(), "2.0.1"), (fail.as_str(), "true")];
    let ids = ["web-01", "web-02", "web-03"];
    let plan = planned(&browser, "deploy", &ids, &fields).await;
    let review = open_page(&browser, &plan).await;
    assert!(review.contains("Start deploy on 3 deployments"), "{review}");
    assert!(
        review.contains("One call per deployment: 3 calls"),
        "{review}"
    );
    let run = started(&browser, &plan).await;
    let over = finished(&browser, &run).await.replace("<!>", "");
    assert!(over.contains("Run again on 3 failed"), "{over}");
    assert!(
        over.contains("3 deployments, one call per deployment"),
        "{over}"
    );
    assert!(
        !over.contains("server is") && !over.contains("3 servers"),
        "{over}"
    );
    let again = browser
        .post(&format!("{run}/again"), &[("state", "failed")])
        .await;
    let again = location(&again);
    assert!(again.starts_with(&at("workflows/deploy?draft=")), "{again}");
    let form = open_page(&browser, &again).await;
    assert_eq!(stands(&form, "workflows/deploy", &version), "2.0.1");
    assert!(form.contains("value=\"web-03\""), "{form}");
    let repeats = between(&form, "name=\"repeats\" value=\"", "\"").to_owned();
    let fields = [
        (version.as_str(), "2.0.2"),
        (fail.as_str(), "false"),
        ("repeats", &repeats),
    ];
    let plan = planned(&browser, "deploy", &ids, &fields).await;
    let run = started(&browser, &plan).await;
    let over = until(&browser, &run, "All 3 deployments succeeded").await;
    assert!(over.contains("repeats <a"), "{over}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_a_choice_is_said_before_and_blocks() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let mixed = open_page(&browser, &at("workflows?deployment=d1&deployment=web-01")).await;
    assert!(
        mixed.contains("Only 1 of the 2 deployments have it."),
        "{mixed}"
    );
    let refused = browser
        .get(&at("workflows/deploy?deployment=d1&deployment=web-01"))
        .await;
    assert_eq!(refused.status(), 409);
    for (query, status) in [
        ("workflows", 422),
        ("workflows?for=nothing", 404),
        ("workflows/nope?deployment=d1", 404),
        ("workflows/slow?deployment=nope", 409),
    ] {
        assert_eq!(browser.get(&at(query)).await.status(), status, "{query}");
    }
    let unknown = [
        ("names", "web-01, nosuchdeployment"),
        ("deployment", "d1"),
        ("do", "start"),
    ];
    let (status, page) = sent(&browser, &at("deployments"), &unknown).await;
    assert_eq!(status, 422);
    assert!(
        page.contains("Not found in this account: nosuchdeployment."),
        "{page}"
    );
    assert!(
        page.contains("\nweb-01, nosuchdeployment</textarea>"),
        "{page}"
    );
    assert!(
        between(&page, "value=\"d1\"", ">").contains("checked"),
        "{page}"
    );
    let (status, page) = sent(&browser, &at("deployments"), &[("do", "start")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("Choose at least one deployment"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_deployment_is_told_in_the_review_and_refuses_unless_queued() {
    let portal = portal_at(1.0).await;
    let browser = signed_in(&portal, "manny", "manny123").await;
    let seconds = p("seconds");
    let long = [(seconds.as_str(), "600")];
    let first = started(&browser, &planned(&browser, "slow", &["d1"], &long).await).await;
    until(&browser, &first, "1 executing").await;
    let plan = planned(&browser, "slow", &["d1"], &long).await;
    let review = open_page(&browser, &plan).await;
    assert!(
        review.contains("Is busy with slow: the cloud refuses another one"),
        "{review}"
    );
    let refused = started(&browser, &plan).await;
    let over = until(
        &browser,
        &refused,
        "Another execution of this deployment is under way",
    )
    .await;
    assert!(over.contains("Run again on 1 refused"), "{over}");
    let queued = [(seconds.as_str(), "1"), ("queue", "yes")];
    let plan = planned(&browser, "slow", &["d1"], &queued).await;
    let review = open_page(&browser, &plan).await;
    assert!(
        review.contains("Is busy with slow: this one waits for its end."),
        "{review}"
    );
    let waiting = started(&browser, &plan).await;
    let page = until(&browser, &waiting, "not started").await;
    assert!(page.contains("Cancel…"), "{page}");
    let asked = open_page(&browser, &format!("{waiting}?confirming=cancel")).await;
    assert!(
        asked.contains("Force-cancel") || asked.contains("cancel"),
        "{asked}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_reads_and_starts_nothing() {
    let portal = portal().await;
    let browser = signed_in(&portal, "vic", "vic123").await;
    let list = open_page(&browser, &at("deployments")).await;
    assert!(!list.contains("type=\"checkbox\""), "{list}");
    let form = open_page(&browser, &at("workflows/slow?deployment=d1")).await;
    assert!(form.contains("disabled"), "{form}");
    let (status, _) = posted(&browser, "slow", &["d1"], &[]).await;
    assert_eq!(status, 403);
    let chosen = [("deployment", "d1"), ("do", "start")];
    assert_eq!(sent(&browser, &at("deployments"), &chosen).await.0, 403);
}
