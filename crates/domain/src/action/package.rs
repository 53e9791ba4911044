//! Running a package: with which values, and what was chosen and remarked on the way to them.

use crate::package::{Package, Parameter, ParameterOption, ParameterType};
use crate::parameters::{Checked, Entered, FieldNotice, Options, asked};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// A package with the values it is run with, secret ones left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageAction {
    /// The package with the manifest it had at review.
    pub package: Package,
    /// Non-secret values by variable, as sent.
    pub values: BTreeMap<String, String>,
    /// Variables of secrets that were set.
    pub secrets: Vec<String>,
    /// The options that were chosen, by variable: what is sent may join several, or stand for
    /// several of one value. Plans of before they were kept have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub chosen: BTreeMap<String, Vec<ParameterOption>>,
    /// What was worth reading about the values when they were checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<FieldNotice>,
}

impl PackageAction {
    /// A package with the values of a form that passed.
    pub fn of(package: Package, checked: &Checked) -> Self {
        Self {
            package,
            values: checked.values.clone(),
            secrets: checked.secrets.keys().cloned().collect(),
            chosen: checked.chosen.clone(),
            notices: checked.notices.clone(),
        }
    }

    /// Required parameters that have no answer: none when it was reviewed, but the package may
    /// have come to ask for more since.
    pub fn unanswered(&self) -> Vec<&Parameter> {
        let missing = |parameter: &&Parameter| {
            let variable = &parameter.variable;
            let answered = self.values.contains_key(variable) || self.secrets.contains(variable);
            parameter.required && !answered
        };
        asked(&self.package).into_iter().filter(missing).collect()
    }

    /// What the form held that led here, as it posts it. `separator` splits the joined text of a
    /// plan that did not keep what was chosen.
    pub fn entered(&self, separator: &str) -> Entered {
        let values = self.values.iter();
        let entered = values.map(|(variable, value)| {
            let mut parameters = self.package.parameters.iter();
            let texts = match parameters.find(|p| p.variable == *variable) {
                Some(parameter) => self.texts(parameter, value, separator),
                None => vec![value.clone()],
            };
            (variable.clone(), texts)
        });
        entered.collect()
    }

    fn texts(&self, parameter: &Parameter, value: &str, separator: &str) -> Vec<String> {
        let options = Options::of(parameter);
        if let Some(chosen) = self.chosen.get(&parameter.variable) {
            return chosen.iter().map(|option| options.key(option)).collect();
        }
        let key = |value: &str| {
            let found = options.keyed().find(|(_, option)| option.value == value);
            found.map_or_else(|| value.to_owned(), |(key, _)| key.to_owned())
        };
        match parameter.kind {
            ParameterType::MultiSelect => {
                let values: Vec<&str> = options.keyed().map(|(_, o)| o.value.as_str()).collect();
                let parts = split(value, separator, &values);
                parts.into_iter().map(key).collect()
            }
            ParameterType::Option => vec![key(value)],
            _ => vec![value.to_owned()],
        }
    }
}

/// Declared values beyond this are not tried one by one.
const MOST_TRIED: usize = 500;

