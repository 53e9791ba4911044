//! Who counts as a reader of a shared page: people who go there, and no robot that looks for them
//! what a link leads to.

use super::stage::Stage;
use crate::steps::{between, open_page, share};
use crate::support::Portal;
use http::Method;

const CHROME: (&str, &str) = (
    "user-agent",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
);

#[tokio::test(flavor = "multi_thread")]
async fn people_count_and_robots_do_not() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let run = format!("/Demo/SLIP/runs/{}", stage.over);
    let (token, _) = share(&admin, &run).await;
    let open = async |method: Method, headers: &[(&str, &str)], query: &str| {
        let stranger = portal.stranger();
        let url = portal.url(&format!("/s/{token}{query}"));
        let mut request = stranger.client.request(method, url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "everybody sees the page: {headers:?}");
    };
    let robots: &[&[(&str, &str)]] = &[
        &[],
        &[(
            "user-agent",
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        )],
        &[("user-agent", "facebookexternalhit/1.1")],
        &[("user-agent", "WhatsApp/2.23.20.0 A")],
        &[(
            "user-agent",
            "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
        )],
        &[(
            "user-agent",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        )],
        &[CHROME, ("sec-purpose", "prefetch;prerender")],
        &[CHROME, ("purpose", "prefetch")],
        &[
            CHROME,
            ("sec-fetch-mode", "no-cors"),
            ("sec-fetch-dest", "empty"),
        ],
    ];
    for robot in robots {
        open(Method::GET, robot, "").await;
    }
    open(Method::HEAD, &[CHROME], "").await;
    open(Method::GET, &[CHROME], "?live=1").await;
    assert_eq!(
        opened(&open_page(&admin, &format!("{run}/shares")).await),
        "never"
    );
    let person: &[(&str, &str)] = &[CHROME];
    let goes: &[(&str, &str)] = &[
        CHROME,
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    open(Method::GET, person, "").await;
    open(Method::GET, goes, "").await;
    assert_eq!(
        opened(&open_page(&admin, &format!("{run}/shares")).await),
        "2 times"
    );
}

/// How often the newest link was opened, in words.
fn opened(html: &str) -> &str {
    let cell = between(html, "data-label=\"Opened\"", "</td>");
    cell.split_once('>').map_or("", |(_, words)| words)
}
