//! What every answer carries.

use crate::support::Portal;

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_strict_policy() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    for path in [
        "/sign-in",
        "/Demo/SLIP/packages",
        "/nowhere",
        "/healthz",
        "/Demo/SLIP/inventory.json",
        "/s/none",
    ] {
        let answer = browser.get(path).await;
        let policy = answer.headers().get("content-security-policy");
        let policy = policy
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(
            answer.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
        assert!(answer.headers().contains_key("referrer-policy"), "{path}");
        assert!(answer.headers().contains_key("cache-control"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn probes_and_metrics_need_no_sign_in_and_make_no_session() {
    let portal = Portal::start().await;
    let stranger = portal.stranger();
    for (path, word) in [
        ("/healthz", "ok"),
        ("/readyz", "ready"),
        ("/metrics", "slipway_"),
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(answer.headers().get("set-cookie").is_none(), "{path}");
        let text = answer.text().await.expect("text");
        assert!(text.contains(word), "{path}: {text}");
        assert!(!text.contains("SLIP\""), "{path} names no account");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_holds_an_inline_script_or_style() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    for path in [
        "/Demo/SLIP/packages",
        "/Demo/SLIP/runs",
        "/Demo/SLIP/servers",
    ] {
        let html = browser.page(path).await;
        assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
        assert!(!html.contains("<style"), "{path}");
        assert!(!html.contains(" style=\""), "{path}");
        assert!(!html.contains(" onclick"), "{path}");
        let count = |text: &str| html.matches(text).count();
        // The one script in a page loads the others; the policy names it by its hash.
        assert_eq!(count("<script data-boot=\"/pkg/boot."), 1, "{path}");
        assert_eq!(count("<script"), 1, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_no_coding_gets_plain_answers() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    for accepted in [
        "*;q=0",
        "*;q=0.0, br;q=0",
        "identity;q=0",
        "identity;q=0, deflate",
        "zstd",
        "",
    ] {
        for path in ["/Demo/SLIP/packages", "/Demo/SLIP/servers.csv", "/metrics"] {
            let ask = browser.client.get(portal.url(path));
            let answer = ask.header("accept-encoding", accepted).send().await;
            let answer = answer.expect("an answer");
            assert_eq!(answer.status(), 200, "{path} {accepted:?}");
            let coding = answer.headers().get("content-encoding");
            assert_eq!(coding, None, "{path} {accepted:?}");
        }
    }
}
