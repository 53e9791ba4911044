//! What strangers type at the sign-in form costs as little as they are worth: bounded names, few
//! rows in the audit, and tries that count however the cloud answers.

use crate::faults::cloud::{Cloud, Fault};
use crate::support::{Browser, Portal};
use futures::future::join_all;
use jiff::SignedDuration;
use reqwest::Response;
use slipway_domain::audit::AuditAction;
use slipway_portal::Timings;
use std::time::Duration;

async fn attempt(browser: &Browser<'_>, user: &str, password: &str) -> Response {
    let form = [("cloud", "Demo"), ("user", user), ("password", password)];
    browser.post("/sign-in", &form).await
}

/// Behind a proxy that says where each request comes from.
const PROXY: &str = "trusted_proxies = [\"127.0.0.1\"]\n";

async fn behind_a_proxy(cloud: &Cloud) -> Portal {
    let url = cloud.url();
    let settings = format!("{PROXY}[[clouds]]\nname = \"Demo\"\nkind = \"clc\"\nurl = \"{url}\"\n");
    Portal::configured(&settings, |_| {}).await
}

async fn attempt_from(browser: &Browser<'_>, user: &str, from: &str) -> u16 {
    let form = [("cloud", "Demo"), ("user", user), ("password", "guess")];
    let request = browser.posting("/sign-in").header("x-forwarded-for", from);
    let answer = request.form(&form).send().await.expect("an answer");
    answer.status().as_u16()
}

