//! The page of one server: what it tells, what it offers to whom, how it is changed, and its root
//! password.

mod changes;
mod looks;
mod password;
mod restore;

use crate::steps::{between, open_page, until};
use crate::support::Browser;

const WEB: &str = "/Demo/SLIP/servers/va1slipweb01";

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
    let html = browser.page(&format!("/Demo/SLIP/servers?{query}")).await;
    let rows = between(&html, "<tbody", "</tbody>");
    let id = between(rows, "/Demo/SLIP/servers/", "\"");
    format!("/Demo/SLIP/servers/{id}")
}
