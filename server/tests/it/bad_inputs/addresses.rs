//! Addresses: mistyped, cut, encoded, endless, of another account.

use super::page_text;
use crate::steps::run;
use crate::support::Portal;
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

const LOST: &str = "bytes that are not UTF-8 text. Something in it was lost on the way";

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_address_is_told_by_a_page() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let long = "x".repeat(10_000);
    let cases = [
        ("/nowhere", 404, "This page was not found."),
        ("/Demo/SLIP", 404, "This page was not found."),
        ("/Demo/SLIP/", 404, "This page was not found."),
        ("/Demo/SLIP/packages/", 404, "This page was not found."),
        ("//Demo/SLIP/packages", 404, "This page was not found."),
        ("/Demo/SLIP/packages/x/y/z", 404, "This page was not found."),
        ("/NONE/packages", 404, "Account was not found."),
        ("/Demo/OTHR/packages", 404, "Account was not found."),
        ("/Demo/OTHR/servers", 404, "Account was not found."),
        ("/SLIP%00/packages", 404, "Account was not found."),
        ("/%2e%2e%2fpackages", 404, "This page was not found."),
        ("/Demo/SLIP/packages/nosuch", 404, "Package was not found."),
        ("/Demo/SLIP/packages/%00", 404, "Package was not found."),
        (
            "/Demo/SLIP/packages/..%2f..%2fetc%2fpasswd",
            404,
            "Package was not found.",
        ),
        (
            "/Demo/SLIP/packages/%f0%9f%93%a6",
            404,
            "Package was not found.",
        ),
        ("/Demo/SLIP/plans/nosuch", 404, "Plan was not found."),
        ("/Demo/SLIP/plans/%00", 404, "Plan was not found."),
        (
            "/Demo/SLIP/plans/'%20OR%201=1--",
            404,
            "Plan was not found.",
        ),
        ("/Demo/SLIP/runs/nosuch", 404, "Run was not found."),
        ("/Demo/SLIP/runs/%00", 404, "Run was not found."),
        ("/Demo/SLIP/runs/nosuch/events", 404, "Run was not found."),
        ("/Demo/SLIP/runs/nosuch/shares", 404, "Run was not found."),
        ("/Demo/SLIP/packages/%ff", 400, LOST),
        ("/%ff/packages", 400, LOST),
        ("/Demo/SLIP/runs/%c3%28", 400, LOST),
        ("/Demo/SLIP/plans/%e2%82", 400, LOST),
        ("/%ff", 400, LOST),
        (
            "/s/nosuch",
            404,
            "This link does not open anything (any more).",
        ),
        (
            "/s/%ff",
            404,
            "This link does not open anything (any more).",
        ),
        ("/s/", 404, "This page was not found."),
        ("/s/a/b", 404, "This page was not found."),
        ("/theme", 405, "This address is where a button leads"),
        (
            "/api/check-value",
            405,
            "This address is where a button leads",
        ),
    ];
    let of_run = [
        (format!("{run}x"), 404, "Run was not found."),
        (format!("{run}/stop"), 405, "Nothing was changed."),
        (format!("{run}/nosuch"), 404, "This page was not found."),
        (format!("/Demo/SLIP/runs/{long}"), 404, "Run was not found."),
        (
            format!("/Demo/SLIP/packages/{long}"),
            404,
            "Package was not found.",
        ),
        (
            format!("/Demo/{long}/packages"),
            404,
            "Account was not found.",
        ),
        (format!("/{long}"), 404, "This page was not found."),
        (
            format!("/Demo/SLIP/packages?q={long}"),
            200,
            "No package matches",
        ),
    ];
    let fixed = cases.map(|(path, status, expected)| (path.to_owned(), status, expected));
    for (path, status, expected) in fixed.into_iter().chain(of_run) {
        let answer = admin.get(&path).await;
        assert_eq!(answer.status(), status, "{path:.200}");
        let told = page_text(answer).await;
        assert!(told.contains(expected), "{path:.200}: {told:.3000}");
    }
}

/// What an address got wrong must not be hidden behind the sign-in form for ever.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_asked_to_sign_in_or_told_that_the_address_is_damaged() {
    let portal = Portal::start().await;
    let stranger = portal.stranger();
    let long = "x".repeat(10_000);
    for (path, status) in [
        ("/Demo/SLIP/runs/nosuch".to_owned(), 303),
        ("/NONE/packages".to_owned(), 303),
        (format!("/Demo/SLIP/runs/{long}"), 303),
        ("/Demo/SLIP/runs/%ff".to_owned(), 400),
        ("/nowhere".to_owned(), 404),
    ] {
        let answer = stranger.get(&path).await;
        assert_eq!(answer.status(), status, "{path:.100}");
        if status == 303 {
            let target = crate::support::location(&answer);
            assert!(
                target.starts_with("/sign-in") && target.len() < 2_100,
                "{target:.100}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_draft_or_plan_in_the_address_opens_the_page_without_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let plan = crate::steps::plan(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    for path in [
        format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?draft=nosuch"),
        format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?draft=%ff&draft=%00"),
        format!("{plan}?was=nosuch"),
        format!("{plan}?was=%ff"),
    ] {
        assert_eq!(admin.get(&path).await.status(), 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_about_a_mistake_leads_on_and_names_the_request() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for path in [
        "/nowhere",
        "/Demo/SLIP/runs/%ff",
        "/theme",
        "/Demo/SLIP/plans/nosuch",
    ] {
        let answer = admin.get(path).await;
        let id = answer.headers()["x-request-id"]
            .to_str()
            .expect("text")
            .to_owned();
        let html = answer.text().await.expect("text");
        assert!(html.contains(&format!("<code>{id}")), "{path}");
        assert!(
            html.contains("Go to the start") && html.contains("href=\"/\""),
            "{path}"
        );
        assert!(
            html.contains("href=\"/Demo/SLIP/packages\""),
            "{path} keeps the way around"
        );
    }
}
