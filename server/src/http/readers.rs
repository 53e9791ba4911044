//! Who opens a shared page: a person who goes there, or a program that looks for them what the
//! link leads to. Only people count as readers.
//!
//! Browsers say of a request that somebody goes there (`Sec-Fetch-Dest: document`), but over plain
//! http, where they say nothing about it; what chats, mail filters and search engines send then
//! gives itself away by its name.

use http::{HeaderMap, HeaderName, Method, header};

/// What names of robots hold, in lower case.
const ROBOTS: [&str; 35] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-external",
    "whatsapp/",
    "signal-desktop",
    "slack-imgproxy",
    "skypeuri",
    "embedly",
    "unfurl",
    "iframely",
    "linkexpand",
    "link-check",
    "linkcheck",
    "scanner",
    "validator",
    "monitor",
    "uptime",
    "pingdom",
    "slurp",
    "archiver",
    "google-",
    "mediapartners",
    "feedfetcher",
    "lighthouse",
    "mastodon",
    "http.rb",
    "python",
    "curl/",
    "wget/",
    "okhttp",
    "httpclient",
];

/// Headers by which browsers say that a page is loaded ahead, in case somebody goes there.
const AHEAD: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/// Whether somebody goes to a page by this request.
pub fn is_reader(method: &Method, headers: &HeaderMap) -> bool {
    let said = |name: &str| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = headers.get(name)?.to_str().ok()?;
        Some(value.to_ascii_lowercase())
    };
    let ahead = AHEAD.iter().filter_map(|name| said(name)).any(|purpose| {
        ["prefetch", "prerender", "preview"]
            .iter()
            .any(|word| purpose.contains(word))
    });
    let goes = match (said("sec-fetch-mode"), said("sec-fetch-dest")) {
        (None, None) => true,
        (mode, dest) => {
            mode.is_none_or(|mode| mode == "navigate") && dest.is_none_or(|dest| dest == "document")
        }
    };
    let agent = said(header::USER_AGENT.as_str()).unwrap_or_default();
    *method == Method::GET && !ahead && goes && is_browser(&agent)
}

/// Whether a name is that of a browser. All of them begin alike, for reasons of history.
fn is_browser(agent: &str) -> bool {
    // A maker of phones, whose name stands in what its browsers say.
    let agent = agent.replace("cubot", "");
    let begins = agent.starts_with("mozilla/") || agent.starts_with("opera/");
    begins && !ROBOTS.iter().any(|robot| agent.contains(robot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const CHROME: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    fn reader(agent: &str, more: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        let agent = HeaderValue::from_str(agent).expect("a header");
        headers.insert(header::USER_AGENT, agent);
        for (name, value) in more {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_reader(&Method::GET, &headers)
    }

    #[test]
    fn people_are_readers() {
        let goes = [
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        for agent in [
            CHROME,
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1; rv:146.0) Gecko/20100101 Firefox/146.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
            "Opera/9.80 (Android; Opera Mini/12.0/180; U; en) Presto/2.12 Version/12.16",
        ] {
            assert!(reader(agent, &[]), "{agent}");
            assert!(reader(agent, &goes), "{agent}");
        }
    }

    #[test]
    fn programs_are_not() {
        for agent in [
            "",
            "curl/8.5.0",
            "Wget/1.21.4",
            "python-requests/2.32.0",
            "Go-http-client/2.0",
            "WhatsApp/2.23.20.0 A",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "TelegramBot (like TwitterBot)",
            "Twitterbot/1.0",
            "LinkedInBot/1.0 (compatible; Mozilla/5.0; Jakarta Commons-HttpClient/3.1 +http://www.linkedin.com)",
            "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36",
            "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 BingPreview/1.0b",
            "http.rb/5.1.1 (Mastodon/4.3.0; +https://example.social/)",
            "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        ] {
            assert!(!reader(agent, &[]), "{agent}");
        }
        for more in [
            &[("sec-purpose", "prefetch;prerender")][..],
            &[("purpose", "prefetch")],
            &[("x-purpose", "preview")],
            &[("x-moz", "prefetch")],
            &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")],
            &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
            &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        ] {
            assert!(!reader(CHROME, more), "{more:?}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_static(CHROME));
        assert!(!is_reader(&Method::HEAD, &headers));
    }
}
