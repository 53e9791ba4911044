//! Share links: a token opens one page of one run, for as long as it was given, and nothing else.

use super::stage::Stage;
use super::table::ROUTES;
use crate::steps::share;
use crate::support::{Browser, Portal};
use http::Method;
use jiff::SignedDuration;

async fn status(browser: &Browser<'_>, path: &str) -> u16 {
    browser.get(path).await.status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_one_run_opens_nothing_of_another() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let other_run = format!("/Demo/SLIP/runs/{}", stage.over);
    let (token, _) = share(&admin, &other_run).await;
    let before = stage.state(&portal, &admin).await;
    let holder = portal.stranger();
    let mut tried = 0;
    for route in ROUTES
        .iter()
        .filter(|route| route.pattern.contains("{run}"))
    {
        let path = stage.path(route.pattern, "SLIP");
        for address in [
            format!("{path}?token={token}"),
            format!("{path}/{token}"),
            path.replace(&stage.live, &token),
            format!("/s/{token}{path}"),
            format!("/s/{token}/{}", path.rsplit('/').next().unwrap_or_default()),
        ] {
            let request = holder
                .client
                .request(route.method.clone(), portal.url(&address));
            let request = request
                .header("sec-fetch-site", "same-origin")
                .header("authorization", format!("Bearer {token}"))
                .header("cookie", portal.cookie(&token))
                .body(format!("token={token}&{}", stage.body(route.body)));
            let answer = request.send().await.expect("an answer");
            let status = answer.status().as_u16();
            assert!(
                [303, 401, 403, 404].contains(&status),
                "{} {address}: {status}",
                route.method
            );
            if status == 303 {
                let led = answer.headers()["location"].to_str().expect("text");
                assert!(led.starts_with("/sign-in?next="), "{address}: {led}");
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 14 * 5);
    assert_eq!(before, stage.state(&portal, &admin).await);
    let html = holder.page(&format!("/s/{token}")).await;
    assert!(html.contains("VA1SLIPWEB02") && !html.contains("VA1SLIPWEB01"));
    assert!(
        !html.contains("/runs/") && !html.contains("run-number"),
        "no numbers"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_revoked_only_through_its_own_run() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let astray = format!(
        "/Demo/SLIP/runs/{}/shares/{}/revoke",
        stage.over, stage.share
    );
    assert_eq!(admin.post(&astray, &[]).await.status(), 404);
    let shared = format!("/s/{}", stage.token);
    assert_eq!(status(&portal.stranger(), &shared).await, 200);
    let right = format!(
        "/Demo/SLIP/runs/{}/shares/{}/revoke",
        stage.live, stage.share
    );
    assert_eq!(admin.post(&right, &[]).await.status(), 303);
    for way in ["", "?live=1", "?still=1"] {
        assert_eq!(
            status(&portal.stranger(), &format!("{shared}{way}")).await,
            404
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_revoked_and_expired_links_look_alike() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let live = format!("/Demo/SLIP/runs/{}", stage.live);
    let (revoked, id) = share(&admin, &live).await;
    admin.post(&format!("{live}/shares/{id}/revoke"), &[]).await;
    portal.clock.leap(SignedDuration::from_mins(59));
    assert_eq!(
        status(&portal.stranger(), &format!("/s/{}", stage.token)).await,
        200
    );
    portal.clock.leap(SignedDuration::from_mins(2));
    let plausible = "A".repeat(43);
    let longer = stage.token.clone() + "A";
    let long = "a".repeat(10_000);
    let changed = stage.token.to_ascii_uppercase();
    let malformed = [
        "x",
        "%00",
        "%ff",
        "..%2f..",
        "%20",
        "'%20or%201=1--",
        "%F0%9F%94%91",
        "null",
        &plausible,
        &longer,
        &long,
        &changed,
        &stage.token[..42],
    ];
    let mut pages = Vec::new();
    for token in [stage.token.as_str(), &revoked]
        .into_iter()
        .chain(malformed)
    {
        for browser in [&portal.stranger(), &admin] {
            let answer = browser.get(&format!("/s/{token}")).await;
            assert_eq!(answer.status(), 404, "{token}");
            for (name, value) in [
                ("cache-control", "no-store"),
                ("x-robots-tag", "noindex"),
                ("referrer-policy", "no-referrer"),
            ] {
                assert_eq!(answer.headers()[name], value, "{token}");
            }
            assert!(answer.headers().get("refresh").is_none(), "{token}");
            pages.push(answer.text().await.expect("text"));
        }
    }
    assert!(pages[0].starts_with("<!DOCTYPE html>"), "{}", pages[0]);
    assert!(pages.iter().all(|page| *page == pages[0]), "all alike");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_page_takes_no_post_and_gives_no_cookie() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let path = format!("/s/{}", stage.token);
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let request = admin.client.request(method.clone(), portal.url(&path));
        let answer = request.header("sec-fetch-site", "same-origin").send().await;
        assert_eq!(answer.expect("an answer").status(), 405, "{method}");
    }
    let answer = portal.stranger().get(&path).await;
    assert!(answer.headers().get("set-cookie").is_none());
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .expect("text");
    assert!(policy.contains("script-src 'none'"), "{policy}");
}
