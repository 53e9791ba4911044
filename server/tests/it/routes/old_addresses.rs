//! Addresses of before, without a cloud: bookmarks, mails and pages that were open during an update
//! go on working wherever it is certain which cloud they mean.

use super::places::Two;
use crate::form_page::{fields, typed};
use crate::support::{Browser, Portal, location};
use reqwest::Response;
use slipway_simulator::packages::ALWAYS_FAILS;

/// Where the same request is to be sent again.
fn moved(answer: &Response) -> String {
    assert_eq!(answer.status(), 307);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let header = answer.headers().get("location").expect("a location");
    header.to_str().expect("text").to_owned()
}

async fn get(browser: &Browser<'_>, path: &str) -> String {
    moved(&browser.get(path).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_address_leads_on_where_one_account_fits() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for path in [
        "/SLIP/packages",
        "/slip/runs?state=live&by=me",
        "/SLIP/runs/01h/events?since=3",
        "/SLIP/servers.csv?q=web+01",
        "/SLIP/inventory.json",
        "/SLPB/servers/new?dc=va1",
        // Ids that are words of addresses.
        "/SLIP/packages/packages",
        "/SLIP/runs/runs/stop",
        "/SLIP/servers/%2F%2Fevil.test",
    ] {
        assert_eq!(get(&admin, path).await, format!("/Demo{path}"));
    }
    for path in ["/OTHR/packages", "/NONE/runs/1"] {
        assert_eq!(admin.get(path).await.status(), 404, "{path}");
    }
    for path in ["/SLIP", "/SLIP/nowhere", "/s/packages", "/packages"] {
        let status = admin.get(path).await.status();
        assert!(status == 404, "{path}: {status}");
    }
}

/// A page that was open during the update posts to the address that it was drawn with.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_keeps_its_method_and_its_body() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let page = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}");
    let review = format!("{page}/review");
    let form = fields(&admin.page(&page).await, &review);
    let form = typed(form, &[("names", "va1slipweb01")]);
    let mut pairs: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    pairs.push(("do", "review"));
    let old = format!("/SLIP/packages/{ALWAYS_FAILS}/review");
    let to = moved(&admin.post(&old, &pairs).await);
    assert_eq!(to, review);
    let plan = location(&admin.post(&to, &pairs).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    // Whose session has ended keeps what was typed.
    let stranger = portal.stranger();
    let to = moved(&stranger.post(&old, &pairs).await);
    let answer = stranger.post(&to, &pairs).await;
    assert_eq!(answer.status(), 401);
    let html = answer.text().await.expect("text");
    assert!(html.contains("va1slipweb01"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_signed_out_signs_in_first() {
    let portal = Portal::start().await;
    let stranger = portal.stranger();
    let to = location(&stranger.get("/SLIP/runs?state=live").await);
    assert_eq!(to, "/sign-in?next=%2FSLIP%2Fruns%3Fstate%3Dlive");
    let next = "/SLIP/runs?state=live";
    let to = location(&stranger.sign_in("admin", "slipway", next).await);
    assert_eq!(to, next);
    assert_eq!(get(&stranger, &to).await, "/Demo/SLIP/runs?state=live");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_clouds_the_one_that_the_page_says_is_meant() {
    let two = Two::set().await;
    let stranger = two.portal.stranger();
    let post = async |pairs: &[(&str, &str)]| stranger.post("/SLIP/groups/new", pairs).await;
    let twin = [("form-cloud", "Twin"), ("form-account", "SLIP")];
    assert_eq!(moved(&post(&twin).await), "/Twin/SLIP/groups/new");
    for said in [&[][..], &[("form-cloud", "//evil.test")], &[("name", "x")]] {
        assert_eq!(post(said).await.status(), 401, "{said:?}");
    }
    let signed_in = two.portal.stranger();
    signed_in.sign_in_to("Twin", "admin", "slipway", "").await;
    assert_eq!(get(&signed_in, "/SLIP/runs").await, "/Twin/SLIP/runs");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_several_clouds_fit_a_page_asks() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    browser.sign_in_to("Twin", "admin", "slipway", "").await;
    let asked = async |answer: Response, ways: [&str; 2]| {
        assert_eq!(answer.status(), 300);
        let html = answer.text().await.expect("text");
        for href in ways {
            assert!(html.contains(&format!("href=\"{href}\"")), "{href}: {html}");
        }
        html
    };
    let runs = "/runs?state=live&amp;by=me";
    let ways = [format!("/Demo/SLIP{runs}"), format!("/Twin/SLIP{runs}")];
    let ways = [ways[0].as_str(), ways[1].as_str()];
    let html = asked(browser.get("/SLIP/runs?state=live&by=me").await, ways).await;
    assert!(!html.contains("Nothing was submitted"), "{html}");
    // A post that does not say it leads back to its page, in either cloud.
    let ways = ["/Demo/SLIP/runs/01h", "/Twin/SLIP/runs/01h"];
    let html = asked(browser.post("/SLIP/runs/01h/stop", &[]).await, ways).await;
    assert!(html.contains("Nothing was submitted"), "{html}");
    let twin = [("form-cloud", "Twin"), ("form-account", "SLIP")];
    let answer = browser.post("/SLIP/runs/01h/stop", &twin).await;
    assert_eq!(moved(&answer), "/Twin/SLIP/runs/01h/stop");
    // Signed in as somebody whom one cloud alone gives that account.
    browser.sign_in_to("Twin", "other", "slipway", "").await;
    assert_eq!(get(&browser, "/OTHR/runs").await, "/Twin/OTHR/runs");
}
