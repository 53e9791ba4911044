//! What browsers may keep of a page: nothing over plain http, where nothing can clear it.

use super::stage::Stage;
use super::table::ROUTES;
use crate::steps::between;
use crate::support::{Portal, location};
use http::Method;
use slipway_domain::urls::routes;

#[tokio::test(flavor = "multi_thread")]
async fn pages_with_data_are_not_kept_over_plain_http() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let open = [
        routes::SITE,
        routes::HEALTHZ,
        routes::READYZ,
        routes::METRICS,
        // Says of a session only whether it lives; browsers keep no page that asks what is not kept.
        routes::SESSION,
    ];
    let mut pages = 0;
    for route in ROUTES.iter().filter(|route| route.method == Method::GET) {
        if open.contains(&route.pattern) {
            continue;
        }
        let answer = admin.get(&stage.path(route.pattern, "SLIP")).await;
        let kept = answer.headers()["cache-control"].to_str().expect("text");
        assert_eq!(kept, "no-store", "{}", route.pattern);
        pages += 1;
    }
    assert!(pages > 20, "{pages}");
    for missing in [
        "/Demo/SLIP/packages/none",
        "/Demo/SLIP/runs/none",
        "/nowhere",
    ] {
        let answer = admin.get(missing).await;
        assert_eq!(answer.headers()["cache-control"], "no-store", "{missing}");
    }
}

/// Over https Back stays quick; what was kept is of no use without the cookie that it was made for.
#[tokio::test(flavor = "multi_thread")]
async fn pages_over_https_go_with_their_cookie() {
    let https = "https://portal.test".to_owned();
    let portal = Portal::start_with(|options| options.public_url = Some(https)).await;
    let browser = portal.stranger();
    let signed_in = browser.sign_in("admin", "slipway", "").await;
    let cookie = signed_in.headers()["set-cookie"].to_str().expect("text");
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    for path in [
        "/Demo/SLIP/servers",
        "/Demo/SLIP/runs",
        "/Demo/SLIP/packages",
        "/Demo/SLIP/inventory.json",
    ] {
        let request = portal.stranger().client.get(portal.url(path));
        let answer = request.header("cookie", &cookie).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(
            answer.headers()["cache-control"],
            "private, no-cache",
            "{path}"
        );
        let vary = answer.headers().get_all("vary").iter();
        let mut vary = vary.filter_map(|line| line.to_str().ok());
        assert!(vary.any(|line| line.contains("cookie")), "{path}");
    }
}

/// A page says which session it was drawn for, and asks whether that lives before it is shown again.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_knows_whether_its_own_session_lives() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    let page = browser.page("/Demo/SLIP/servers").await;
    let session = between(&page, "data-session=\"", "\"").to_owned();
    let asks = format!("/session?is={session}");
    assert_eq!(browser.get(&asks).await.status(), 204);
    for other in [
        "/session?is=",
        "/session",
        "/session?is=0123",
        "/session?is=%ff",
    ] {
        assert_eq!(browser.get(other).await.status(), 200, "{other}");
    }
    assert_eq!(portal.stranger().get(&asks).await.status(), 200);
    assert_eq!(
        portal.signed_in("admin").await.get(&asks).await.status(),
        200
    );
    browser.post("/sign-out", &[]).await;
    assert_eq!(browser.get(&asks).await.status(), 200, "signed out");
    let again = browser.sign_in("admin", "slipway", "").await;
    assert_eq!(location(&again), "/Demo/SLIP/home");
    assert_eq!(browser.get(&asks).await.status(), 200, "another session");
    let page = browser.page("/Demo/SLIP/servers").await;
    let session = between(&page, "data-session=\"", "\"").to_owned();
    let asks = format!("/session?is={session}");
    assert_eq!(browser.get(&asks).await.status(), 204);
    portal.clock.leap(jiff::SignedDuration::from_hours(9));
    assert_eq!(browser.get(&asks).await.status(), 200, "ended of idleness");
    let sign_in = portal.stranger().page("/sign-in").await;
    assert!(!sign_in.contains("data-session"), "{sign_in}");
}
