//! The walk itself, and that no route can be missing from it.

use super::stage::Stage;
use super::table::{ROUTES, Route, WHO};
use crate::support::{Browser, Portal};
use http::Method;
use leptos::server_fn::axum::server_fn_paths;
use slipway_domain::urls::routes;
use slipway_server::http::router;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

#[test]
fn every_route_and_server_function_stands_in_the_table() {
    let line = |method: &Method, path: &str| format!("{method} {path}");
    let functions = server_fn_paths().map(|(path, method)| line(&method, path));
    let functions: BTreeSet<String> = functions.collect();
    assert!(!functions.is_empty(), "no server function is registered");
    let routes = router::routes();
    let pages = routes
        .iter()
        .filter(|route| route.path != routes::SERVER_FUNCTIONS)
        .map(|route| line(&route.method, route.path));
    let real: BTreeSet<String> = pages.chain(functions).collect();
    let table: BTreeSet<String> = ROUTES
        .iter()
        .map(|route| line(&route.method, route.pattern))
        .collect();
    let unlisted: Vec<_> = real.difference(&table).collect();
    let unreal: Vec<_> = table.difference(&real).collect();
    assert!(
        unlisted.is_empty(),
        "routes missing from the table: {unlisted:?}"
    );
    assert!(unreal.is_empty(), "lines without a route: {unreal:?}");
}

/// The list that the test above reads is complete only as long as there is no other way in.
#[test]
fn routes_are_added_in_one_place_only() {
    // At run time: of clones that share a target folder, one may run what another built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where it lies");
    let root = Path::new(&package).join("src");
    let mut found = Vec::new();
    search(&root, &mut found);
    assert_eq!(found, ["routes.rs: .route("]);
}

fn search(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            search(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("source");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for way in [".route(", ".route_service(", ".nest", "fallback_service("] {
            let times = text.matches(way).count();
            found.extend(std::iter::repeat_n(format!("{name}: {way}"), times));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_finds_open_what_is_theirs_and_nothing_else() {
    let portal = Portal::start().await;
    let owner = portal.signed_in("admin").await;
    let stage = Stage::set(&owner).await;
    for (place, user) in WHO.iter().enumerate() {
        let browser = match user {
            Some(user) => portal.signed_in(user).await,
            None => portal.stranger(),
        };
        for route in &ROUTES {
            let before = stage.state(&portal, &owner).await;
            let status = request(&browser, &stage, route).await;
            let who = user.unwrap_or("anonymous");
            let what = format!("{who}: {} {}", route.method, route.pattern);
            assert_eq!(status, route.answers[place], "{what}");
            if route.pattern == routes::PLAN_RUN && status == 303 {
                all_but_one_over(&owner).await;
            }
            if status >= 400 {
                assert_eq!(
                    before,
                    stage.state(&portal, &owner).await,
                    "{what} left a trace"
                );
            }
        }
    }
}

/// What a confirmation began is over: else it would leave traces beside those that are looked for.
async fn all_but_one_over(owner: &Browser<'_>) {
    for _ in 0..100 {
        let live = owner.page("/Demo/SLIP/runs?state=live").await;
        if live.matches("class=\"table-main\"").count() <= 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a run does not end");
}

async fn request(browser: &Browser<'_>, stage: &Stage, route: &Route) -> u16 {
    let path = stage.path(route.pattern, "SLIP");
    let answer = if route.method == Method::POST {
        let form = "application/x-www-form-urlencoded";
        let request = browser.posting(&path).header("content-type", form);
        request.body(stage.body(route.body)).send().await
    } else {
        browser.client.get(browser.portal.url(&path)).send().await
    };
    answer.expect("an answer").status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_answers_another_method() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let listed = router::routes();
    let before = stage.state(&portal, &admin).await;
    for route in &listed {
        let pattern = route.path.replace("{*function}", "check-value");
        let path = stage.path(&pattern, "SLIP");
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            let known = |other: &&_| **other == (router_route(&method, route.path));
            if listed.iter().any(|other| known(&other)) {
                continue;
            }
            let request = admin.client.request(method.clone(), portal.url(&path));
            let answer = request.header("sec-fetch-site", "same-origin").send().await;
            let answer = answer.expect("an answer");
            assert_eq!(answer.status(), 405, "{method} {path}");
            assert!(answer.headers().contains_key("allow"), "{method} {path}");
        }
    }
    assert_eq!(before, stage.state(&portal, &admin).await);
}

fn router_route(method: &Method, path: &'static str) -> slipway_server::http::routes::Route {
    slipway_server::http::routes::Route {
        method: method.clone(),
        path,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_one_account_open_nothing_under_another() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let other = portal.signed_in("other").await;
    let before = stage.state(&portal, &admin).await;
    let owned = |route: &&Route| {
        let parts = ["{plan}", "{run}", "{share}"];
        parts.iter().any(|part| route.pattern.contains(part))
    };
    let mut tried = 0;
    for route in ROUTES.iter().filter(owned) {
        for account in ["OTHR", "othr", "SLIP", "slip", "NONE"] {
            let path = stage.path(route.pattern, account);
            let answer = if route.method == Method::POST {
                other
                    .posting(&path)
                    .body(stage.body(route.body))
                    .send()
                    .await
            } else {
                other.client.get(portal.url(&path)).send().await
            };
            let answer = answer.expect("an answer");
            assert_eq!(answer.status(), 404, "{} {path}", route.method);
            let text = answer.text().await.expect("text");
            assert!(!text.contains("SLIPWEB"), "{path} names a server");
            tried += 1;
        }
    }
    assert_eq!(tried, 18 * 5);
    assert_eq!(before, stage.state(&portal, &admin).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_opens_for_nobody_but_who_typed_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let path = stage.path(routes::PACKAGE, "SLIP") + "?draft=" + &stage.draft;
    assert!(admin.page(&path).await.contains("nosuchserver"));
    for user in ["viewer", "operator"] {
        let html = portal.signed_in(user).await.page(&path).await;
        assert!(!html.contains("nosuchserver"), "{user}");
    }
    let other = portal.signed_in("other").await;
    let answer = other.get(&path.replace("SLIP", "OTHR")).await;
    assert!(!answer.text().await.expect("text").contains("nosuchserver"));
}
