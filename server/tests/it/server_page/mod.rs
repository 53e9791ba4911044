//! The page of one server: what it tells, what it offers to whom, how it is changed, and its root
//! password.

mod changes;
mod looks;
mod password;
mod restore;

use crate::support::Browser;

const WEB: &str = "/SLIP/servers/va1slipweb01";

/// The page as people read it, without the marks that the framework leaves between texts.
async fn read(browser: &Browser<'_>, path: &str) -> String {
    browser.page(path).await.replace("<!>", "")
}

/// The part of a page from `begin` up to `end`.
fn between<'a>(html: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = html
        .split_once(begin)
        .unwrap_or_else(|| panic!("no {begin} in {html}"));
    rest.split_once(end).map_or(rest, |(part, _)| part)
}

/// The row of an operation.
fn operation<'a>(html: &'a str, word: &str) -> &'a str {
    between(
        html,
        &format!("name=\"operation\" value=\"{word}\""),
        "</li>",
    )
}

/// The path of the first server that the list shows for `query`.
async fn first(browser: &Browser<'_>, query: &str) -> String {
    let html = browser.page(&format!("/SLIP/servers?{query}")).await;
    let rows = between(&html, "<tbody", "</tbody>");
    let id = between(rows, "/SLIP/servers/", "\"");
    format!("/SLIP/servers/{id}")
}

/// Reads a page again and again until it says `words`.
async fn until(browser: &Browser<'_>, path: &str, words: &str) -> String {
    for _ in 0..60 {
        let html = read(browser, path).await;
        if html.contains(words) {
            return html;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("{path} never says {words}");
}
