//! Data centers and groups: what their pages tell and offer to whom, how groups are made and
//! changed, and what goes with one that is archived or deleted.

mod changes;
mod looks;
mod orders;

use crate::steps::{between, open_page, sent};
use crate::support::Browser;

/// The rows of a page's trees: address and name, in their order.
fn rows(html: &str) -> Vec<(String, String)> {
    let row = |part: &str| {
        let path = between(part, "href=\"", "\"").to_owned();
        let name = between(part, "<bdi class=\"name\"", "</bdi>");
        let name = name.split_once('>').map_or("", |(_, name)| name);
        (path, name.to_owned())
    };
    html.split("groups-row").skip(1).map(row).collect()
}

/// The path of the group called `name` in a data center.
async fn group(browser: &Browser<'_>, center: &str, name: &str) -> String {
    let html = open_page(browser, "/Demo/SLIP/groups").await;
    let section = between(&html, &format!("id=\"center-{center}\""), "</section>");
    let found = rows(section).into_iter().find(|(_, own)| own == name);
    found.unwrap_or_else(|| panic!("no {name} in {center}")).0
}

/// The id at the end of a group's path.
fn id(path: &str) -> &str {
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    path.rsplit('/').next().unwrap_or_default()
}

/// The path of the root of a data center.
pub(crate) async fn root(browser: &Browser<'_>, center: &str) -> String {
    let html = open_page(browser, "/Demo/SLIP/groups").await;
    let title = between(&html, &format!("id=\"center-{center}\">"), "</h2>");
    between(title, "href=\"", "\"").to_owned()
}

/// Makes a group in the group at `parent`; its path.
pub(crate) async fn made(browser: &Browser<'_>, parent: &str, name: &str) -> String {
    let pairs = [("name", name), ("parent", id(parent))];
    let (status, to) = sent(browser, "/Demo/SLIP/groups/new", &pairs).await;
    assert_eq!(status, 303, "{to}");
    to.split('?').next().unwrap_or_default().to_owned()
}
