//! Exchanges captured with a running manager: those kept here, and all of them where they are at hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Option<String>,
    /// A body that is no JSON of the client's making.
    pub(crate) raw: Option<String>,
    /// Who asked; `admin` unless it is said.
    pub(crate) user: Option<String>,
    /// Which tenant was named; `default_tenant` unless it is said.
    pub(crate) tenant: Option<String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) status: u16,
    #[serde(rename = "type")]
    pub(crate) content_type: String,
    pub(crate) answer: String,
}

/// Those that are kept with the tests.
pub(crate) fn kept() -> Vec<Exchange> {
    serde_json::from_str(include_str!("captured.json")).unwrap()
}

/// All of them.
pub(crate) fn all() -> Vec<Exchange> {
    let folder = std::env::var_os("SLIPWAY_FIXTURES").unwrap();
    let file = PathBuf::from(folder).join("cloudify/captures.md");
    let text = std::fs::read_to_string(file).unwrap();
    let blocks = text.split("\n### ").skip(1);
    let found: Vec<Exchange> = blocks.filter_map(exchange).collect();
    assert!(found.len() > 250, "{} exchanges were read", found.len());
    found
}

/// One of the file's sections; those that are no exchange are left out.
fn exchange(block: &str) -> Option<Exchange> {
    let (name, rest) = block.split_once('\n')?;
    let (asked, rest) = rest.strip_prefix('`')?.split_once("\n-> **")?;
    let (call, mut more) = asked.split_once('`')?;
    let (method, path) = call.split_once(' ')?;
    let mut found = Exchange {
        name: name.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        ..Exchange::default()
    };
    for (word, slot) in [(" body `", &mut found.body), (" raw `", &mut found.raw)] {
        if let Some((text, after)) = more.strip_prefix(word).and_then(body) {
            *slot = Some(text.to_owned());
            more = after;
        }
    }
    if let Some((user, after)) = more
        .strip_prefix(" as `")
        .and_then(|rest| rest.split_once('`'))
    {
        found.user = Some(user.to_owned());
        more = after;
    }
    if let Some((_, after)) = more.split_once(" tenant=") {
        found.tenant = Some(after.split(' ').next()?.to_owned());
    }
    if let Some((_, after)) = more.split_once("headers {'") {
        let (name, value) = after.split_once("': '")?;
        let value = value.split_once('\'')?.0;
        found.headers.insert(name.to_owned(), value.to_owned());
    }
    let (status, rest) = rest.split_once("** ")?;
    found.status = status.parse().ok()?;
    let (content_type, rest) = rest.split_once("\n```\n")?;
    content_type.clone_into(&mut found.content_type);
    let (answer, _) = rest.split_once("```")?;
    answer.trim_matches('\n').clone_into(&mut found.answer);
    Some(found)
}

/// A text up to the mark that ends it: one before the end, or before what is said next.
fn body(text: &str) -> Option<(&str, &str)> {
    let ends = ["` as `", "` tenant=", "` headers {"];
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    let end = end.or_else(|| text.rfind('`'))?;
    Some((&text[..end], &text[end + 1..]))
}

#[test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
fn what_is_kept_was_captured() {
    let all = all();
    let kept = kept();
    assert!(kept.len() > 200);
    for exchange in &kept {
        assert!(all.contains(exchange), "{}: {exchange:#?}", exchange.name);
    }
}
