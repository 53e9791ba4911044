//! Rollouts as people choose them at the review and steer them from the run's page.

use crate::steps::{confirmation, open_page, plan, sent, until};
use crate::support::{Browser, Portal};
use slipway_simulator::packages::ALWAYS_FAILS;

const NAMES: &str = "va1slipweb0[1-4]";

/// Confirms a plan with these fields of its rollout.
async fn confirmed(browser: &Browser<'_>, plan: &str, rollout: &[(&str, &str)]) -> (u16, String) {
    let (hash, key) = confirmation(browser, plan).await;
    let mut fields = vec![("hash", hash.as_str()), ("key", key.as_str())];
    fields.extend(rollout);
    sent(browser, &format!("{plan}/run"), &fields).await
}

async fn press(browser: &Browser<'_>, run: &str, what: &str) -> u16 {
    let fields = [("do", what)];
    sent(browser, &format!("{run}/rollout"), &fields).await.0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canary_that_fails_waits_and_a_person_goes_on_or_stops() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let reviewed = plan(&admin, ALWAYS_FAILS, NAMES).await;
    let canary = [
        ("rollout-pace", "at-most"),
        ("rollout-limit", "1"),
        ("rollout-canary", "yes"),
        ("rollout-canary-targets", "1"),
        ("rollout-then", "go-on"),
        ("rollout-stop", "yes"),
        ("rollout-stop-above", "1"),
        ("rollout-stop-unit", "targets"),
    ];
    let (status, run) = confirmed(&admin, &reviewed, &canary).await;
    assert_eq!(status, 303, "{run}");
    let waits = until(&admin, &run, "The canary has ended").await;
    assert!(waits.contains("0 of 1 succeeded"), "{waits}");
    assert!(waits.contains("Go on with 3 servers"), "{waits}");
    let viewer = portal.signed_in("viewer").await;
    assert_eq!(press(&viewer, &run, "resume").await, 403);
    assert_eq!(press(&admin, &run, "pause").await, 409);
    assert_eq!(press(&admin, &run, "nonsense").await, 422);
    assert_eq!(press(&admin, &run, "resume").await, 303);
    // The second failure is one more than may fail.
    let stopped = until(&admin, &run, "Sending stopped by itself").await;
    assert!(stopped.contains("2 of 2 finished have failed"), "{stopped}");
    assert_eq!(press(&admin, &run, "stop-sending").await, 303);
    let over = until(&admin, &run, "Run again on 2 refused").await;
    assert!(
        over.contains("Not sent: sending was stopped first."),
        "{over}"
    );
    let twice = confirmed(&admin, &reviewed, &canary).await;
    assert_eq!(twice, (303, run), "the same post leads to the same run");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rollout_is_updated_at_the_review_and_kept_by_the_form() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let reviewed = plan(&admin, ALWAYS_FAILS, NAMES).await;
    let (hash, _) = confirmation(&admin, &reviewed).await;
    let update = |size: &'static str| {
        [
            ("hash".to_owned(), hash.clone()),
            ("rollout-pace".to_owned(), "batches".to_owned()),
            ("rollout-batch".to_owned(), size.to_owned()),
            ("rollout-batch-unit".to_owned(), "percent".to_owned()),
        ]
    };
    let path = format!("{reviewed}/rollout");
    for (size, problem) in [
        ("0", "from 1 to 100"),
        ("101", "from 1 to 100"),
        ("x", "from 1 to 100"),
    ] {
        let fields = update(size);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let (status, page) = sent(&admin, &path, &fields).await;
        assert_eq!(status, 422, "{page}");
        assert!(page.contains(problem), "{size}: {page}");
        assert!(
            page.contains(&format!("value=\"{size}\"")),
            "{size}: {page}"
        );
    }
    let fields = update("50");
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let (status, back) = sent(&admin, &path, &fields).await;
    assert_eq!((status, back.as_str()), (303, reviewed.as_str()));
    let page = open_page(&admin, &reviewed).await;
    assert!(
        page.contains("2 batches of 50 %, each after the one before"),
        "{page}"
    );
    let (status, _) = sent(&admin, &path, &fields).await;
    assert_eq!(status, 409, "what was shown is no longer the plan");
    let (_, form) = sent(&admin, &format!("{reviewed}/edit"), &[]).await;
    let form = open_page(&admin, &form).await;
    assert!(
        form.contains("name=\"rollout-batch\" value=\"50\""),
        "{form}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn all_cannot_be_the_canary_and_more_than_ten_are_counted() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let reviewed = plan(&admin, ALWAYS_FAILS, "va1slipweb0[1-4]").await;
    let whole = [
        ("rollout-pace", "all"),
        ("rollout-canary", "yes"),
        ("rollout-canary-targets", "4"),
    ];
    let (status, page) = confirmed(&admin, &reviewed, &whole).await;
    assert_eq!(status, 422);
    assert!(page.contains("It has to be fewer than all 4."), "{page}");
    let list = open_page(&admin, "/Demo/SLIP/servers?status=active&power=started").await;
    let names = list.split("aria-label=\"Choose ").skip(1);
    let names = names.filter_map(|rest| rest.split('"').next()).take(12);
    let names: Vec<_> = names.collect();
    let many = plan(&admin, ALWAYS_FAILS, &names.join(" ")).await;
    let page = open_page(&admin, &many).await;
    assert!(
        page.contains("Type 12, the number of servers, to confirm"),
        "{page}"
    );
    let (status, page) = confirmed(&admin, &many, &[("rollout-pace", "all")]).await;
    assert_eq!(status, 422, "{page}");
    let (status, run) = confirmed(&admin, &many, &[("typed", "12")]).await;
    assert_eq!(status, 303, "{run}");
}
