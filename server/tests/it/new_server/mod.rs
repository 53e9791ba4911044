//! Having servers built: from the form over the review to the active server.

mod bare_metal;
mod copies;
mod defaults;
mod drafts;
mod elsewhere;
mod fields;
mod journey;
mod touched;

use crate::steps::{confirmation, finished};
use crate::support::{Browser, location};

const NEW: &str = "/Demo/SLIP/servers/new";
const REVIEW: &str = "/Demo/SLIP/servers/new/review";
/// The groups of the demo account that tests build in: found by their path.
const GROUP: &str = "Web";

/// The form's page as people read it, without the marks that the framework leaves between texts.
async fn open_page(browser: &Browser<'_>, path: &str) -> String {
    browser.page(path).await.replace("<!>", "")
}

/// The value of the choice whose words hold `words`, of the list called `name`.
fn choice(html: &str, name: &str, words: &str) -> String {
    let list = html.split("<select").find(|part| {
        let (tag, _) = part.split_once('>').unwrap_or_default();
        tag.contains(&format!("name=\"{name}\""))
    });
    let list = list.unwrap_or_else(|| panic!("no list {name}"));
    let list = list.split("</select>").next().unwrap_or_default();
    let found = list.split("<option").skip(1).find(|option| {
        let text = option.split_once('>').map_or("", |(_, text)| text);
        text.contains(words)
    });
    let found = found.unwrap_or_else(|| panic!("no {words} in {list}"));
    let value = found.split("value=\"").nth(1).unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

/// Controls that would pass, with `changes` to them.
fn filled<'a>(group: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let right = [
        ("dc", "va1"),
        ("shown", "va1"),
        ("template", "CENTOS-6-64-TEMPLATE"),
        ("group", group),
        ("name", "new"),
        ("count", "1"),
        ("description", "made by a test"),
        ("cpu", "2"),
        ("memory", "4"),
        ("type", "standard"),
        ("storage", "standard"),
        ("rows", "1"),
        ("do", "review"),
    ];
    let replaced = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let kept = right.into_iter().filter(|(name, _)| !replaced(name));
    kept.chain(changes.iter().copied()).collect()
}

/// A group of VA1 that takes servers.
async fn group(browser: &Browser<'_>) -> String {
    let html = open_page(browser, &format!("{NEW}?dc=va1")).await;
    choice(&html, "group", GROUP)
}

/// Posts a form; the path it leads to.
async fn post(browser: &Browser<'_>, form: &[(&str, &str)]) -> String {
    location(&browser.post(REVIEW, form).await)
}

/// Posts a form that passes; the path of its plan.
async fn planned(browser: &Browser<'_>, form: &[(&str, &str)]) -> String {
    let path = post(browser, form).await;
    if !path.starts_with("/Demo/SLIP/plans/") {
        let html = open_page(browser, &path).await;
        let errors = html.split("id=\"errors\"").nth(1).unwrap_or(&html);
        panic!("{path}: {errors:.2000}");
    }
    path
}

/// Confirms a plan; the path of its run.
async fn confirmed(browser: &Browser<'_>, plan: &str) -> String {
    let (hash, key) = confirmation(browser, plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&browser.post(&format!("{plan}/run"), &confirm).await);
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    run
}

/// Confirms a plan and waits for the end of its run; the run's page.
async fn built(browser: &Browser<'_>, plan: &str) -> String {
    let run = confirmed(browser, plan).await;
    finished(browser, &run).await.replace("<!>", "")
}
