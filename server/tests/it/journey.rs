//! The main journey without JavaScript: form, review, run, follow, share.

use crate::steps::{finished, run};
use crate::support::{Portal, location};

/// "Install File Services"-like packages have no parameters; this one always fails.
const ALWAYS_FAILS: &str = slipway_simulator::packages::ALWAYS_FAILS;
const SHOWCASE: &str = slipway_simulator::packages::SHOWCASE;
const REFUSES_SOME: &str = slipway_simulator::packages::REFUSES_SOME;

#[tokio::test(flavor = "multi_thread")]
async fn a_run_ends_with_a_verdict_for_every_server_and_can_be_shared() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = run(&admin, ALWAYS_FAILS, "va1slipweb0[1-2] DE1SLIPWEB01").await;
    let html = finished(&admin, &path).await;
    for name in ["VA1SLIPWEB01", "VA1SLIPWEB02", "DE1SLIPWEB01"] {
        assert!(html.contains(name), "{name}");
    }
    let fresh = admin
        .post(&format!("{path}/shares"), &[("life", "1h")])
        .await;
    assert_eq!(fresh.status(), 200);
    let html = fresh.text().await.expect("text");
    let token = html
        .split("/s/")
        .nth(1)
        .expect("a link")
        .split('"')
        .next()
        .expect("a link");
    let stranger = portal.stranger();
    let shared = stranger.get(&format!("/s/{token}")).await;
    assert_eq!(shared.status(), 200);
    assert!(shared.headers().get("set-cookie").is_none());
    let shared = shared.text().await.expect("text");
    assert!(shared.contains("VA1SLIPWEB01") && !shared.contains("<script"));
    assert!(
        !shared.contains("admin") && !shared.contains("SLIP<"),
        "no people, no account"
    );
    assert_eq!(stranger.get("/s/nothing").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_servers_keep_the_clouds_words() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = run(&admin, REFUSES_SOME, "va1slipdb01 va1slipweb01").await;
    let html = finished(&admin, &path).await;
    assert!(html.contains("refused"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_what_was_typed_but_no_secret() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let pairs = [
        ("p[SLIP.Showcase.AdminPassword][]", "Canary-7ae3f1"),
        ("names", "va1slipweb01 nosuchserver"),
        ("do", "review"),
    ];
    let review = format!("/Demo/SLIP/packages/{SHOWCASE}/review");
    let draft = location(&admin.post(&review, &pairs).await);
    assert!(
        draft.starts_with(&format!("/Demo/SLIP/packages/{SHOWCASE}?draft=")),
        "{draft}"
    );
    let html = admin.page(&draft).await;
    assert!(
        html.contains("nosuchserver"),
        "the unknown name is reported"
    );
    assert!(html.contains("va1slipweb01"), "the typed names are kept");
    assert!(!html.contains("Canary-7ae3f1"), "the secret is not");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_only_look_cannot_run() {
    let portal = Portal::start().await;
    for user in ["viewer", "operator"] {
        let browser = portal.signed_in(user).await;
        let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
        let pairs = [("names", "va1slipweb01"), ("do", "review")];
        assert_eq!(browser.post(&review, &pairs).await.status(), 403, "{user}");
    }
}
