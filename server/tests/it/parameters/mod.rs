//! Parameters as a browser without scripts posts them: what the form holds, what is kept on the
//! way back, and what is sent in the end.

mod catalogue;
mod choices;
mod cloud;
mod patterns;
mod unseen;

use crate::form_page::{Fields, attribute, fields};
use crate::steps::{confirmation, finished};
use crate::support::{Browser, location};

/// The page of a package.
fn page_of(id: &str) -> String {
    format!("/Demo/SLIP/packages/{id}")
}

/// Opens the form of a package: its page, and what pressing its button posts.
async fn open(browser: &Browser<'_>, path: &str) -> (String, Fields) {
    let html = browser.page(path).await.replace("<!>", "");
    let package = path.split('?').next().unwrap_or_default();
    let posts = fields(&html, &format!("{package}/review"));
    (html, posts)
}

/// The name of a variable's control.
fn control(variable: &str) -> String {
    format!("p[{variable}][]")
}

/// The same fields with other texts for a variable.
fn with(mut fields: Fields, variable: &str, texts: &[&str]) -> Fields {
    let name = control(variable);
    fields.retain(|(own, _)| *own != name);
    fields.extend(texts.iter().map(|text| (name.clone(), (*text).to_owned())));
    fields
}

/// What the box or the circle posts that stands beside `label`.
fn choice(html: &str, variable: &str, label: &str) -> String {
    let found = html.split("<div class=\"choice\">").skip(1).find(|part| {
        part.contains(&format!("name=\"{}\"", control(variable)))
            && part.contains(&format!("<bdi translate=\"no\">{label}</bdi>"))
    });
    let found = found.unwrap_or_else(|| panic!("no {label} of {variable} in {html}"));
    let tag = found.split('>').next().unwrap_or_default();
    attribute(tag, "value").unwrap_or_default()
}

/// The labels of the boxes and circles of a variable that are chosen.
fn chosen(html: &str, variable: &str) -> Vec<String> {
    let name = format!("name=\"{}\"", control(variable));
    let choices = html.split("<div class=\"choice\">").skip(1);
    let own = choices.filter(|part| {
        let tag = part.split('>').next().unwrap_or_default();
        tag.contains(&name) && tag.contains(" checked")
    });
    let label =
        |part: &str| crate::steps::between(part, "<bdi translate=\"no\">", "</bdi>").to_owned();
    own.map(label).collect()
}

/// Posts a form for one server; where it leads.
async fn review(browser: &Browser<'_>, id: &str, mut fields: Fields) -> String {
    fields.retain(|(name, _)| name != "names" && name != "do");
    fields.push(("names".to_owned(), "va1slipweb01".to_owned()));
    fields.push(("do".to_owned(), "review".to_owned()));
    let pairs: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    location(
        &browser
            .post(&format!("{}/review", page_of(id)), &pairs)
            .await,
    )
}

/// Reviews a form that passes; the path of the plan.
async fn planned(browser: &Browser<'_>, id: &str, fields: Fields) -> String {
    let path = review(browser, id, fields).await;
    if !path.starts_with("/Demo/SLIP/plans/") {
        let html = browser.page(&path).await;
        panic!(
            "refused: {:.3000}",
            html.split("id=\"errors\"").nth(1).unwrap_or(&html)
        );
    }
    path
}

/// Confirms a plan and waits for its end; the path of the run.
async fn run(browser: &Browser<'_>, plan: &str) -> String {
    let (hash, key) = confirmation(browser, plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&browser.post(&format!("{plan}/run"), &confirm).await);
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    finished(browser, &run).await;
    run
}

/// What is wrong with a form that does not pass, as text.
async fn refusal(browser: &Browser<'_>, id: &str, fields: Fields) -> String {
    let path = review(browser, id, fields).await;
    assert!(path.contains("?draft="), "it passed: {path}");
    browser.page(&path).await.replace("<!>", "")
}
