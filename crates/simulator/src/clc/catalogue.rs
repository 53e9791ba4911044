//! The packages: real ones, and our own for tests and demos. Which account sees which, and how a run of each goes.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use crate::body::scalar;
use crate::clc::packages::MANIFEST_CHANGES;
use crate::data::parse;

const FILES: [&str; 5] = [
    include_str!("../../data/clc/packages-real.json"),
    include_str!("../../data/clc/packages-showcase.json"),
    include_str!("../../data/clc/packages-sixty.json"),
    include_str!("../../data/clc/packages-hostile.json"),
    include_str!("../../data/clc/packages-sentinels.json"),
];

/// Private and shared packages belong to this account; the rest of the world sees the public ones.
const OWNER: &str = "slip";

/// How a run of a package goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Behaviour {
    pub(crate) timeline: Option<String>,
    fails: Fails,
    refuses: Refuses,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Fails {
    #[default]
    Never,
    Always,
    EveryThird,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Refuses {
    #[default]
    Nothing,
    EveryFourth,
}

impl Behaviour {
    /// The verdict of a job on servers at these positions in the fleet: one bad server spoils it.
    pub(crate) fn fails(&self, servers: &[usize]) -> bool {
        match self.fails {
            Fails::Never => false,
            Fails::Always => true,
            Fails::EveryThird => servers.iter().any(|server| server % 3 == 0),
        }
    }

    /// Why a server at this position is not queued.
    pub(crate) fn refusal(&self, server: usize) -> Option<&'static str> {
        match self.refuses {
            Refuses::EveryFourth if server % 4 == 3 => {
                Some("The package refuses to run on this server.")
            }
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Package {
    id: String,
    public: bool,
    /// One, but for the package that changes between reads.
    manifests: Vec<(Value, String)>,
}

#[derive(Debug)]
pub(crate) struct Catalogue {
    packages: Vec<Package>,
    behaviours: HashMap<String, Behaviour>,
}

impl Catalogue {
    pub(crate) fn load() -> Self {
        let mut packages: Vec<Package> = FILES
            .iter()
            .flat_map(|file| parse::<Vec<Value>>(file))
            .map(Package::new)
            .collect();
        packages.extend(changing());
        Self {
            packages,
            behaviours: parse(include_str!("../../data/clc/behaviours.json")),
        }
    }

    /// The list as an account sees it. `read` counts its reads, which one sentinel goes by.
    pub(crate) fn list(&self, alias: &str, read: usize) -> String {
        let seen = self
            .packages
            .iter()
            .filter(|package| package.seen_by(alias));
        let texts: Vec<&str> = seen
            .map(|package| package.manifest(read).1.as_str())
            .collect();
        format!("[{}]", texts.join(","))
    }

    /// A package by its id in any of its spellings, if the account sees it.
    pub(crate) fn find(&self, alias: &str, id: &str, read: usize) -> Option<(&str, &Value)> {
        let id = bare(id);
        let package = self
            .packages
            .iter()
            .find(|package| package.id == id && package.seen_by(alias))?;
        Some((&package.id, &package.manifest(read).0))
    }

    pub(crate) fn behaviour(&self, id: &str) -> Behaviour {
        self.behaviours.get(id).cloned().unwrap_or_default()
    }
}

impl Package {
    fn new(manifest: Value) -> Self {
        let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
        Self {
            id: text("id"),
            public: text("visibility") == "public",
            manifests: vec![with_text(manifest)],
        }
    }

    fn seen_by(&self, alias: &str) -> bool {
        self.public || alias.eq_ignore_ascii_case(OWNER)
    }

    fn manifest(&self, read: usize) -> &(Value, String) {
        &self.manifests[read % self.manifests.len()]
    }
}

fn with_text(manifest: Value) -> (Value, String) {
    let text = manifest.to_string();
    (manifest, text)
}

fn changing() -> Option<Package> {
    let mut versions =
        parse::<Vec<Value>>(include_str!("../../data/clc/packages-changing.json")).into_iter();
    let mut package = Package::new(versions.next()?);
    debug_assert_eq!(package.id, MANIFEST_CHANGES);
    package.manifests.extend(versions.map(with_text));
    Some(package)
}

/// `{8600-…}` in any case as 32 lower-case digits.
fn bare(id: &str) -> String {
    id.trim()
        .chars()
        .filter(|c| !matches!(c, '-' | '{' | '}'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What is wrong with the values given to a package: (key, message), keys below `place`. A default stands in for a value
/// that is absent.
pub(crate) fn complaints(
    place: &str,
    manifest: &Value,
    values: Option<&Value>,
) -> Vec<(String, String)> {
    let text =
        |parameter: &Value, key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    let parameters = manifest["parameters"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let missing = parameters.iter().filter(|parameter| {
        let wanted = parameter["required"].as_bool().unwrap_or(true)
            && parameter.get("defaultValue").is_none();
        wanted && value(values, &text(parameter, "variable")).is_none_or(|value| value.is_empty())
    });
    missing
        .map(|parameter| {
            let key = format!("{place}.{}", text(parameter, "variable"));
            (
                key,
                format!("The {} field is required.", text(parameter, "name")),
            )
        })
        .collect()
}

/// The value of a variable, whose name is compared without regard to case like every key of a request.
fn value(values: Option<&Value>, variable: &str) -> Option<String> {
    let (_, found) = values?
        .as_object()?
        .iter()
        .find(|(key, _)| key.to_lowercase() == variable.to_lowercase())?;
    scalar(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::clc::packages;

    #[test]
    fn ids_are_found_in_every_spelling() {
        let catalogue = Catalogue::load();
        for id in [
            packages::SHOWCASE,
            "64446C8E-386B-EBF2-A2AC-CAB865469378",
            "{64446c8e-386b-ebf2-a2ac-cab865469378}",
        ] {
            assert_eq!(
                catalogue.find("SLIP", id, 0).map(|(id, _)| id),
                Some(packages::SHOWCASE)
            );
        }
        assert!(catalogue.find("slip", "64446c8e", 0).is_none());
        assert!(catalogue.find("othr", packages::ALWAYS_FAILS, 0).is_none());
    }

    #[test]
    fn every_package_has_a_distinct_well_formed_id() {
        let catalogue = Catalogue::load();
        let mut ids: Vec<_> = catalogue
            .packages
            .iter()
            .map(|package| package.id.as_str())
            .collect();
        assert!(
            ids.iter()
                .all(|id| id.len() == 32
                    && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        );
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 30);
        assert!(
            catalogue
                .behaviours
                .keys()
                .all(|id| ids.contains(&id.as_str()))
        );
    }

    #[test]
    fn required_values_without_a_default_must_be_given() {
        let manifest = json!({"parameters": [
            {"variable": "A.b", "name": "B", "required": true},
            {"variable": "c", "name": "C", "required": true, "defaultValue": "1"},
            {"variable": "d", "name": "D", "required": false},
        ]});
        assert_eq!(
            complaints("body.package.parameters", &manifest, None)[0].0,
            "body.package.parameters.A.b"
        );
        assert_eq!(
            complaints("", &manifest, Some(&json!({"a.B": ""}))).len(),
            1
        );
        assert_eq!(complaints("", &manifest, Some(&json!({"a.B": 7}))), []);
    }
}
