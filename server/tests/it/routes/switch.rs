//! The part of the header that leads to other accounts: of the same cloud and of others, and to those
//! whose sign-in has ended.

use super::places::Two;
use crate::faults::cloud::Fault;
use crate::steps::run;
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::NEVER_ENDS;
use std::time::{Duration, Instant};

/// The entries of the switch of a page: where each leads, and what it says.
async fn entries(browser: &Browser<'_>, path: &str) -> Vec<(String, String)> {
    let html = browser.page(path).await;
    let switch = html.split("rail-switch").nth(1).expect("a switch");
    let list = switch.split("<ul").nth(1).expect("a list");
    let list = list.split("</ul>").next().expect("its end");
    let links = list.split("<a href=\"").skip(1).map(|link| {
        let (href, rest) = link.split_once('"').expect("an address");
        let words = rest.split("</a>").next().unwrap_or_default();
        let texts = words.split('<').filter_map(|part| part.split('>').nth(1));
        let texts = texts.map(str::trim);
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        (href.to_owned(), texts.join(", "))
    });
    links.collect()
}

fn entry(href: &str, words: &str) -> (String, String) {
    (href.to_owned(), words.to_owned())
}

async fn status(browser: &Browser<'_>, path: &str) -> u16 {
    browser.get(path).await.status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_to_a_second_account_of_the_same_cloud() {
    let portal = Portal::start().await;
    let browser = portal.signed_in("admin").await;
    let more = entry("/sign-in?cloud=Demo", "Sign in to another account");
    let other = entry("/sign-in?cloud=Cloudify", "Sign in to another cloud");
    let child = entry("/Demo/SLPB/home", "SLPB");
    assert_eq!(
        entries(&browser, "/Demo/SLIP/runs").await,
        [child.clone(), more.clone(), other.clone()]
    );
    let form = browser.page(&more.0).await;
    assert!(form.contains("You stay signed in to"), "{form}");
    assert!(
        form.contains(">Demo\u{a0}·\u{a0}SLIP, Demo\u{a0}·\u{a0}SLPB<"),
        "{form}"
    );
    assert!(!form.contains("value=\"admin\""), "somebody else: {form}");
    browser.sign_in("other", "slipway", "").await;
    assert_eq!(
        entries(&browser, "/Demo/OTHR/runs").await,
        [
            entry("/Demo/SLIP/home", "SLIP, admin"),
            entry("/Demo/SLPB/home", "SLPB, admin"),
            more.clone(),
            other.clone()
        ]
    );
    let second = entry("/Demo/OTHR/home", "OTHR, other");
    assert_eq!(
        entries(&browser, "/Demo/SLIP/runs").await,
        [child, second, more, other]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_whose_token_ended_says_so_and_leads_to_its_form() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    browser.sign_in_to("Twin", "operator", "slipway", "").await;
    two.twin.inject(Fault::Unauthorised, "/v2/*", None).await;
    assert_eq!(status(&browser, "/Twin/SLIP/servers?refresh=1").await, 401);
    let form = "/sign-in?next=%2FTwin%2FSLIP%2Fhome";
    let others = entries(&browser, "/Demo/SLIP/runs").await;
    assert_eq!(
        others[0],
        entry(form, "Twin · SLIP, operator, · signed out")
    );
    let html = browser.page(form).await;
    for words in ["value=\"operator\"", "value=\"/Twin/SLIP/home\""] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let chosen = html
        .split("<option")
        .find(|option| option.contains("selected"));
    assert!(
        chosen.is_some_and(|option| option.contains("Twin")),
        "{html}"
    );
    two.twin.heal().await;
    let next = "/Twin/SLIP/home";
    let back = browser
        .sign_in_to("Twin", "operator", "slipway", next)
        .await;
    assert_eq!(location(&back), next);
    let others = entries(&browser, "/Demo/SLIP/runs").await;
    assert_eq!(others[0], entry(next, "Twin · SLIP, operator"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_whose_time_is_over_says_so_and_takes_no_other_with_it() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    two.hours(&browser, 22).await;
    let path = run(&browser, NEVER_ENDS, "va1slipweb03").await;
    browser.sign_in_to("Twin", "admin", "slipway", "").await;
    let mut stream = browser.get(&format!("{path}/events")).await;
    two.hours(&browser, 3).await;
    let ended = entries(&browser, "/Twin/SLIP/runs").await;
    let form = "/sign-in?next=%2FDemo%2FSLIP%2Fhome";
    assert_eq!(ended[0], entry(form, "Demo · SLIP, signed out"));
    assert_eq!(ended.len(), 2, "both clouds are known: {ended:?}");
    assert!(browser.page(form).await.contains("value=\"admin\""));
    // What was open of it ends, too.
    let begun = Instant::now();
    let mut told = String::new();
    while let Some(part) = stream.chunk().await.expect("readable") {
        told.push_str(&String::from_utf8_lossy(&part));
    }
    assert!(begun.elapsed() < Duration::from_secs(6), "{told}");
    assert!(told.contains("event: ended"), "{told}");
    // A post of a page of it asks to sign in and does nothing.
    assert_eq!(
        browser.post(&format!("{path}/stop"), &[]).await.status(),
        401
    );
    let rows = two.portal.rows().await;
    assert!(rows.contains(&("credentials".into(), 2)), "{rows:?}");
    browser.sign_in("operator", "slipway", "").await;
    let others = entries(&browser, "/Twin/SLIP/runs").await;
    assert_eq!(others[0], entry("/Demo/SLIP/home", "Demo · SLIP, operator"));
    let rows = two.portal.rows().await;
    assert!(
        rows.contains(&("credentials".into(), 2)),
        "one for the other: {rows:?}"
    );
    browser.post("/sign-out", &[]).await;
    let rows = two.portal.rows().await;
    for table in ["sessions", "credentials"] {
        assert!(rows.contains(&(table.into(), 0)), "{rows:?}");
    }
}
