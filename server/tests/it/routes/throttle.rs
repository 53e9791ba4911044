//! Guessing passwords: counted per user and per address, and addresses are believed only from
//! proxies that the settings name.

use crate::support::{Browser, Portal};
use futures::future::join_all;
use jiff::SignedDuration;
use reqwest::Response;

async fn guess(browser: &Browser<'_>, user: &str, from: Option<&str>) -> Response {
    let mut request = browser.posting("/sign-in");
    if let Some(from) = from {
        request = request.header("x-forwarded-for", from);
    }
    let form = [("cloud", "Demo"), ("user", user), ("password", "guess")];
    request.form(&form).send().await.expect("an answer")
}

fn waits(answer: &Response) -> u64 {
    let header = answer.headers().get("retry-after").expect("Retry-After");
    header.to_str().expect("text").parse().expect("seconds")
}

/// The demo's peer is 127.0.0.1.
async fn behind_a_proxy() -> Portal {
    let settings = tempfile::NamedTempFile::new().expect("a file");
    let text = "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n";
    std::fs::write(settings.path(), text).expect("written");
    Portal::start_with(|options| options.config = Some(settings.path().to_owned())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_counted_over_all_users() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    for user in ["ada", "bob", "eve"] {
        assert_eq!(guess(&browser, user, None).await.status(), 422, "{user}");
    }
    let answer = guess(&browser, "mallory", None).await;
    assert_eq!(answer.status(), 429);
    let seconds = waits(&answer);
    assert!((290..=301).contains(&seconds), "{seconds}");
    let html = answer.text().await.expect("text");
    assert!(html.contains(&format!("Wait {seconds} seconds")), "{html}");
    portal.clock.leap(SignedDuration::from_secs(302));
    assert_eq!(guess(&browser, "mallory", None).await.status(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stranger_says_about_their_address_counts_for_nothing() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    for (number, user) in ["ada", "bob", "eve"].iter().enumerate() {
        let from = format!("203.0.113.{number}");
        let answer = guess(&browser, user, Some(&from)).await;
        assert_eq!(answer.status(), 422, "{user}");
    }
    let answer = guess(&browser, "mallory", Some("203.0.113.99")).await;
    assert_eq!(answer.status(), 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_named_proxy_the_last_address_that_is_none_counts() {
    let portal = behind_a_proxy().await;
    let browser = portal.stranger();
    // Whatever stands before it, the client may have written itself.
    for (user, from) in [
        ("ada", "203.0.113.7"),
        ("bob", "198.51.100.1, 203.0.113.7"),
        ("eve", "198.51.100.2, 203.0.113.7, 127.0.0.1"),
    ] {
        let answer = guess(&browser, user, Some(from)).await;
        assert_eq!(answer.status(), 422, "{user}");
    }
    let again = guess(&browser, "mallory", Some("198.51.100.3, 203.0.113.7")).await;
    assert_eq!(again.status(), 429);
    let elsewhere = guess(&browser, "mallory", Some("203.0.113.8")).await;
    assert_eq!(elsewhere.status(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_counted_over_all_addresses_whatever_the_spelling() {
    let portal = behind_a_proxy().await;
    let browser = portal.stranger();
    for (number, user) in ["viewer", " Viewer ", "VIEWER"].iter().enumerate() {
        let from = format!("203.0.113.{number}");
        assert_eq!(guess(&browser, user, Some(&from)).await.status(), 422);
    }
    let answer = guess(&browser, "viewer", Some("203.0.113.99")).await;
    assert_eq!(answer.status(), 429);
    let other = guess(&browser, "operator", Some("203.0.113.99")).await;
    assert_eq!(other.status(), 422);
}

/// The cloud locks a user after four wrong passwords: tries at once must not get there together.
#[tokio::test(flavor = "multi_thread")]
async fn tries_at_once_do_not_lock_the_user_in_the_cloud() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let answers = join_all((0..24).map(|_| guess(&browser, "viewer", None))).await;
    let asked = answers.iter().filter(|answer| answer.status() == 422);
    assert!(asked.count() <= 3, "{:?}", statuses(&answers));
    let turned = answers.iter().filter(|answer| answer.status() == 429);
    assert!(turned.count() >= 21, "{:?}", statuses(&answers));
    portal.clock.leap(SignedDuration::from_secs(302));
    let right = portal.stranger().sign_in("viewer", "slipway", "").await;
    assert_eq!(right.status(), 303, "the cloud has not locked the user");
}

fn statuses(answers: &[Response]) -> Vec<u16> {
    answers.iter().map(|a| a.status().as_u16()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttled_user_stays_signed_in_where_they_are() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let stranger = portal.stranger();
    for _ in 0..4 {
        guess(&stranger, "viewer", None).await;
    }
    assert_eq!(viewer.get("/Demo/SLIP/packages").await.status(), 200);
}

/// A listener for both kinds of addresses sees an IPv4 proxy as an IPv6 peer.
#[tokio::test(flavor = "multi_thread")]
async fn an_ipv4_proxy_is_known_on_a_listener_for_both() {
    let settings = tempfile::NamedTempFile::new().expect("a file");
    let text = "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n";
    std::fs::write(settings.path(), text).expect("written");
    let portal = Portal::start_with(|options| {
        options.config = Some(settings.path().to_owned());
        options.listen = "[::]:0".parse().ok();
    })
    .await;
    let browser = portal.stranger();
    let address = format!("http://127.0.0.1:{}/sign-in", portal.running.address.port());
    let guess = async |user: &str, from: &str| {
        let request = browser.client.post(&address);
        let request = request
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", from);
        let form = [("cloud", "Demo"), ("user", user), ("password", "guess")];
        let answer = request.form(&form).send().await.expect("an answer");
        answer.status().as_u16()
    };
    for user in ["ada", "bob", "eve"] {
        assert_eq!(guess(user, "203.0.113.7").await, 422, "{user}");
    }
    assert_eq!(guess("mallory", "203.0.113.7").await, 429);
    assert_eq!(
        guess("mallory", "203.0.113.8").await,
        422,
        "nobody else waits"
    );
}
