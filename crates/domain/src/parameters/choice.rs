//! `option` and `multiSelect`: only what the manifest declares, compared exactly.

use super::finding::{Finding, missing, quoted, single, within_limit};
use super::options::Options;
use super::rules::Rules;
use super::shown::shown;
use crate::package::{Parameter, ParameterOption};
use crate::wildcard::place_of;
use std::collections::HashSet;

/// Choices that a message lists.
const LISTED: usize = 10;

/// `option`: exactly one declared option. An empty text means that nothing was chosen, also where
/// an option's value is empty: that one has a key of its own.
pub(super) fn option(parameter: &Parameter, entered: &[String]) -> Result<Finding, String> {
    let text = single(parameter, entered)?;
    if text.is_empty() {
        return nothing_chosen(parameter, "choose one of");
    }
    match Options::of(parameter).meant(text) {
        Some(option) => Ok(Finding::of(option.value.as_str()).choosing([option])),
        None => Err(not_a_choice(parameter, text, "must be one of")),
    }
}

/// `multiSelect`: any number of declared options, their values sent once each in the manifest's
/// order.
pub(super) fn multi_select(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    let options = Options::of(parameter);
    for text in entered.iter().filter(|text| !text.is_empty()) {
        within_limit(parameter, text)?;
        if options.meant(text).is_none() {
            return Err(not_a_choice(parameter, text, "takes only"));
        }
    }
    let chosen = options.chosen(entered);
    if chosen.is_empty() {
        return nothing_chosen(parameter, "choose at least one of");
    }
    let mut sent = HashSet::new();
    let values = chosen.iter().map(|option| option.value.as_str());
    let values: Vec<&str> = values.filter(|value| sent.insert(*value)).collect();
    let separator = rules.multi_select_separator;
    let notice = separator_notice(parameter, &values, separator);
    let joined = values.join(separator);
    Ok(Finding::of(joined).choosing(chosen).with(notice))
}

fn nothing_chosen(parameter: &Parameter, ask: &str) -> Result<Finding, String> {
    if !parameter.required {
        return Ok(Finding::nothing());
    }
    Err(match listed(parameter) {
        Some(choices) => missing(parameter, &format!("{ask} {choices}")),
        None => format!(
            "{} is required, but the package declares no choices for it.",
            quoted(parameter)
        ),
    })
}

fn not_a_choice(parameter: &Parameter, text: &str, allowed: &str) -> String {
    let label = quoted(parameter);
    let text = shown(text);
    match listed(parameter) {
        Some(choices) => {
            format!("{label} {allowed} {choices}; \"{text}\" is not among them.")
        }
        None => format!("{label} takes no value, as the package declares no choices for it."),
    }
}

/// The labels of the declared choices, cut at ten; `None` where there are none.
fn listed(parameter: &Parameter) -> Option<String> {
    let labels: Vec<String> = parameter.options.iter().take(LISTED).map(label).collect();
    if labels.is_empty() {
        return None;
    }
    let more = parameter.options.len() - labels.len();
    let labels = labels.join(", ");
    Some(if more > 0 {
        format!("{labels} and {more} more")
    } else {
        labels
    })
}

fn label(option: &ParameterOption) -> String {
    shown(option.label().trim())
}

/// The receiver cannot tell a separator inside a value from one between values.
fn separator_notice(parameter: &Parameter, sent: &[&str], separator: &str) -> Option<String> {
    if separator.is_empty() {
        return None;
    }
    let holds = |value: &&&str| place_of(separator, value).is_some();
    let value = sent.iter().find(holds)?;
    Some(format!(
        "{} is sent as one text joined by \"{}\", and the choice \"{}\" contains that itself; \
         the package may read it as several.",
        quoted(parameter),
        shown(separator),
        shown(value)
    ))
}
