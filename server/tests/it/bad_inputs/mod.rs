//! Every input a person can get wrong, each with its status and the words that are read: which
//! field, what is wrong with the value, what is allowed.

mod addresses;
mod bodies;
mod fields;
mod filters;
mod server_lists;
mod value_table;
mod values;

use crate::support::{Browser, location};
use reqwest::Response;
use slipway_simulator::packages::SHOWCASE;

/// What a person reads of a page: text without markup.
fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                words.push(' ');
            }
            c if !inside => words.push(c),
            _ => {}
        }
    }
    let plain = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn page_text(answer: Response) -> String {
    let kind = answer.headers().get("content-type").cloned();
    let text = answer.text().await.expect("text");
    let kind = kind.expect("a kind of text");
    assert_eq!(kind, "text/html; charset=utf-8", "a page, not {text}");
    words_of(&text)
}

/// Reviews the showcase with `changes` to a form that would pass; the words of the form that
/// comes back, or nothing where it passed.
async fn refusal(admin: &Browser<'_>, changes: &[(&str, &str)]) -> Option<String> {
    const RIGHT: [(&str, &str); 6] = [
        ("p[SLIP.Showcase.Greeting][]", "Hello"),
        ("p[SLIP.Showcase.Workers][]", "4"),
        ("p[SLIP.Showcase.Environment][]", "stage"),
        ("p[SLIP.Showcase.AdminPassword][]", "Long-enough-9"),
        ("names", "va1slipweb01"),
        ("do", "review"),
    ];
    let replaced = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let kept = RIGHT.iter().filter(|(name, _)| !replaced(name));
    let form: Vec<(&str, &str)> = kept.chain(changes).copied().collect();
    let review = format!("/Demo/SLIP/packages/{SHOWCASE}/review");
    let path = location(&admin.post(&review, &form).await);
    if path.starts_with("/Demo/SLIP/plans/") {
        return None;
    }
    assert!(path.contains("?draft="), "{path}");
    Some(words_of(&admin.page(&path).await))
}

/// Asserts that a form is refused with these words.
async fn refused(admin: &Browser<'_>, changes: &[(&str, &str)], expected: &str) {
    let told = refusal(admin, changes).await;
    let told = told.unwrap_or_else(|| panic!("{changes:.200?} passed"));
    assert!(
        told.contains(expected),
        "{changes:.200?}: {expected} is not in {told:.3000}"
    );
}
