//! Other sites: whatever they make a signed-in browser send, nothing happens.

use super::stage::Stage;
use super::table::ROUTES;
use crate::support::Portal;
use http::Method;

/// What a browser says about a post that another site began.
const ELSEWHERE: [(&str, Option<&str>, Option<&str>); 9] = [
    (
        "another site's form",
        Some("cross-site"),
        Some("https://evil.test"),
    ),
    ("a sandboxed frame", Some("cross-site"), Some("null")),
    ("a site without an origin", Some("cross-site"), None),
    (
        "a neighbour on the same site",
        Some("same-site"),
        Some("https://other.localhost"),
    ),
    ("an old browser", None, Some("https://evil.test")),
    ("an old browser's frame", None, Some("null")),
    ("a longer name", None, Some("http://127.0.0.1.evil.test")),
    (
        "typed, yet from elsewhere",
        Some("none"),
        Some("https://evil.test"),
    ),
    ("nobody says from where", None, None),
];

#[tokio::test(flavor = "multi_thread")]
async fn no_mutating_route_takes_a_post_that_another_site_began() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let before = stage.state(&portal, &admin).await;
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        let path = stage.path(route.pattern, "SLIP");
        for (what, site, origin) in ELSEWHERE {
            let mut request = admin.client.post(portal.url(&path));
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            let form = "application/x-www-form-urlencoded";
            let request = request.header("content-type", form);
            let answer = request.body(stage.body(route.body)).send().await;
            let answer = answer.expect("an answer");
            assert_eq!(answer.status(), 403, "{path} from {what}");
            assert!(
                answer.headers().get("set-cookie").is_none(),
                "{path} from {what}"
            );
            let text = answer.text().await.expect("text");
            assert!(
                text.contains("not sent from one of this portal"),
                "{path}: {text}"
            );
        }
    }
    assert_eq!(before, stage.state(&portal, &admin).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portals_own_pages_and_older_browsers_get_through() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let own = portal.url("");
    for (site, origin) in [
        (Some("same-origin"), Some(own.as_str())),
        (Some("same-origin"), None),
        (None, Some(own.as_str())),
        (Some("none"), Some(own.as_str())),
    ] {
        let mut request = admin.client.post(portal.url("/theme"));
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let answer = request.form(&[("theme", "dark")]).send().await;
        assert_eq!(
            answer.expect("an answer").status(),
            303,
            "{site:?} {origin:?}"
        );
    }
}

/// A link or a script on another site can make a browser open any address with its cookie.
#[tokio::test(flavor = "multi_thread")]
async fn opening_a_mutating_route_does_nothing_and_says_so() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let before = stage.state(&portal, &admin).await;
    let reads: Vec<&str> = ROUTES
        .iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| route.pattern)
        .collect();
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        if reads.contains(&route.pattern) {
            continue;
        }
        let path = stage.path(route.pattern, "SLIP");
        let address = format!("{}?{}", portal.url(&path), stage.body(route.body));
        for method in [Method::GET, Method::HEAD] {
            let request = admin.client.request(method.clone(), &address);
            let request = request.header("sec-fetch-site", "cross-site");
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), 405, "{method} {path}");
            let text = answer.text().await.expect("text");
            assert!(
                method == Method::HEAD || text.contains("Nothing was changed"),
                "{path}: {text}"
            );
        }
    }
    assert_eq!(before, stage.state(&portal, &admin).await);
}

/// The two addresses that both show and take a form: showing is all that opening does.
#[tokio::test(flavor = "multi_thread")]
async fn opening_with_a_forms_fields_in_the_address_submits_nothing() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let before = stage.state(&portal, &admin).await;
    let shares = format!("/Demo/SLIP/runs/{}/shares?life=1h", stage.live);
    assert_eq!(admin.get(&shares).await.status(), 200);
    let sign_in = "/sign-in?cloud=Demo&user=admin&password=slipway";
    assert_eq!(portal.stranger().get(sign_in).await.status(), 200);
    assert_eq!(before, stage.state(&portal, &admin).await);
}
