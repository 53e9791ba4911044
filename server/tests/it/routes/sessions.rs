//! Sessions: fixed, stolen, ended, left alone, kept in use; and streams that outlive them.

use crate::steps::{last, run};
use crate::support::{Browser, Portal, location};
use jiff::SignedDuration;
use reqwest::Response;
use slipway_portal::upkeep::housekeeping;
use slipway_simulator::packages::NEVER_ENDS;
use std::time::{Duration, Instant};

const HOURS: fn(i64) -> SignedDuration = SignedDuration::from_hours;
const TO_SIGN_IN: &str = "/sign-in?next=%2FDemo%2FSLIP%2Fpackages";

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Response) -> String {
    let set = answer.headers().get("set-cookie").expect("a cookie");
    let set = set.to_str().expect("text");
    set.split(';').next().expect("a pair").to_owned()
}

/// Asks for a page with nothing but this cookie.
async fn with(portal: &Portal, cookie: &str) -> Response {
    let request = portal
        .stranger()
        .client
        .get(portal.url("/Demo/SLIP/packages"));
    let request = request.header("cookie", cookie);
    request.send().await.expect("an answer")
}

async fn opens(portal: &Portal, cookie: &str) -> bool {
    let answer = with(portal, cookie).await;
    if answer.status() == 200 {
        return true;
    }
    assert_eq!(location(&answer), TO_SIGN_IN);
    false
}

async fn sessions(portal: &Portal) -> i64 {
    let rows = portal.rows().await;
    let found = rows.iter().find(|(table, _)| table == "sessions");
    found.expect("the table").1
}

