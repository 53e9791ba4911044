//! Doors: sign-in, sign-out, rights, other accounts, other sites.

use crate::support::{Portal, location};

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_led_to_the_form_and_back() {
    let portal = Portal::start().await;
    let stranger = portal.stranger();
    assert_eq!(location(&stranger.get("/").await), "/sign-in");
    let to_form = location(&stranger.get("/Demo/SLIP/runs?state=live").await);
    assert_eq!(
        to_form,
        "/sign-in?next=%2FDemo%2FSLIP%2Fruns%3Fstate%3Dlive"
    );
    let answer = stranger
        .sign_in("admin", "slipway", "/Demo/SLIP/runs?state=live")
        .await;
    assert_eq!(location(&answer), "/Demo/SLIP/runs?state=live");
    assert_eq!(location(&stranger.get("/").await), "/Demo/SLIP/home");
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_never_leave_the_portal() {
    let portal = Portal::start().await;
    for next in [
        "//evil.test",
        "https://evil.test",
        "/\\evil.test",
        "javascript:alert(1)",
    ] {
        let answer = portal.stranger().sign_in("admin", "slipway", next).await;
        assert_eq!(location(&answer), "/Demo/SLIP/home", "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_says_so_and_is_throttled_before_the_cloud_locks() {
    let portal = Portal::start().await;
    let stranger = portal.stranger();
    for _ in 0..3 {
        let answer = stranger.sign_in("viewer", "wrong", "").await;
        assert_eq!(answer.status(), 422);
        let text = answer.text().await.expect("text");
        assert!(text.contains("did not recognize"), "{text}");
        assert!(!text.contains("wrong"), "the password is not echoed");
    }
    let answer = stranger.sign_in("viewer", "slipway", "").await;
    assert_eq!(answer.status(), 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_id_changes_at_sign_in_and_dies_at_sign_out() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let planted = portal.cookie("AAAAAAAAAAAAAAAAAAAAAA");
    let request = browser
        .client
        .post(portal.url("/sign-in"))
        .header("cookie", planted);
    let pairs = [
        ("cloud", "Demo"),
        ("user", "admin"),
        ("password", "slipway"),
    ];
    let answer = request
        .header("sec-fetch-site", "same-origin")
        .form(&pairs)
        .send()
        .await;
    let answer = answer.expect("an answer");
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(!cookie.contains("AAAAAAAAAAAAAAAAAAAAAA"), "{cookie}");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let kept = cookie.split(';').next().expect("a pair").to_owned();
    assert_eq!(browser.get("/Demo/SLIP/packages").await.status(), 200);
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!(location(&answer), "/sign-in");
    assert_eq!(
        answer.headers()["clear-site-data"],
        "\"cache\", \"storage\""
    );
    let replay = portal
        .stranger()
        .client
        .get(portal.url("/Demo/SLIP/packages"))
        .header("cookie", kept);
    assert_eq!(
        location(&replay.send().await.expect("an answer")),
        "/sign-in?next=%2FDemo%2FSLIP%2Fpackages"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_is_as_good_as_none() {
    let portal = Portal::start().await;
    let other = portal.signed_in("other").await;
    for path in [
        "/Demo/SLIP/packages",
        "/Demo/SLIP/servers",
        "/Demo/SLIP/runs",
        "/Demo/SLIP/inventory.json",
    ] {
        assert_eq!(other.get(path).await.status(), 404, "{path}");
    }
    let html = other.page("/Demo/OTHR/servers").await;
    assert!(!html.contains("VA1SLIPWEB01"));
    assert!(html.contains("VA1OTHRMAIL01"));
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_from_other_sites_are_refused() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    for path in ["/sign-out", "/sign-in", "/theme", "/Demo/SLIP/plans/x/run"] {
        for site in ["cross-site", "same-site"] {
            let request = browser
                .client
                .post(portal.url(path))
                .header("sec-fetch-site", site);
            let answer = request
                .header("origin", "https://evil.test")
                .form(&[("a", "b")])
                .send()
                .await;
            assert_eq!(
                answer.expect("an answer").status(),
                403,
                "{path} from {site}"
            );
        }
    }
    assert_eq!(
        browser.get("/Demo/SLIP/packages").await.status(),
        200,
        "still signed in"
    );
}
