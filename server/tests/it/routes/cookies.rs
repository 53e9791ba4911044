//! Cookies know no port: instances on one host keep theirs apart by name.

use crate::support::{Browser, Portal, location};
use reqwest::Response;
use slipway_server::cli::Serve;

/// The names of the cookies that an answer sets or takes back.
fn named(answer: &Response) -> Vec<String> {
    let set = answer.headers().get_all("set-cookie").iter();
    let lines = set.map(|line| line.to_str().expect("text"));
    lines
        .map(|line| line.split('=').next().expect("a name").to_owned())
        .collect()
}

/// Somebody whose jar, like a browser's, gives a host's cookies to each of its ports.
fn visiting<'a>(browser: &Browser<'a>, portal: &'a Portal) -> Browser<'a> {
    Browser {
        client: browser.client.clone(),
        portal,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_on_one_host_leave_each_other_alone() {
    let (first, second) = (Portal::start().await, Portal::start().await);
    let here = first.stranger();
    let there = visiting(&here, &second);
    assert_eq!(here.sign_in("admin", "slipway", "").await.status(), 303);
    // Not even a stranger's page takes the other's cookie away.
    let page = there.get("/sign-in").await;
    assert_eq!((page.status().as_u16(), named(&page)), (200, vec![]));
    assert_eq!(here.get("/Demo/SLIP/packages").await.status(), 200);
    assert_eq!(there.sign_in("viewer", "slipway", "").await.status(), 303);
    for browser in [&here, &there] {
        assert_eq!(browser.get("/Demo/SLIP/packages").await.status(), 200);
    }
    for (browser, theme, other) in [(&here, "dark", "light"), (&there, "light", "dark")] {
        browser.post("/theme", &[("theme", theme)]).await;
        browser
            .post("/Demo/SLIP/servers/view", &[("column", "power")])
            .await;
        let html = browser.page("/Demo/SLIP/packages").await;
        assert!(html.contains(&format!("data-theme=\"{theme}\"")), "{html}");
        assert!(!html.contains(&format!("data-theme=\"{other}\"")), "{html}");
    }
    let html = here.page("/Demo/SLIP/packages").await;
    assert!(html.contains("data-theme=\"dark\""), "{html}");
    there.post("/theme", &[("theme", "system")]).await;
    there.post("/sign-out", &[]).await;
    let html = here.page("/Demo/SLIP/packages").await;
    assert!(html.contains("data-theme=\"dark\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_cookie_carries_what_tells_instances_apart() {
    for (public_url, session, theme, secure) in [
        ("http://portal.test", "slipway", "theme", false),
        (
            "http://portal.test:8080",
            "slipway-8080",
            "theme-8080",
            false,
        ),
        ("http://[::1]:8080", "slipway-8080", "theme-8080", false),
        ("http://[::1]", "slipway", "theme", false),
        (
            "https://portal.test",
            "__Host-slipway",
            "__Host-theme",
            true,
        ),
        (
            "https://portal.test:8443",
            "__Host-slipway-8443",
            "__Host-theme-8443",
            true,
        ),
    ] {
        let address = |options: &mut Serve| options.public_url = Some(public_url.to_owned());
        let portal = Portal::start_with(address).await;
        let browser = portal.stranger();
        let signed_in = browser.sign_in("admin", "slipway", "").await;
        assert_eq!(location(&signed_in), "/Demo/SLIP/home");
        let themed = browser.post("/theme", &[("theme", "dark")]).await;
        for (answer, name) in [(&signed_in, session), (&themed, theme)] {
            assert_eq!(named(answer), [name], "{public_url}");
            let line = answer.headers()["set-cookie"].to_str().expect("text");
            assert_eq!(line.contains("Secure"), secure, "{line}");
            for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(line.contains(part), "{line}");
            }
            assert!(!line.contains("Domain"), "{line}");
        }
    }
}