async fn sign_in_with(portal: &Portal, planted: &str, user: &str) -> Response {
    let browser = portal.stranger();
    let form = [("cloud", "Demo"), ("user", user), ("password", "slipway")];
    let request = browser.posting("/sign-in").header("cookie", planted);
    request.form(&form).send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planted_session_is_neither_taken_nor_left_alive() {
    let portal = Portal::start().await;
    let attacker = portal.stranger();
    let planted = cookie(&attacker.sign_in("other", "slipway", "").await);
    assert_eq!(attacker.get("/Demo/OTHR/packages").await.status(), 200);
    let victims = cookie(&sign_in_with(&portal, &planted, "admin").await);
    assert_ne!(planted, victims);
    assert!(opens(&portal, &victims).await);
    assert!(!opens(&portal, &planted).await);
    let own = attacker.get("/Demo/OTHR/packages").await;
    assert!(location(&own).starts_with("/sign-in"), "ended, not shared");
    for malformed in ["", "x", "%00", "AAAAAAAAAAAAAAAAAAAAAA"] {
        let malformed = portal.cookie(malformed);
        let fresh = cookie(&sign_in_with(&portal, &malformed, "admin").await);
        assert_ne!(fresh, malformed);
        assert!(opens(&portal, &fresh).await, "{malformed}");
        assert!(!opens(&portal, &malformed).await, "{malformed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sign_in_is_a_session_of_its_own() {
    let portal = Portal::start().await;
    let (desk, phone) = (portal.stranger(), portal.stranger());
    let first = cookie(&desk.sign_in("admin", "slipway", "").await);
    let second = cookie(&phone.sign_in("admin", "slipway", "").await);
    assert_ne!(first, second);
    desk.post("/sign-out", &[]).await;
    assert!(!opens(&portal, &first).await);
    assert!(opens(&portal, &second).await, "the phone stays signed in");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_here_and_not_only_in_the_browser() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let kept = cookie(&browser.sign_in("admin", "slipway", "").await);
    assert_eq!(sessions(&portal).await, 1);
    let answer = browser.post("/sign-out", &[]).await;
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies: Vec<_> = cookies
        .map(|cookie| cookie.to_str().expect("text"))
        .collect();
    let own = format!("{};", portal.cookie(""));
    let is_gone = |cookie: &&str| cookie.starts_with(&own) && cookie.contains("Max-Age=0");
    assert!(cookies.iter().any(is_gone), "{cookies:?}");
    assert_eq!(sessions(&portal).await, 0);
    assert!(!opens(&portal, &kept).await);
    let replayed = browser
        .posting("/Demo/SLIP/packages/x/review")
        .header("cookie", &kept);
    let replayed = replayed.send().await.expect("an answer");
    assert_eq!(replayed.status(), 401);
    let rows = portal.rows().await;
    assert!(
        rows.contains(&("credentials".into(), 0)),
        "the token is gone too"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_left_alone_ends_after_eight_hours() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let kept = cookie(&browser.sign_in("admin", "slipway", "").await);
    portal.clock.leap(HOURS(8) - SignedDuration::from_mins(2));
    assert!(opens(&portal, &kept).await);
    portal.clock.leap(HOURS(8) + SignedDuration::from_secs(1));
    assert!(!opens(&portal, &kept).await);
    portal.clock.leap(-HOURS(8));
    assert!(!opens(&portal, &kept).await, "it does not come back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_use_ends_after_a_day() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let kept = cookie(&browser.sign_in("admin", "slipway", "").await);
    for _ in 0..3 {
        portal.clock.leap(HOURS(7));
        assert!(opens(&portal, &kept).await);
    }
    portal.clock.leap(HOURS(3));
    assert!(!opens(&portal, &kept).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_of_browsers_that_never_come_back_are_swept_away() {
    let portal = Portal::start().await;
    portal.signed_in("admin").await;
    let browser = portal.signed_in("viewer").await;
    assert_eq!(sessions(&portal).await, 2);
    portal.clock.leap(HOURS(7));
    assert_eq!(browser.get("/Demo/SLIP/packages").await.status(), 200);
    portal.clock.leap(HOURS(2));
    housekeeping::sweep(&portal.running.portal)
        .await
        .expect("swept");
    assert_eq!(sessions(&portal).await, 1, "the one that was used stays");
}

/// The form of a page that was open for too long: nothing is lost and nothing is sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_after_the_end_asks_to_sign_in_and_does_nothing() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    let path = run(&browser, NEVER_ENDS, "va1slipweb01").await;
    portal.clock.leap(HOURS(9));
    for action in ["stop", "again", "answer", "resume", "shares"] {
        let answer = browser
            .post(&format!("{path}/{action}"), &[("life", "1h")])
            .await;
        assert_eq!(answer.status(), 401, "{action}");
        let html = answer.text().await.expect("text");
        assert!(html.contains("your session has ended"), "{action}: {html}");
        assert!(html.contains("name=\"password\""), "{action}");
    }
    let back = browser.sign_in("admin", "slipway", &path).await;
    assert_eq!(location(&back), path);
    let html = browser.page(&path).await;
    assert!(html.contains("http-equiv=\"refresh\""), "the run goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_stream_ends_within_five_seconds_of_its_session() {
    let portal = Portal::start().await;
    for left_alone in [false, true] {
        let browser = portal.signed_in("admin").await;
        let path = run(&browser, NEVER_ENDS, "va1slipweb03").await;
        let mut stream = browser.get(&format!("{path}/events")).await;
        assert_eq!(stream.status(), 200);
        let first = stream.chunk().await.expect("readable").expect("a state");
        assert!(first.starts_with(b"event: state"), "{first:?}");
        if left_alone {
            portal.clock.leap(HOURS(9));
        } else {
            browser.post("/sign-out", &[]).await;
        }
        let begun = Instant::now();
        let mut told = String::new();
        while let Some(part) = stream.chunk().await.expect("readable") {
            told.push_str(&String::from_utf8_lossy(&part));
        }
        assert!(
            begun.elapsed() < Duration::from_secs(6),
            "{:?}",
            begun.elapsed()
        );
        assert!(told.contains("event: ended"), "{left_alone}: {told}");
        refused(&browser, &path).await;
    }
}

async fn refused(browser: &Browser<'_>, path: &str) {
    let again = browser.get(&format!("{path}/events")).await;
    assert_eq!(again.status(), 401, "{}", last(path));
}
