//! One browser, signed in to several clouds at once: each sign-in opens what is its own, and ends by
//! itself.

use super::places::Two;
use crate::faults::cloud::Fault;
use crate::form_page::{fields, typed};
use crate::steps::{plan, sent};
use crate::support::{Browser, Portal, location};
use jiff::SignedDuration;
use slipway_domain::audit::AuditAction;
use slipway_simulator::packages::{ALWAYS_FAILS, SHOWCASE};

/// Somebody signed in to both, as this user of each.
async fn both<'a>(two: &'a Two, demo: &str, twin: &str) -> Browser<'a> {
    let browser = two.portal.signed_in(demo).await;
    let answer = browser.sign_in_to("Twin", twin, "slipway", "").await;
    assert!(location(&answer).starts_with("/Twin/"), "the new one first");
    browser
}

async fn status(browser: &Browser<'_>, path: &str) -> u16 {
    browser.get(path).await.status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_to_a_second_cloud_keeps_the_first() {
    let two = Two::set().await;
    let browser = two.portal.stranger();
    let cookie = async |cloud| {
        let answer = browser.sign_in_to(cloud, "admin", "slipway", "").await;
        answer.headers()["set-cookie"]
            .to_str()
            .expect("text")
            .to_owned()
    };
    let first = cookie("Demo").await;
    let alone = browser.page("/Demo/SLIP/packages").await;
    assert!(alone.contains("href=\"/sign-in?cloud=Twin\""), "{alone}");
    let second = cookie("Twin").await;
    assert_ne!(first, second, "a fresh id for every sign-in");
    let stolen = two.portal.stranger();
    let request = stolen.client.get(two.portal.url("/Demo/SLIP/packages"));
    let first = first.split(';').next().expect("a pair").to_owned();
    let answer = request.header("cookie", first).send().await;
    assert_eq!(
        answer.expect("an answer").status(),
        303,
        "the old id is nobody's"
    );
    for (here, there) in [("Demo", "Twin"), ("Twin", "Demo")] {
        let html = browser.page(&format!("/{here}/SLIP/packages")).await;
        let way = format!("href=\"/{there}/SLIP/home\"");
        assert!(html.contains(&way), "{here}: {html}");
        assert!(html.contains(&format!("{here} · SLIP")), "{here}: {html}");
        assert!(!html.contains("Sign in to another cloud"), "{here}: {html}");
    }
    assert_eq!(location(&browser.get("/").await), "/Demo/SLIP/home");
    // The same cloud as somebody else of another account joins; of the same account replaces.
    browser.sign_in_to("Twin", "other", "slipway", "").await;
    browser.sign_in_to("Demo", "viewer", "slipway", "").await;
    for path in ["/Twin/SLIP/packages", "/Twin/OTHR/packages"] {
        assert_eq!(status(&browser, path).await, 200, "{path}");
    }
    let html = browser.page("/Demo/SLIP/packages").await;
    let person = html.split("</details>").nth(1).unwrap_or_default();
    assert!(person.contains(">viewer<"), "{html}");
    assert!(!person.contains(">admin<"), "{html}");
    let rows = two.portal.rows().await;
    assert!(rows.contains(&("sessions".into(), 1)), "{rows:?}");
    assert!(rows.contains(&("credentials".into(), 3)), "{rows:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_one_cloud_no_longer_takes_ends_that_sign_in_alone() {
    let two = Two::set().await;
    let browser = both(&two, "admin", "admin").await;
    two.demo.inject(Fault::Unauthorised, "/v2/*", None).await;
    let answer = browser.get("/Demo/SLIP/servers?refresh=1").await;
    assert_eq!(answer.status(), 401);
    let html = answer.text().await.expect("text");
    let next = "name=\"next\" value=\"/Demo/SLIP/servers?refresh=1\"";
    assert!(html.contains(next), "{html}");
    let chosen = html
        .split("<option")
        .find(|option| option.contains("selected"));
    assert!(
        chosen.is_some_and(|option| option.contains("Demo")),
        "{html}"
    );
    assert_eq!(status(&browser, "/Demo/SLIP/packages").await, 401);
    for page in ["packages", "servers", "runs", "groups"] {
        let path = format!("/Twin/SLIP/{page}");
        assert_eq!(status(&browser, &path).await, 200, "{path}");
    }
    assert_eq!(location(&browser.get("/").await), "/Twin/SLIP/home");
    two.demo.heal().await;
    let again = browser
        .sign_in("admin", "slipway", "/Demo/SLIP/servers")
        .await;
    assert_eq!(location(&again), "/Demo/SLIP/servers");
    for cloud in ["Demo", "Twin"] {
        let path = format!("/{cloud}/SLIP/servers");
        assert_eq!(status(&browser, &path).await, 200, "{path}");
    }
}

/// The session is as old as its latest sign-in, and no grant lives on that.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_a_day_after_it_began_whatever_joined_it() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    two.hours(&browser, 20).await;
    browser.sign_in_to("Twin", "admin", "slipway", "").await;
    two.hours(&browser, 3).await;
    assert_eq!(status(&browser, "/Demo/SLIP/runs").await, 200);
    two.hours(&browser, 2).await;
    let ended = location(&browser.get("/Demo/SLIP/runs").await);
    assert_eq!(ended, "/sign-in?next=%2FDemo%2FSLIP%2Fruns");
    assert_eq!(status(&browser, "/Twin/SLIP/runs").await, 200);
    let html = browser.page(&ended).await;
    assert!(html.contains("Sign in to Demo to see this page."), "{html}");
}

/// The same name in two clouds is two people.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_for_a_person_of_one_cloud_is_nothing_in_the_other() {
    let two = Two::set().await;
    let browser = both(&two, "admin", "admin").await;
    let package = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}");
    let refused = [("names", "nosuchserver"), ("do", "review")];
    let draft = location(&browser.post(&format!("{package}/review"), &refused).await);
    assert!(browser.page(&draft).await.contains("nosuchserver"));
    let there = draft.replace("/Demo/", "/Twin/");
    assert!(!browser.page(&there).await.contains("nosuchserver"));
    let plan = plan(&browser, ALWAYS_FAILS, "va1slipweb01").await;
    let confirm = fields(&browser.page(&plan).await, &format!("{plan}/run"));
    let elsewhere = plan.replace("/Demo/", "/Twin/");
    assert_eq!(status(&browser, &elsewhere).await, 404);
    let pairs: Vec<_> = confirm
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    // As its page posts it, and as one that was made to say the other cloud.
    let (refused, _) = sent(&browser, &format!("{elsewhere}/run"), &pairs).await;
    assert_eq!(refused, 409);
    let silent: Vec<_> = pairs
        .iter()
        .copied()
        .filter(|(n, _)| !n.starts_with("form-"))
        .collect();
    let (missing, _) = sent(&browser, &format!("{elsewhere}/run"), &silent).await;
    assert_eq!(missing, 404);
    let (status_of_run, run) = sent(&browser, &format!("{plan}/run"), &pairs).await;
    assert_eq!(status_of_run, 303, "{run}");
    let (_, again) = sent(&browser, &format!("{plan}/run"), &pairs).await;
    assert_eq!(again, run, "the same key finds the same run");
    assert_eq!(
        status(&browser, &run.replace("/Demo/", "/Twin/")).await,
        404
    );
    assert!(!browser.page("/Twin/SLIP/runs").await.contains("run-number"));
    assert!(two.twin.executions("va1slipweb01").await.is_empty());
}

