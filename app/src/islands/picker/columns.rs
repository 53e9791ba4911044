//! The inventory by column, and a search over it that never allocates.

use serde::Deserialize;
use std::collections::HashMap;

/// The servers of an account as the program sends them: one list per property, repeated words by
/// their number.
#[derive(Default, Deserialize)]
pub(super) struct Columns {
    pub(super) ids: Vec<String>,
    pub(super) names: Vec<String>,
    descriptions: Vec<String>,
    ips: Vec<String>,
    pub(super) centers: Vec<String>,
    group: Vec<Option<usize>>,
    system: Vec<Option<usize>>,
    status: Vec<String>,
    power: Vec<Option<String>>,
    maintenance: Vec<u8>,
    groups: Vec<String>,
    systems: Vec<[String; 2]>,
}

impl Columns {
    /// How many servers there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether every column is as long as the first.
    pub(super) fn is_whole(&self) -> bool {
        let lengths = [
            self.names.len(),
            self.descriptions.len(),
            self.ips.len(),
            self.centers.len(),
            self.group.len(),
            self.system.len(),
            self.status.len(),
            self.power.len(),
            self.maintenance.len(),
        ];
        lengths.iter().all(|length| *length == self.len())
    }

    /// The group's path.
    pub(super) fn group(&self, server: usize) -> &str {
        let group = self.group[server].and_then(|group| self.groups.get(group));
        group.map_or("", String::as_str)
    }

    /// The operating system's name.
    pub(super) fn system(&self, server: usize) -> &str {
        let system = self.system[server].and_then(|system| self.systems.get(system));
        system.map_or("", |[_, name]| name.as_str())
    }

    /// The first address.
    pub(super) fn ip(&self, server: usize) -> &str {
        self.ips[server].split(' ').next().unwrap_or_default()
    }

    /// The one state that matters for choosing: the badge's class and the word.
    pub(super) fn state(&self, server: usize) -> (&'static str, &str) {
        if self.status[server] != "active" {
            return ("badge badge-warn", &self.status[server]);
        }
        if self.maintenance[server] != 0 {
            return ("badge badge-warn", "in maintenance");
        }
        match self.power[server].as_deref() {
            Some("started") => ("badge badge-ok", "started"),
            Some(power) => ("badge badge-idle", power),
            None => ("badge badge-unknown", "unknown"),
        }
    }

    /// Places of servers by name, id and address, in lower case. A name beats an id, an id an
    /// address, as on the server.
    pub(super) fn index(&self) -> HashMap<String, usize> {
        let mut index = HashMap::new();
        for (place, ips) in self.ips.iter().enumerate().rev() {
            index.extend(ips.split(' ').map(|ip| (ip.to_owned(), place)));
        }
        for list in [&self.ids, &self.names] {
            index.extend(
                list.iter()
                    .enumerate()
                    .map(|(place, text)| (text.to_lowercase(), place)),
            );
        }
        index.remove("");
        index
    }
}

/// What searches look into: one lower-case text with all servers behind each other.
pub(super) struct Haystack {
    text: String,
    /// Where each server's part ends.
    ends: Vec<usize>,
}

impl Haystack {
    /// Prepares the search.
    pub(super) fn new(columns: &Columns) -> Self {
        let mut text = String::with_capacity(columns.len() * 96);
        let mut ends = Vec::with_capacity(columns.len());
        for server in 0..columns.len() {
            let parts = [
                columns.names[server].as_str(),
                columns.ips[server].as_str(),
                columns.descriptions[server].as_str(),
                columns.group(server),
                columns.centers[server].as_str(),
                columns.system(server),
            ];
            for part in parts {
                if part.is_ascii() {
                    text.extend(
                        part.bytes()
                            .map(|byte| char::from(byte.to_ascii_lowercase())),
                    );
                } else {
                    text.push_str(&part.to_lowercase());
                }
                text.push('\n');
            }
            ends.push(text.len());
        }
        Self { text, ends }
    }

    /// Whether a server's part holds every word. Words are lower case.
    pub(super) fn holds(&self, server: usize, words: &[&str]) -> bool {
        let start = server.checked_sub(1).map_or(0, |before| self.ends[before]);
        let part = &self.text.as_bytes()[start..self.ends[server]];
        words.iter().all(|word| contains(part, word.as_bytes()))
    }
}

/// The library's search prepares itself for long texts, which costs more than these short ones.
fn contains(text: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    let Some(last) = text.len().checked_sub(word.len()) else {
        return false;
    };
    (0..=last).any(|place| text[place] == *first && text[place + 1..].starts_with(rest))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Three servers as the program would send them.
    pub(in crate::islands::picker) fn three() -> Columns {
        serde_json::from_str(
            r#"{"ids":["va1web01","va1web02","ca3db01"],"names":["WEB01","WEB02","DB01"],
            "descriptions":["Shop Größe","",""],"ips":["10.0.0.1 8.8.8.1","10.0.0.2",""],
            "centers":["va1","va1","ca3"],"group":[0,0,null],"system":[0,0,1],
            "status":["active","archived","active"],"power":["started",null,"stopped"],
            "maintenance":[0,0,0],"groups":["Production / Web"],
            "systems":[["centos","CentOS 6"],["win","Windows 2012"]]}"#,
        )
        .unwrap()
    }

    #[test]
    fn every_property_is_searched_in_any_case_and_all_words_must_match() {
        let columns = three();
        assert!(columns.is_whole());
        let haystack = Haystack::new(&columns);
        let found = |text: &str| -> Vec<usize> {
            let text = text.to_lowercase();
            let words: Vec<&str> = text.split_whitespace().collect();
            (0..columns.len())
                .filter(|server| haystack.holds(*server, &words))
                .collect()
        };
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("WEB"), [0, 1]);
        assert_eq!(found("web 8.8.8"), [0]);
        assert_eq!(found("größe"), [0]);
        assert_eq!(found("ca3"), [2]);
        assert_eq!(found("production centos"), [0, 1]);
        assert_eq!(found("windows web"), [0; 0]);
        assert_eq!(found("web01\n10"), [0; 0], "words end at white space");
    }

    #[test]
    fn states_and_names_are_looked_up() {
        let columns = three();
        assert_eq!(columns.state(0), ("badge badge-ok", "started"));
        assert_eq!(columns.state(1), ("badge badge-warn", "archived"));
        assert_eq!(columns.state(2), ("badge badge-idle", "stopped"));
        assert_eq!(columns.ip(0), "10.0.0.1");
        let index = columns.index();
        assert_eq!(index.get("web02"), Some(&1));
        assert_eq!(index.get("ca3db01"), Some(&2));
        assert_eq!(index.get("8.8.8.1"), Some(&0));
        assert_eq!(index.get(""), None);
    }
}
