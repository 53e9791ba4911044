//! What two answers must have in common to be of one kind: every member with its JSON type, how ids are spelled and
//! cased, which links there are with their verbs and addresses. Contents are left out, and so is what an empty list
//! would have held.

use std::collections::BTreeMap;

use serde_json::Value;

/// Members whose very words belong to the shape.
const WORDS: [&str; 4] = ["status", "powerState", "isQueued", "verbs"];
/// Members that hold an id.
const IDS: [&str; 7] = [
    "id",
    "name",
    "displayName",
    "groupId",
    "locationId",
    "server",
    "accountAlias",
];

/// Where in an answer, and what stands there.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Shape {
    facts: BTreeMap<String, Vec<String>>,
    /// Lists without an element, about whose elements nothing can be said.
    empty: Vec<String>,
}

/// The account that an answer is about, in lower case: ids and addresses contain it.
pub(crate) fn shape(json: &Value, alias: &str) -> Shape {
    let mut shape = Shape::default();
    shape.walk("", "", json, alias);
    shape.empty.retain(|list| {
        let below = format!("{list}[");
        !shape.facts.keys().any(|path| path.starts_with(&below))
    });
    shape
}

impl Shape {
    fn note(&mut self, path: &str, fact: String) {
        let facts = self.facts.entry(path.to_owned()).or_default();
        if !facts.contains(&fact) {
            facts.push(fact);
            facts.sort();
        }
    }

    fn walk(&mut self, path: &str, key: &str, json: &Value, alias: &str) {
        match json {
            Value::Object(members) => {
                self.note(path, "an object".to_owned());
                for (key, value) in members {
                    // Keys that are ids count as one.
                    let name = if is_hex(key) { "{id}" } else { key };
                    self.walk(&format!("{path}.{name}"), name, value, alias);
                }
            }
            Value::Array(items) if key == "verbs" => {
                self.note(path, Value::from(items.clone()).to_string());
            }
            Value::Array(items) => {
                self.note(path, "a list".to_owned());
                if items.is_empty() {
                    self.empty.push(path.to_owned());
                }
                for item in items {
                    let path = format!("{path}[{}]", kind(item));
                    self.walk(&path, key, item, alias);
                }
            }
            Value::String(text) => self.note(path, spelling(key, text, alias)),
            Value::Bool(flag) if WORDS.contains(&key) => self.note(path, flag.to_string()),
            Value::Bool(_) => self.note(path, "a flag".to_owned()),
            Value::Number(number) if number.is_f64() => self.note(path, "a float".to_owned()),
            Value::Number(_) => self.note(path, "an integer".to_owned()),
            Value::Null => self.note(path, "null".to_owned()),
        }
    }

    /// Whether an empty list makes it impossible to know what stands at a place.
    fn cannot_know(&self, path: &str) -> bool {
        self.empty
            .iter()
            .any(|list| path.starts_with(&format!("{list}[")))
    }

    /// Whether a place is within an element of a kind that no list here shows. A group or a server of another kind says
    /// nothing against an answer; a link of another kind does.
    fn of_other_kind(&self, path: &str) -> bool {
        let ends = path.match_indices(']').map(|(at, _)| &path[..=at]);
        let mut elements = ends.filter(|element| {
            let list = element.rfind('[').map_or("", |at| &element[..at]);
            !list.ends_with("links")
        });
        elements.any(|element| !self.facts.contains_key(element))
    }
}

/// What tells the elements of a list apart: links by their relation, groups by their type, servers by their status.
fn kind(item: &Value) -> String {
    let word = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    if item.get("rel").is_some() {
        word("rel")
    } else if item.get("groups").is_some() {
        word("type")
    } else if item.get("groupId").is_some() {
        word("status")
    } else {
        String::new()
    }
}

/// Everything in which a simulated answer differs from a recorded one. `free` says which places need not agree.
pub(crate) fn differences(
    recorded: &Shape,
    simulated: &Shape,
    free: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut found = Vec::new();
    for (path, facts) in &recorded.facts {
        match simulated.facts.get(path) {
            _ if free(path) => {}
            None => found.push(format!("{path} is missing: {}", facts.join(" or "))),
            Some(ours) if ours.iter().any(|fact| !facts.contains(fact)) => {
                let (ours, facts) = (ours.join(" or "), facts.join(" or "));
                found.push(format!("{path} is {ours}, recorded was {facts}"));
            }
            Some(_) => {}
        }
    }
    for (path, facts) in &simulated.facts {
        let known = recorded.facts.contains_key(path) || recorded.cannot_know(path);
        if !known && !recorded.of_other_kind(path) && !free(path) {
            found.push(format!("{path} was not recorded: {}", facts.join(" or ")));
        }
    }
    found
}

/// Where an address leads, with kinds of things in the place of things.
pub(crate) fn address(text: &str, alias: &str) -> String {
    let segments = text.split('/').map(|segment| segment_kind(segment, alias));
    segments.collect::<Vec<_>>().join("/")
}

fn spelling(key: &str, text: &str, alias: &str) -> String {
    if key == "href" {
        return address(text, alias);
    }
    if key.ends_with("Date") {
        let digits = text.replace(|c: char| c.is_ascii_digit(), "0");
        return format!("a text like {digits}");
    }
    if WORDS.contains(&key) {
        return text.to_owned();
    }
    let kind = segment_kind(text, alias);
    if IDS.contains(&key) && kind != text {
        return kind;
    }
    "a text".to_owned()
}

/// A piece of an address, or an id: itself, unless it is one of the things that differ from cloud to cloud.
fn segment_kind(text: &str, alias: &str) -> String {
    let lower = text.to_lowercase();
    let (path, query) = lower.split_once('?').unwrap_or((&lower, ""));
    let is_center = |text: &str| {
        text.len() == 3 && text.is_ascii() && {
            let (letters, digit) = text.split_at(2);
            letters.bytes().all(|b| b.is_ascii_lowercase()) && digit.parse::<u8>().is_ok()
        }
    };
    let centered = path.get(..3).is_some_and(is_center);
    let name = if is_hex(path) {
        "{hex}"
    } else if path == alias {
        "{alias}"
    } else if is_center(path) {
        "{center}"
    } else if path.parse::<std::net::Ipv4Addr>().is_ok() {
        "{ip}"
    } else if centered && path[3..].starts_with(alias) {
        "{server}"
    } else if centered && path[3..].strip_prefix('-').is_some_and(is_digits) {
        "{job}"
    } else if is_digits(path) {
        "{number}"
    } else {
        return text.to_owned();
    };
    let cased = if text.chars().any(|c| c.is_ascii_uppercase()) {
        name.to_uppercase()
    } else {
        name.to_owned()
    };
    format!("{cased}{query}")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_hex(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
