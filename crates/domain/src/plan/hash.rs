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
    use crate::action::{GroupAction, GroupOperation};
    use crate::ids::{DataCenterId, GroupId, ServerId};
    use crate::operation::TargetGroup;
    use crate::plan::{Grouping, Rollout};

    /// A group with a server in it, under these names.
    fn plan(group: &str, server: &str, notes: &[&str]) -> PlanBody {
        let planned = |target: Target| PlannedTarget {
            name: target.to_string().to_uppercase(),
            target,
            data_center: Some(DataCenterId::new("va1")),
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        };
        let id = GroupId::new(group);
        PlanBody {
            targets: vec![
                planned(Target::Group(id.clone())),
                planned(Target::Server(ServerId::new(server))),
            ],
            action: Action::Group(GroupAction {
                operation: GroupOperation::Archive,
                group: TargetGroup {
                    id,
                    path: "Web".to_owned(),
                },
                name: "Web".to_owned(),
                below: Vec::new(),
                target: None,
            }),
            left_out: Vec::new(),
            rollout: Rollout::default(),
        }
    }

    /// What is kept was confirmed by its hash: these must never change.
    #[test]
    fn a_plan_is_hashed_as_it_always_was() {
        let body = plan("g1", "va1web01", &["Stopped."]);
        let text = |group: &str| {
            format!(
                concat!(
                    r#"{{"deed":{{"group":{{"group":{{"id":"g1","path":"Web"}},"name":"Web","operation":"archive"}}}},"#,
                    r#""leftOut":[],"rollout":"perServer","#,
                    r#""servers":[["{}",["Stopped."]],["va1web01",["Stopped."]]]}}"#
                ),
                group
            )
        };
        let hash = |text: String| hex(&Sha256::digest(text));
        assert_eq!(body.hash(), hash(text("group:g1")));
        assert!(body.is_hashed_as(&hash(text("group:g1"))));
        assert!(body.is_hashed_as(&hash(text("g1"))), "by its plain name");
        assert!(!body.is_hashed_as(&hash(text("g2"))));
        assert!(!body.is_hashed_as(""));
    }

    /// Before targets told their kind, a server to be was named after what it was to be called.
    #[test]
    fn plans_of_servers_to_be_are_confirmed_by_hashes_of_before() {
        let body = crate::action::tests::plan_of_copies(10);
        let before = body.hash_naming(|target| match target {
            Target::Planned(number) => format!("new:web-{number:02}"),
            other => other.to_string(),
        });
        assert_ne!(body.hash(), before);
        assert!(body.is_hashed_as(&before) && body.is_hashed_as(&body.hash()));
        assert!(!crate::action::tests::plan_of_copies(9).is_hashed_as(&before));
    }

    #[test]
    fn what_must_not_change_changes_the_hash() {
        let body = plan("g1", "va1web01", &[]);
        let mut turned = body.clone();
        turned.targets.reverse();
        assert_eq!(turned.hash(), body.hash(), "the order means nothing");
        let mut left = body.clone();
        left.left_out = left.targets.split_off(1);
        let mut rolled = body.clone();
        rolled.rollout = Grouping::PerDataCenter.into();
        for other in [
            plan("g2", "va1web01", &[]),
            plan("g1", "va1web02", &[]),
            plan("g1", "va1web01", &["Stopped."]),
            left,
            rolled,
        ] {
            assert_ne!(other.hash(), body.hash(), "{other:?}");
        }
    }

    #[test]
    fn canonical_json_sorts_keys_at_every_level() {
        let mut text = String::new();
        let value = serde_json::json!({"b": [1, {"z": null, "a": "ü\""}], "a": true});
        write_canonical(&value, &mut text);
        assert_eq!(text, r#"{"a":true,"b":[1,{"a":"ü\"","z":null}]}"#);
    }
}
