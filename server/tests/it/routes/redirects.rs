//! Where the portal leads: never off itself, whatever an address, a form or a header asks for.

use crate::support::{Portal, location};
use reqwest::Url;

/// Targets that would leave, in every disguise that browsers are known to see through.
const AWAY: [&str; 22] = [
    "//evil.test",
    "///evil.test",
    "////evil.test/..",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "\t//evil.test",
    " //evil.test",
    "https://evil.test",
    "HTTPS:evil.test",
    "http:/evil.test",
    "https:\\evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.test",
    "/SLIP\r\nLocation: https://evil.test",
    "/SLIP\r\n\r\n<script>",
    "/\u{2044}evil.test",
    "/\u{0000}/evil.test",
    "@evil.test",
];

/// Local paths that look odd but stay here.
const HERE: [&str; 6] = [
    "/%2F/evil.test",
    "/%5cevil.test",
    "/%09/evil.test",
    "/.//evil.test",
    "/Demo/SLIP/runs?next=//evil.test",
    "/%0d%0aLocation:%20https://evil.test",
];

/// Whether a browser at the portal that is told `target` stays there.
fn stays(portal: &Portal, target: &str) -> bool {
    let base = Url::parse(&portal.url("/sign-in")).expect("an address");
    let there = base.join(target).expect("an address");
    there.origin() == base.origin()
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_leads_nowhere_else() {
    let portal = Portal::start().await;
    for next in AWAY {
        let answer = portal.stranger().sign_in("admin", "slipway", next).await;
        let target = location(&answer);
        let led = target == "/Demo/SLIP/home" || next.trim() == target;
        assert!(
            led && stays(&portal, &target),
            "{next:?} leads to {target:?}"
        );
    }
    for next in HERE {
        let answer = portal.stranger().sign_in("admin", "slipway", next).await;
        assert_eq!(location(&answer), next);
        assert!(stays(&portal, next), "{next:?}");
        assert!(answer.headers().get_all("location").iter().count() == 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_already_is_led_nowhere_else_either() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for next in AWAY.into_iter().chain(HERE) {
        let mut address = Url::parse(&portal.url("/sign-in")).expect("an address");
        address.query_pairs_mut().append_pair("next", next);
        let answer = admin.client.get(address).send().await.expect("an answer");
        let target = location(&answer);
        assert!(stays(&portal, &target), "{next:?} leads to {target:?}");
        assert!(
            !target.contains("evil.test") || HERE.contains(&next),
            "{next:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_form_carries_no_way_out() {
    let portal = Portal::start().await;
    let form = async |next: &str| {
        let mut address = Url::parse(&portal.url("/sign-in")).expect("an address");
        address.query_pairs_mut().append_pair("next", next);
        let answer = portal.stranger().client.get(address).send().await;
        let html = answer.expect("an answer").text().await.expect("text");
        assert!(html.contains("name=\"password\""), "{html}");
        html
    };
    assert!(
        form("/Demo/SLIP/runs")
            .await
            .contains("value=\"/Demo/SLIP/runs\"")
    );
    for next in AWAY {
        assert!(!form(next).await.contains("evil.test"), "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_a_theme_leads_back_to_this_portal_only() {
    let portal = Portal::start().await;
    for referer in [
        "https://evil.test//evil.test/x",
        "https://evil.test/\\evil.test",
        "//evil.test",
        "javascript:alert(1)",
        "https://evil.test/SLIP/runs",
    ] {
        let request = portal
            .stranger()
            .posting("/theme")
            .header("referer", referer);
        let answer = request.form(&[("theme", "dark")]).send().await;
        let target = location(&answer.expect("an answer"));
        assert!(stays(&portal, &target), "{referer} leads to {target}");
        assert!(!target.contains("evil"), "{referer} leads to {target}");
    }
}

/// The framework leads forms that post to a server function back to their referer.
#[tokio::test(flavor = "multi_thread")]
async fn server_functions_redirect_nobody() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for body in [
        "account=SLIP&package=x&variable=y&value=z",
        "",
        "account=NONE",
    ] {
        let request = admin
            .posting("/api/check-value")
            .header("accept", "text/html");
        let request = request.header("referer", "https://evil.test/page");
        let form = "application/x-www-form-urlencoded";
        let request = request.header("content-type", form).body(body);
        let answer = request.send().await.expect("an answer");
        assert!(
            answer.status().is_client_error(),
            "{body}: {}",
            answer.status()
        );
        assert!(answer.headers().get("location").is_none(), "{body}");
    }
}
