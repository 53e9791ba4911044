//! Ten thousand requests by nobody: not one row is written for them.

use crate::support::{Browser, Portal};
use futures::StreamExt;
use futures::stream;
use slipway_domain::urls::routes;
use slipway_server::http::router;

const REQUESTS: usize = 10_000;
const AT_ONCE: usize = 24;

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_anonymous_requests_leave_no_row() {
    let portal = Portal::start().await;
    // Somebody was there before, so that the tables are known to be written and counted.
    portal.signed_in("viewer").await;
    let before = portal.rows().await;
    let sessions = before.iter().find(|(table, _)| table == "sessions");
    assert_eq!(sessions.map(|(_, rows)| *rows), Some(1));
    let browser = portal.stranger();
    let routes: Vec<(bool, String)> = router::routes()
        .into_iter()
        .filter(|route| route.path != routes::SITE)
        .map(|route| (route.method == http::Method::POST, filled(route.path)))
        .chain([(false, "/nowhere".to_owned())])
        .collect();
    let served = stream::iter((0..REQUESTS).map(|number| {
        let (posts, path) = &routes[number % routes.len()];
        request(&browser, *posts, path, number)
    }));
    let served = served.buffer_unordered(AT_ONCE);
    let statuses: Vec<u16> = served.collect().await;
    assert_eq!(statuses.len(), REQUESTS);
    assert!(statuses.iter().all(|status| *status < 500), "no fault");
    assert_eq!(portal.rows().await, before);
}

fn filled(pattern: &str) -> String {
    pattern
        .replace("{account}", "SLIP")
        .replace("{*function}", "check-value")
        .replace(['{', '}'], "")
}

/// Every third one brings a cookie that the portal never gave, well-formed or not.
async fn request(browser: &Browser<'_>, posts: bool, path: &str, number: usize) -> u16 {
    let mut request = if posts {
        let form = [
            ("user", "nobody"),
            ("names", "va1slipweb01"),
            ("do", "find"),
        ];
        browser.posting(path).form(&form)
    } else {
        browser.client.get(browser.portal.url(path))
    };
    request = match number % 6 {
        0 => request.header("cookie", browser.portal.cookie("AAAAAAAAAAAAAAAAAAAAAA")),
        3 => request.header("cookie", browser.portal.cookie("nonsense; theme=dark")),
        _ => request,
    };
    let answer = request.send().await.expect("an answer");
    assert!(
        answer.headers().get("set-cookie").is_none()
            || path == "/theme"
            || number.is_multiple_of(3),
        "{path} hands a cookie to a stranger"
    );
    answer.status().as_u16()
}
