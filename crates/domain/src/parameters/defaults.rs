//! What a fresh form holds: the manifest's defaults.
//!
//! A default fills a field, never a gap: what is posted counts, so a default that is cleared
//! stays cleared. Passwords start empty, as a default would stand readable in the page.

use super::Entered;
use super::form::asked;
use crate::package::{Package, Parameter, ParameterType};

/// The defaults of a package's parameters. Defaults of `option` and `multiSelect` that the
/// manifest does not declare are left out.
pub fn first_values(package: &Package, multi_select_separator: &str) -> Entered {
    asked(package)
        .into_iter()
        .filter_map(|parameter| {
            let values = first_of(parameter, multi_select_separator);
            (!values.is_empty()).then(|| (parameter.variable.clone(), values))
        })
        .collect()
}

fn first_of(parameter: &Parameter, separator: &str) -> Vec<String> {
    let Some(default) = parameter.default_value.as_deref().filter(|d| !d.is_empty()) else {
        return Vec::new();
    };
    match parameter.kind {
        ParameterType::Password => Vec::new(),
        ParameterType::Option => declared(parameter, default).into_iter().collect(),
        ParameterType::MultiSelect => several(parameter, default, separator),
        _ => vec![default.to_owned()],
    }
}

/// The declared value that a default means; manifests also write its label.
fn declared(parameter: &Parameter, default: &str) -> Option<String> {
    let by_value = parameter.options.iter().find(|o| o.value == default);
    by_value
        .or_else(|| parameter.options.iter().find(|o| o.name == default))
        .map(|option| option.value.clone())
}

/// A list's default: one value as a whole, else split by the separator, else by commas.
fn several(parameter: &Parameter, default: &str, separator: &str) -> Vec<String> {
    if let Some(whole) = declared(parameter, default) {
        return vec![whole];
    }
    let mut splits = vec![","];
    if !separator.is_empty() {
        splits.insert(0, separator);
    }
    splits
        .into_iter()
        .map(|split| {
            let parts = default.split(split).map(str::trim);
            parts.filter_map(|part| declared(parameter, part)).collect()
        })
        .find(|found: &Vec<String>| !found.is_empty())
        .unwrap_or_default()
}
