//! The plan: what a person reviewed before it ran.
//!
//! A plan names what is done (a package with its manifest and every value, or an operation), the
//! exact servers and the rollout. Its hash covers all of that and the names (never the values) of secrets, so the confirming
//! post can prove that what runs is what was shown.

use crate::action::{Action, Calls, ChangeAction};
use crate::context::hex;
use crate::ids::{DataCenterId, ServerId};
use crate::natural::natural;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How servers are spread over upstream calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rollout {
    /// One call per server: the cloud gives one verdict per call, so each server gets its own.
    #[default]
    PerServer,
    /// One call per data center: fewer calls, one verdict for all its servers.
    PerDataCenter,
}

impl Rollout {
    /// All of them, in display order.
    pub const ALL: [Self; 2] = [Self::PerServer, Self::PerDataCenter];

    /// The word in forms and in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PerServer => "per-server",
            Self::PerDataCenter => "per-data-center",
        }
    }

    /// The rollout a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rollout| rollout.word() == word)
    }

    /// The words people see.
    pub const fn words(self) -> &'static str {
        match self {
            Self::PerServer => "One call per server",
            Self::PerDataCenter => "One call per data center",
        }
    }
}

/// A server as the plan froze it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlannedServer {
    /// Its id.
    pub id: ServerId,
    /// Its name when planned.
    pub name: String,
    /// Where it stood when planned.
    pub data_center: DataCenterId,
    /// What a person should know before running on it; empty where nothing.
    pub notes: Vec<String>,
}

/// Puts planned servers in the order of their names, which is that of their calls.
pub fn in_order(servers: &mut [PlannedServer]) {
    servers.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.cmp(b)));
}

/// Everything a plan fixes, without secret values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBody {
    /// What is done; plans that were kept before name it so.
    #[serde(rename = "deed")]
    pub action: Action,
    /// The servers, in the order of their names.
    pub servers: Vec<PlannedServer>,
    /// Servers that were asked for and are left out, with the reasons as notes; in
    /// the order of their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<PlannedServer>,
    /// How they are spread over calls.
    pub rollout: Rollout,
}

impl PlanBody {
    /// What is done to what, in words: the package's name, `Reboot VA1WEB01`, `Reboot 3 servers`,
    /// `Delete group Web`.
    pub fn title(&self) -> String {
        let servers = || match self.servers.as_slice() {
            [one] => one.name.clone(),
            many => format!("{} servers", many.len()),
        };
        match &self.action {
            Action::Operation(action) => action.operation.over(&servers()),
            Action::Change(_) => format!("{} of {}", ChangeAction::TITLE, servers()),
            Action::Group(action) => format!("{} {}", action.operation.verb(), action.name),
            Action::Package(_) | Action::Create(_) => self.action.title().to_owned(),
        }
    }

    /// The servers without the group that stands among them for itself.
    pub fn own_servers(&self) -> impl Iterator<Item = &PlannedServer> {
        let group = match &self.action {
            Action::Group(action) => action.group.id.as_str(),
            _ => "",
        };
        let servers = self.servers.iter();
        servers.filter(move |server| group.is_empty() || server.id.as_str() != group)
    }

    /// How several servers come under way: nothing holds one back for another.
    pub fn pace(&self) -> Option<&'static str> {
        (self.own_servers().count() > 1).then_some(match self.batches().len() {
            1 => "one call starts them all",
            _ => "all start at once, as fast as the cloud takes the calls",
        })
    }

    /// SHA-256 over canonical JSON (sorted keys, sorted lists) of everything that must not
    /// change between review and run: the action (package id and manifest, values, names of
    /// secrets, or the operation), server ids and verdicts, rollout. Lower-case hex.
    pub fn hash(&self) -> String {
        let verdicts = |servers: &[PlannedServer]| {
            let mut all: Vec<_> = servers
                .iter()
                .map(|s| (s.id.clone(), s.notes.clone()))
                .collect();
            all.sort();
            all
        };
        let body = serde_json::json!({
            "deed": &self.action,
            "servers": verdicts(&self.servers),
            "leftOut": verdicts(&self.left_out),
            "rollout": self.rollout,
        });
        let mut text = String::new();
        write_canonical(&body, &mut text);
        hex(&Sha256::digest(text.as_bytes()))
    }

    /// Server ids grouped into upstream calls, in call order.
    pub fn batches(&self) -> Vec<(DataCenterId, Vec<&PlannedServer>)> {
        match (self.action.calls(), self.rollout) {
            (Calls::AllInOne, _) => {
                let first = self.servers.first();
                let all = first.map(|s| (s.data_center.clone(), self.servers.iter().collect()));
                all.into_iter().collect()
            }
            (Calls::OneEach, _) | (_, Rollout::PerServer) => self
                .servers
                .iter()
                .map(|s| (s.data_center.clone(), vec![s]))
                .collect(),
            (_, Rollout::PerDataCenter) => {
                let mut by_center: BTreeMap<DataCenterId, Vec<&PlannedServer>> = BTreeMap::new();
                for server in &self.servers {
                    by_center
                        .entry(server.data_center.clone())
                        .or_default()
                        .push(server);
                }
                by_center.into_iter().collect()
            }
        }
    }
}

/// Writes JSON with sorted keys and no spaces. `serde_json` alone would keep whatever order the
/// build's features choose.
fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => write_list(text, ['[', ']'], items, write_canonical),
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            write_list(text, ['{', '}'], entries, |(key, value), text| {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_canonical(value, text);
            });
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

fn write_list<T>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    text.push(open);
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write(item, text);
    }
    text.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_sorts_keys_at_every_level() {
        let mut text = String::new();
        let value = serde_json::json!({"b": [1, {"z": null, "a": "ü\""}], "a": true});
        write_canonical(&value, &mut text);
        assert_eq!(text, r#"{"a":true,"b":[1,{"a":"ü\"","z":null}]}"#);
    }
}
