//! What a plan's hash covers, and how earlier versions computed it: a plan that they kept is
//! confirmed by the hash that they gave it.

use super::{PlanBody, PlannedTarget};
use crate::action::Action;
use crate::context::hex;
use crate::run::Target;
use serde_json::Value;
use sha2::{Digest, Sha256};

impl PlanBody {
    /// SHA-256 over canonical JSON (sorted keys, sorted lists) of everything that must not
    /// change between review and run: the action (package id and manifest, values, names of
    /// secrets, or the operation), targets and verdicts, rollout. Lower-case hex.
    pub fn hash(&self) -> String {
        self.hash_naming(Target::to_string)
    }

    /// Whether `hash` is that of this plan, as it is computed now or was by the versions before
    /// targets told their kind.
    pub fn is_hashed_as(&self, hash: &str) -> bool {
        self.hash() == hash || self.hash_naming(|target| self.plain_name(target)) == hash
    }

    /// What stood for a target before it told its kind: the id of the server or group, and for a
    /// server to be one made of its name.
    fn plain_name(&self, target: &Target) -> String {
        match (target, &self.action) {
            (Target::Group(id), _) => id.to_string(),
            (Target::Planned(number), Action::Create(action)) => {
                let width = self.targets.len().to_string().len();
                let name = action.server.name.to_uppercase();
                format!("new:{name}-{number:0width$}").to_lowercase()
            }
            (other, _) => other.to_string(),
        }
    }

    fn hash_naming(&self, name: impl Fn(&Target) -> String) -> String {
        let verdicts = |targets: &[PlannedTarget]| {
            let verdict = |planned: &PlannedTarget| (name(&planned.target), planned.notes.clone());
            let mut all: Vec<_> = targets.iter().map(verdict).collect();
            all.sort();
            all
        };
        let body = serde_json::json!({
            "deed": &self.action,
            "servers": verdicts(&self.targets),
            "leftOut": verdicts(&self.left_out),
            "rollout": self.rollout,
        });
        let mut text = String::new();
        write_canonical(&body, &mut text);
        hex(&Sha256::digest(text.as_bytes()))
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