/// A joined text as the declared values that it was made of: in their order, each at most once,
/// some of which may hold the separator themselves. Cut at each separator where none were.
fn split<'a>(joined: &'a str, separator: &str, declared: &[&'a str]) -> Vec<&'a str> {
    if separator.is_empty() {
        return vec![joined];
    }
    let mut distinct: Vec<&str> = Vec::new();
    for value in declared.iter().take(MOST_TRIED) {
        if !distinct.contains(value) {
            distinct.push(value);
        }
    }
    let mut failed = HashSet::new();
    parts(joined, separator, &distinct, &mut failed)
        .unwrap_or_else(|| joined.split(separator).collect())
}

/// `failed` holds what is known to lead nowhere: how much of the text, and how many of the values,
/// are left.
fn parts<'a>(
    joined: &str,
    separator: &str,
    declared: &[&'a str],
    failed: &mut HashSet<(usize, usize)>,
) -> Option<Vec<&'a str>> {
    if failed.contains(&(joined.len(), declared.len())) {
        return None;
    }
    for (place, &value) in declared.iter().enumerate() {
        let Some(rest) = joined.strip_prefix(value) else {
            continue;
        };
        if rest.is_empty() {
            return Some(vec![value]);
        }
        let rest = rest.strip_prefix(separator);
        let rest = rest.and_then(|rest| parts(rest, separator, &declared[place + 1..], failed));
        if let Some(mut rest) = rest {
            rest.insert(0, value);
            return Some(rest);
        }
    }
    failed.insert((joined.len(), declared.len()));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PackageId;

    /// A parameter `v` of this kind with options of these labels and values.
    fn parameter(kind: ParameterType, options: &[(&str, &str)]) -> Parameter {
        let option = |(name, value): &(&str, &str)| ParameterOption {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        Parameter {
            variable: "v".to_owned(),
            name: "V".to_owned(),
            kind,
            default_value: None,
            required: true,
            regex: None,
            hint: None,
            options: options.iter().map(option).collect(),
        }
    }

    fn action(parameters: Vec<Parameter>, value: Option<&str>) -> PackageAction {
        PackageAction {
            package: Package {
                id: PackageId::new("p"),
                name: "P".to_owned(),
                visibility: None,
                description: String::new(),
                parameters,
                supported_os: Vec::new(),
                problem: None,
            },
            values: value
                .map(|value| ("v".to_owned(), value.to_owned()))
                .into_iter()
                .collect(),
            secrets: Vec::new(),
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn what_is_required_is_unanswered_without_a_value_or_a_secret() {
        let asked = parameter(ParameterType::String, &[]);
        let unanswered = |action: PackageAction| {
            let missing = action.unanswered().into_iter();
            missing.map(|one| one.variable.clone()).collect::<Vec<_>>()
        };
        assert_eq!(unanswered(action(vec![asked.clone()], None)), ["v"]);
        assert!(unanswered(action(vec![asked.clone()], Some("x"))).is_empty());
        let secret = PackageAction {
            secrets: vec!["v".to_owned()],
            ..action(vec![asked.clone()], None)
        };
        assert!(unanswered(secret).is_empty());
        let optional = Parameter {
            required: false,
            ..asked
        };
        assert!(unanswered(action(vec![optional], None)).is_empty());
    }

    /// Plans of before kept values alone; a form posts an empty option by its key.
    #[test]
    fn values_of_before_are_entered_as_the_form_posts_them() {
        let options = [("Nothing", ""), ("One", "1"), ("Two", "2")];
        let entered = |kind, value| {
            let action = action(vec![parameter(kind, &options)], Some(value));
            action.entered(",")["v"].clone()
        };
        assert_eq!(entered(ParameterType::Option, ""), ["#0::Nothing"]);
        assert_eq!(entered(ParameterType::Option, "1"), ["1"]);
        assert_eq!(entered(ParameterType::MultiSelect, "1,2"), ["1", "2"]);
        assert_eq!(entered(ParameterType::String, "1,2"), ["1,2"]);
        let undeclared = action(Vec::new(), Some("1,2"));
        assert_eq!(undeclared.entered(",")["v"], ["1,2"]);
    }

    #[test]
    fn a_joined_text_is_cut_into_what_is_declared() {
        for (joined, expected) in [
            ("a", vec!["a"]),
            ("a,c", vec!["a", "c"]),
            ("a,b", vec!["a,b"]),
            ("a,b,c", vec!["a,b", "c"]),
            ("x,a,b,c", vec!["x", "a", "b", "c"]),
            (",c", vec!["", "c"]),
            ("c,", vec!["c", ""]),
        ] {
            assert_eq!(
                split(joined, ",", &["a", "a,b", "c", ""]),
                expected,
                "{joined}"
            );
        }
        assert_eq!(split("a,b,a", ",", &["a,b", "a", "b"]), ["a,b", "a"]);
        assert_eq!(split("a,b", "", &["a"]), ["a,b"]);
        assert_eq!(split("gone,c", ",", &["c"]), ["gone", "c"]);
        assert_eq!(split("1;2", ";", &["1", "2"]), ["1", "2"]);
    }
}
