//! The steps of the main journey that tests take on the way to what they are about.

use crate::support::{Browser, location};
use std::time::Duration;

/// The value of the hidden field `name` in a page.
pub(crate) fn hidden(html: &str, name: &str) -> String {
    let field = html
        .split("<input")
        .find(|part| part.contains(&format!("name=\"{name}\"")) && part.contains("hidden"))
        .unwrap_or_else(|| panic!("no hidden field {name}"));
    let value = field.split("value=\"").nth(1).expect("a value");
    value.split('"').next().expect("a value").to_owned()
}

/// The part of a page after `before` up to `after`.
pub(crate) fn between<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    let rest = html.split_once(before).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(after));
    found.map_or_else(
        || panic!("no {before} … {after} in {html}"),
        |(part, _)| part,
    )
}

/// A page as people read it, without the marks that the framework leaves between texts.
pub(crate) async fn open_page(browser: &Browser<'_>, path: &str) -> String {
    browser.page(path).await.replace("<!>", "")
}

/// What a post is answered with: where it leads, or the page that it stands on again.
pub(crate) async fn sent(
    browser: &Browser<'_>,
    path: &str,
    pairs: &[(&str, &str)],
) -> (u16, String) {
    let answer = browser.post(path, pairs).await;
    let status = answer.status().as_u16();
    if status == 303 {
        return (status, location(&answer));
    }
    let text = answer.text().await.expect("text");
    (status, text.replace("<!>", ""))
}

/// Reads a page again and again until it says `words`.
pub(crate) async fn until(browser: &Browser<'_>, path: &str, words: &str) -> String {
    for _ in 0..60 {
        let answer = browser.get(path).await;
        let html = answer.text().await.expect("text").replace("<!>", "");
        if html.contains(words) {
            return html;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{path} never says {words}");
}

/// Reviews a package on `names`; the path of the plan.
pub(crate) async fn plan(browser: &Browser<'_>, package: &str, names: &str) -> String {
    let review = format!("/Demo/SLIP/packages/{package}/review");
    let form = [("names", names), ("do", "review")];
    let plan = location(&browser.post(&review, &form).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    plan
}

/// What confirms a plan: its hash and key.
pub(crate) async fn confirmation(browser: &Browser<'_>, plan: &str) -> (String, String) {
    let html = browser.page(plan).await;
    (hidden(&html, "hash"), hidden(&html, "key"))
}

/// The number that a review asks to have typed; nothing where it asks for none.
pub(crate) fn asked_count(html: &str) -> String {
    let words = html
        .split_once(", the number of ")
        .map(|(before, _)| before);
    let number = words.and_then(|words| words.rsplit_once("Type "));
    number.map_or_else(String::new, |(_, number)| number.to_owned())
}

/// Plans a package on `names` and confirms it; the path of the run.
pub(crate) async fn run(browser: &Browser<'_>, package: &str, names: &str) -> String {
    let plan = plan(browser, package, names).await;
    let (hash, key) = confirmation(browser, &plan).await;
    let typed = asked_count(&open_page(browser, &plan).await);
    let confirm = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", typed.as_str()),
    ];
    let run = location(&browser.post(&format!("{plan}/run"), &confirm).await);
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    let again = location(&browser.post(&format!("{plan}/run"), &confirm).await);
    assert_eq!(run, again, "a second submit leads to the same run");
    run
}

/// Waits until the run's page shows that it is over.
pub(crate) async fn finished(browser: &Browser<'_>, run: &str) -> String {
    for _ in 0..100 {
        let html = browser.page(run).await;
        if !html.contains("http-equiv=\"refresh\"") {
            return html;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the run does not end");
}

/// Makes a share link; the token and the id under which it is revoked.
pub(crate) async fn share(browser: &Browser<'_>, run: &str) -> (String, String) {
    let made = browser
        .post(&format!("{run}/shares"), &[("life", "1h")])
        .await;
    assert_eq!(made.status(), 200);
    let html = made.text().await.expect("text");
    let between = |before: &str, after: char| {
        let rest = html.split(before).nth(1).expect("a link");
        rest.split(after).next().expect("a link").to_owned()
    };
    let token = between("/s/", '"');
    let id = between(&format!("{run}/shares/"), '/');
    (token, id)
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// What the first form about unanswered calls posts for `choice`, of all that stand in `html`.
pub(crate) fn answer_fields(html: &str, choice: &str) -> Vec<(String, String)> {
    let form = between(html, "/answer\"", "</form>");
    let hidden = form.split("<input").skip(1).map(|field| {
        let part = |before: &str| between(field, before, "\"").to_owned();
        (part("name=\""), part("value=\""))
    });
    let pressed = ("choice".to_owned(), choice.to_owned());
    hidden.chain([pressed]).collect()
}

/// Decides about all unanswered calls that a run's page shows now.
pub(crate) async fn answer(browser: &Browser<'_>, run: &str, choice: &str) -> reqwest::Response {
    let html = browser.page(run).await;
    post_answer(browser, run, &answer_fields(&html, choice)).await
}

/// Posts what a page about unanswered calls posts.
pub(crate) async fn post_answer(
    browser: &Browser<'_>,
    run: &str,
    fields: &[(String, String)],
) -> reqwest::Response {
    let fields = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> = fields.collect();
    browser.post(&format!("{run}/answer"), &fields).await
}