/// A tab that shows one cloud goes on working there after a sign-in to another.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_posts_into_its_own_cloud_after_a_sign_in_to_another() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    let package = format!("/Demo/SLIP/packages/{SHOWCASE}");
    let review = format!("{package}/review");
    let words = ("p[SLIP.Showcase.Greeting][]", "Typed by a person");
    let filled = typed(fields(&browser.page(&package).await, &review), &[words]);
    browser.sign_in_to("Twin", "admin", "slipway", "").await;
    let pairs: Vec<_> = filled
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let (refused, draft) = sent(&browser, &review, &pairs).await;
    assert_eq!(refused, 303, "{draft}");
    assert!(draft.starts_with(&package), "{draft}");
    assert!(browser.page(&draft).await.contains("Typed by a person"));
}

/// The settings name a child account in one cloud; the other has an account of the same name.
#[tokio::test(flavor = "multi_thread")]
async fn a_child_account_is_opened_by_its_parent_in_the_same_cloud_only() {
    let two = Two::with("aliases = { SLIP = [\"SLPB\"] }\n").await;
    let browser = both(&two, "admin", "admin").await;
    assert_eq!(status(&browser, "/Demo/SLPB/packages").await, 200);
    assert_eq!(status(&browser, "/Twin/SLPB/packages").await, 404);
    let html = browser.page("/Twin/SLIP/packages").await;
    assert!(html.contains("href=\"/Demo/SLPB/home\""), "{html}");
    assert!(!html.contains("href=\"/Twin/SLPB/home\""), "{html}");
    // Somebody of no account above it, beside somebody who is.
    let other = both(&two, "other", "admin").await;
    assert_eq!(status(&other, "/Demo/SLPB/packages").await, 404);
    let child = both(&two, "child", "other").await;
    assert_eq!(status(&child, "/Demo/SLPB/packages").await, 200);
    assert_eq!(status(&child, "/Demo/SLIP/packages").await, 404);
    // The cloud's no counts for the token that it was said to.
    let path = "/v2/datacenters/SLPB";
    two.demo.inject(Fault::Forbidden, path, None).await;
    two.portal.clock.leap(SignedDuration::from_mins(16));
    assert_eq!(status(&browser, "/Demo/SLPB/packages").await, 404);
    assert_eq!(status(&browser, "/Demo/SLIP/packages").await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_all_of_them_and_each_is_recorded() {
    let two = Two::set().await;
    let browser = both(&two, "admin", "admin").await;
    assert_eq!(location(&browser.post("/sign-out", &[]).await), "/sign-in");
    for path in ["/Demo/SLIP/runs", "/Twin/SLIP/runs"] {
        assert_eq!(status(&browser, path).await, 303, "{path}");
    }
    let rows = two.portal.rows().await;
    for table in ["sessions", "credentials"] {
        assert!(rows.contains(&(table.into(), 0)), "{rows:?}");
    }
    let audit = &two.portal.running.portal.store().audit;
    for cloud in ["Demo", "Twin"] {
        let rows = audit.newest(cloud, "SLIP", 10).await.expect("readable");
        let mut actions = rows.iter().map(|row| row.event.action);
        assert_eq!(actions.next(), Some(AuditAction::SignOut), "{cloud}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_that_one_is_not_signed_in_to_leads_to_its_sign_in() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    let to = location(&browser.get("/Twin/SLIP/runs?q=x").await);
    assert_eq!(to, "/sign-in?next=%2FTwin%2FSLIP%2Fruns%3Fq%3Dx");
    let html = browser.page(&to).await;
    let chosen = html
        .split("<option")
        .find(|option| option.contains("selected"));
    assert!(
        chosen.is_some_and(|option| option.contains("Twin")),
        "{html}"
    );
    let there = browser
        .sign_in_to("Twin", "admin", "slipway", "/Twin/SLIP/runs?q=x")
        .await;
    assert_eq!(location(&there), "/Twin/SLIP/runs?q=x");
    assert_eq!(status(&browser, "/Demo/SLIP/runs").await, 200);
    assert_eq!(location(&browser.get(&to).await), "/Twin/SLIP/runs?q=x");
    // Of an account there that is not theirs nothing is said.
    assert_eq!(status(&browser, "/Twin/OTHR/runs").await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_clouds_in_the_address_open_nothing() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for cloud in [
        "demo",
        "DEMO",
        "Demo%00",
        "Demo%2F",
        "%2F%2Fevil.test",
        "s",
        "<script>",
        "%3Cscript%3E",
        "Demo%20or%201=1",
        "%E2%80%AEDemo",
        "sign-in",
    ] {
        for path in ["SLIP/packages", "SLIP/runs/01h/stop", "SLPB/servers.csv"] {
            let path = format!("/{cloud}/{path}");
            let answer = admin.get(&path).await;
            let expected = [404, 405];
            assert!(expected.contains(&answer.status().as_u16()), "{path}");
            let html = answer.text().await.expect("text");
            assert!(!html.contains("<script>alert"), "{path}");
            let answer = admin.post(&path, &[("name", "x")]).await;
            assert!(
                answer.status().is_client_error(),
                "{path}: {}",
                answer.status()
            );
        }
    }
}