async fn refused_rows(portal: &Portal) -> i64 {
    let rows = portal.rows().await;
    let audit = rows.iter().find(|(table, _)| table == "audit_events");
    audit.expect("the table").1
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_passwords_have_an_end() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url(), |_| {}).await;
    let browser = portal.stranger();
    let before = portal.rows().await;
    for (user, password, words) in [
        ("x".repeat(257), "guess".to_owned(), "at most 256 bytes"),
        ("ä".repeat(129), "guess".to_owned(), "at most 256 bytes"),
        // Three bytes of two in lower case.
        ("İ".repeat(128), "guess".to_owned(), "at most 256 bytes"),
        ("x".repeat(1 << 20), "guess".to_owned(), "at most 256 bytes"),
        ("ada".to_owned(), "p".repeat(1_025), "at most 1024 bytes"),
    ] {
        for _ in 0..4 {
            let answer = attempt(&browser, &user, &password).await;
            assert_eq!(answer.status(), 422);
            let html = answer.text().await.expect("text");
            assert!(html.contains(words), "{words}");
            assert!(html.len() < 20_000, "it is not sent back: {}", html.len());
        }
    }
    assert_eq!(portal.rows().await, before);
    let asked = cloud.requests().await;
    assert!(asked.is_empty(), "the cloud hears nothing of it: {asked:?}");
    // What fits is asked about and recorded.
    let longest = "x".repeat(256);
    assert_eq!(
        attempt(&browser, &longest, &"p".repeat(1_024))
            .await
            .status(),
        422
    );
    assert_eq!(refused_rows(&portal).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_that_fails_does_not_make_tries_free() {
    for fault in [Fault::Failing, Fault::Html, Fault::ResetBefore] {
        let cloud = Cloud::start().await;
        let portal = Portal::of_cloud(&cloud.url(), |_| {}).await;
        cloud.inject(fault, "*/login", None).await;
        let browser = portal.stranger();
        let mut statuses = Vec::new();
        for user in ["a", "b", "c", "d", "e"] {
            statuses.push(attempt(&browser, user, "guess").await.status().as_u16());
        }
        assert!(
            statuses[..3].iter().all(|status| *status >= 500),
            "{fault:?} {statuses:?}"
        );
        assert_eq!(statuses[3..], [429, 429], "{fault:?}");
        cloud.heal().await;
        portal.clock.leap(SignedDuration::from_mins(6));
        let answer = browser.sign_in("admin", "slipway", "").await;
        assert_eq!(answer.status(), 303, "{fault:?} is over");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_refusals_are_a_few_rows_and_a_number() {
    let cloud = Cloud::start().await;
    let portal = behind_a_proxy(&cloud).await;
    let browser = portal.stranger();
    for number in 0..60 {
        let from = format!("203.0.113.{number}");
        assert_eq!(
            attempt_from(&browser, &format!("user{number}"), &from).await,
            422
        );
    }
    assert_eq!(refused_rows(&portal).await, 10);
    portal.clock.leap(SignedDuration::from_mins(6));
    slipway_portal::upkeep::housekeeping::sweep(&portal.running.portal)
        .await
        .expect("swept");
    let audit = &portal.running.portal.store().audit;
    let rows = audit.newest("Demo", "", 100).await.expect("readable");
    assert_eq!(rows.len(), 11);
    assert_eq!(rows[0].event.action, AuditAction::SignInsRefused);
    assert!(
        rows[0].event.subject.starts_with("50 from "),
        "{:?}",
        rows[0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_from_one_address_does_not_reach_a_slow_cloud() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url(), |pace| {
        pace.timings = Timings {
            sign_in_waits: Duration::from_secs(1),
            ..Timings::default()
        };
    })
    .await;
    let slow = serde_json::json!({"fault": "delay", "seconds": 3});
    cloud.inject_rule(slow, "*/login", None).await;
    let browser = portal.stranger();
    let tries = (0..300).map(|number| {
        let (browser, user) = (&browser, format!("user{number}"));
        async move { attempt(browser, &user, "guess").await.status().as_u16() }
    });
    let statuses = join_all(tries).await;
    let turned = statuses.iter().filter(|status| **status == 429).count();
    assert_eq!(turned, 297, "{statuses:?}");
    assert_eq!(cloud.requests().await.len(), 3);
}

/// Colleagues behind one address who arrive together are let in one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn colleagues_who_arrive_together_all_get_in() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url(), |_| {}).await;
    let slow = serde_json::json!({"fault": "delay", "seconds": 0.1});
    cloud.inject_rule(slow, "*/login", None).await;
    let people = ["admin", "operator", "viewer", "other"].repeat(3);
    let tries = people.into_iter().map(|user| {
        let browser = portal.stranger();
        async move { browser.sign_in(user, "slipway", "").await.status().as_u16() }
    });
    assert_eq!(join_all(tries).await, [303; 12]);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_read_as_proxies_write_them() {
    let cloud = Cloud::start().await;
    // The same stranger, whatever they invent before it.
    for hops in [
        [
            "203.0.113.7:1001",
            "203.0.113.7:1002",
            "1.1.1.1, 203.0.113.7",
            "203.0.113.7",
        ],
        [
            "::ffff:203.0.113.7",
            "203.0.113.7",
            "[::ffff:203.0.113.7]:9",
            "203.0.113.7:4",
        ],
        [
            "[2001:db8::1]:443",
            "2001:db8::2",
            "[2001:db8::3]",
            "2001:db8::ffff",
        ],
        [
            "9.9.9.1, unknown",
            "9.9.9.2, _secret",
            "9.9.9.3, x:y:z",
            "9.9.9.4, unknown",
        ],
    ] {
        let portal = behind_a_proxy(&cloud).await;
        let browser = portal.stranger();
        for (number, from) in hops.into_iter().enumerate() {
            let status = attempt_from(&browser, &format!("user{number}"), from).await;
            assert_eq!(status, if number < 3 { 422 } else { 429 }, "{from}");
        }
    }
    // Strangers of their own.
    let portal = behind_a_proxy(&cloud).await;
    let browser = portal.stranger();
    for from in [
        "203.0.113.1:9",
        "203.0.113.2:9",
        "2001:db8:1::1",
        "2001:db8:2::1",
        "203.0.113.5",
    ] {
        assert_eq!(attempt_from(&browser, from, from).await, 422, "{from}");
    }
}
