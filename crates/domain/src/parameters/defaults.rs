//! What a fresh form holds: the manifest's defaults.
//!
//! A default fills a field, never a gap: what is posted counts, so a default that is cleared
//! stays cleared. Passwords start empty, as a default would stand readable in the page.

use super::Entered;
use super::form::asked;
use super::options::Options;
use super::shown::shown;
use crate::package::{Package, Parameter, ParameterOption, ParameterType};

/// The defaults of a package's parameters, as a form posts them. Defaults of `option` and
/// `multiSelect` that the manifest does not declare are left out; [`default_remark`] says so.
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
    match parameter.kind {
        ParameterType::Password => Vec::new(),
        ParameterType::Option | ParameterType::MultiSelect => {
            let options = Options::of(parameter);
            let meant = Meant::of(parameter, separator);
            let chosen = meant.options.iter();
            chosen.map(|(_, option)| options.key(option)).collect()
        }
        _ => {
            let default = parameter.default_value.clone();
            default.filter(|d| !d.is_empty()).into_iter().collect()
        }
    }
}

/// A sentence about a default that is none of the options, or is spelled differently; `None`
/// where there is nothing to say.
pub fn default_remark(parameter: &Parameter, multi_select_separator: &str) -> Option<String> {
    if !matches!(
        parameter.kind,
        ParameterType::Option | ParameterType::MultiSelect
    ) {
        return None;
    }
    let meant = Meant::of(parameter, multi_select_separator);
    let mut said = Vec::new();
    for (written, option) in meant.options {
        if written != option.value && written != option.name {
            said.push(format!(
                "The package writes its default as \"{}\", which is taken as \"{}\".",
                shown(written),
                shown(option.label())
            ));
        }
    }
    said.extend(meant.unknown.into_iter().map(|written| {
        format!(
            "The package's default \"{}\" is not among the options, so it is not chosen.",
            shown(written)
        )
    }));
    (!said.is_empty()).then(|| said.join(" "))
}

/// The options that a default means, each as the manifest writes it there, and what of it means
/// none.
#[derive(Default)]
struct Meant<'a> {
    options: Vec<(&'a str, &'a ParameterOption)>,
    unknown: Vec<&'a str>,
}

impl<'a> Meant<'a> {
    fn of(parameter: &'a Parameter, separator: &str) -> Self {
        let Some(default) = parameter.default_value.as_deref() else {
            return Self::default();
        };
        let many = parameter.kind == ParameterType::MultiSelect;
        // An empty list is no choice; an empty text is one where an option's value is empty.
        if many && default.trim().is_empty() {
            return Self::default();
        }
        match declared(parameter, default) {
            Some(option) => Self {
                options: vec![(default, option)],
                unknown: Vec::new(),
            },
            None if default.trim().is_empty() => Self::default(),
            None if many => Self::several(parameter, default, separator),
            None => Self {
                options: Vec::new(),
                unknown: vec![default],
            },
        }
    }

    /// A list's default, split by the separator, else by commas.
    fn several(parameter: &'a Parameter, default: &'a str, separator: &str) -> Self {
        let splits = [separator, ","].into_iter().filter(|s| !s.is_empty());
        let split = splits
            .map(|split| {
                let mut meant = Self::default();
                for part in default.split(split).map(str::trim) {
                    match declared(parameter, part) {
                        Some(option) => meant.options.push((part, option)),
                        None if part.is_empty() => {}
                        None => meant.unknown.push(part),
                    }
                }
                meant
            })
            .find(|meant| !meant.options.is_empty());
        split.unwrap_or_else(|| Self {
            options: Vec::new(),
            unknown: vec![default],
        })
    }
}

/// The declared option that a default means. Manifests also write its label, and the words of
/// programs (`True`) where the option has those of the form (`true`).
fn declared<'a>(parameter: &'a Parameter, default: &str) -> Option<&'a ParameterOption> {
    let find = |means: &dyn Fn(&str) -> bool| {
        let options = &parameter.options;
        let by_value = options.iter().find(|option| means(&option.value));
        by_value.or_else(|| options.iter().find(|option| means(&option.name)))
    };
    let alike = default.trim().to_lowercase();
    find(&|text| text == default).or_else(|| {
        let alike = |text: &str| !alike.is_empty() && text.trim().to_lowercase() == alike;
        find(&alike)
    })
}
