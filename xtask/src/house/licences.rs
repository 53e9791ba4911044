//! What `cargo deny check` would say of licences, bans and sources, from `deny.toml` and cargo's own
//! data, because neither that tool nor its network is at hand everywhere.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::{metadata, text};

const RULES: &str = include_str!("../../../deny.toml");
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn rules() -> toml::Table {
    toml::from_str(RULES).expect("deny.toml is well-formed")
}

fn names(list: &toml::Value, key: Option<&str>) -> BTreeSet<String> {
    let entries = list.as_array().expect("a list").iter();
    let name = |entry: &toml::Value| {
        let entry = key.map_or(entry, |key| &entry[key]);
        entry.as_str().expect("a name").to_owned()
    };
    entries.map(name).collect()
}

/// Everything that a build for any target may link, except our own rooms.
fn strangers() -> Vec<Value> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let strangers = packages
        .iter()
        .filter(|package| !package["source"].is_null());
    strangers.cloned().collect()
}

/// Whether an expression of licence names can be met with `allowed` ones.
fn can_be_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let word = words.next().unwrap_or_default();
    if word == "(" {
        let met = either(words, allowed);
        return words.next() == Some(")") && met;
    }
    // An exception gives rights beside those of its licence.
    if words.next_if_eq(&"WITH").is_some() {
        words.next();
    }
    allowed.contains(word)
}

#[test]
fn every_licence_allows_shipping_one_program() {
    let rules = rules();
    let allowed = names(&rules["licenses"]["allow"], None);
    let strangers = strangers();
    assert!(
        strangers.len() > 300,
        "{} packages are seen",
        strangers.len()
    );
    for package in strangers {
        let (name, licence) = (text(&package["name"]), text(&package["license"]));
        assert!(
            can_be_met(&licence, &allowed),
            "{name} is under {licence:?}, which deny.toml does not allow"
        );
    }
}

#[test]
fn no_banned_crate_and_no_other_registry_is_used() {
    let rules = rules();
    let banned = names(&rules["bans"]["deny"], Some("name"));
    assert!(!banned.is_empty());
    for package in strangers() {
        let (name, source) = (text(&package["name"]), text(&package["source"]));
        assert!(!banned.contains(&name), "{name} is banned by deny.toml");
        assert_eq!(source, REGISTRY, "{name} comes from elsewhere");
    }
}

#[test]
fn expressions_are_met_or_not() {
    let allowed = ["MIT", "Unicode-3.0", "Apache-2.0"]
        .map(str::to_owned)
        .into();
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-2.0 WITH Classpath-exception-2.0", false),
        ("MIT )", false),
        ("", false),
    ] {
        assert_eq!(can_be_met(expression, &allowed), met, "{expression}");
    }
}
