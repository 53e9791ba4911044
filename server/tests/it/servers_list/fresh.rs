//! What a page's script reads by itself: the list as it is now, and never a longer session.

use super::Cloud;
use crate::support::{Browser, Portal};
use jiff::SignedDuration;
use reqwest::{Response, StatusCode};

const MODE: &str = "sec-fetch-mode";

async fn open_page(browser: &Browser<'_>, path: &str, mode: &str) -> Response {
    let request = browser.client.get(browser.portal.url(path));
    request.header(MODE, mode).send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_in_place_asks_the_cloud_and_is_the_list() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    admin.page("/Demo/SLIP/servers").await;
    let before = cloud.asked().await;
    let answer = open_page(&admin, "/Demo/SLIP/servers?q=web&refresh=1", "cors").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(cloud.asked().await > before, "the cloud was asked");
    let html = answer.text().await.expect("a page");
    assert!(html.contains("WEB01"), "{html}");
    assert!(!html.contains("refresh=1&amp;refresh=1"), "{html}");
    let there = open_page(&admin, "/Demo/SLIP/servers?q=web&refresh=1", "navigate").await;
    assert_eq!(there.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_reads_by_itself_does_not_keep_its_session() {
    for (mode, then) in [
        ("cors", StatusCode::SEE_OTHER),
        ("navigate", StatusCode::OK),
    ] {
        let portal = Portal::start().await;
        let admin = portal.signed_in("admin").await;
        portal.clock.leap(SignedDuration::from_mins(8 * 60 - 1));
        let answer = open_page(&admin, "/Demo/SLIP/servers", mode).await;
        assert_eq!(answer.status(), StatusCode::OK);
        portal.clock.leap(SignedDuration::from_mins(2));
        let answer = open_page(&admin, "/Demo/SLIP/servers", mode).await;
        assert_eq!(answer.status(), then, "{mode}");
    }
}
