//! `option` and `multiSelect`: only what the manifest declares, compared exactly.

use super::one::{Finding, missing, quoted, single, within_limit};
use super::rules::Rules;
use super::shown::shown;
use crate::package::{Parameter, ParameterOption};
use std::collections::HashSet;

/// Choices that a message lists.
const LISTED: usize = 10;

/// `option`: exactly one declared value. An empty text means nothing was chosen, unless the
/// manifest declares an empty value: then it is that one.
pub(super) fn option(parameter: &Parameter, entered: &[String]) -> Result<Finding, String> {
    let text = single(parameter, entered)?;
    if !entered.is_empty() && is_declared(parameter, text) {
        return Ok(Finding::of(text));
    }
    if text.is_empty() {
        return nothing_chosen(parameter, "choose one of");
    }
    Err(not_a_choice(parameter, text, "must be one of"))
}

/// `multiSelect`: any number of declared values, sent once each in the manifest's order.
pub(super) fn multi_select(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    let declared: HashSet<&str> = values(parameter).collect();
    let mut chosen: HashSet<&str> = HashSet::new();
    for text in entered {
        within_limit(parameter, text)?;
        if declared.contains(text.as_str()) {
            chosen.insert(text);
        } else if !text.is_empty() {
            return Err(not_a_choice(parameter, text, "takes only"));
        }
    }
    if chosen.is_empty() {
        return nothing_chosen(parameter, "choose at least one of");
    }
    let separator = rules.multi_select_separator;
    let notice = separator_notice(parameter, &chosen, separator);
    // `remove` keeps the first place of a value that the manifest declares twice.
    let ordered: Vec<&str> = values(parameter).filter(|v| chosen.remove(v)).collect();
    Ok(Finding::of(ordered.join(separator)).with(notice))
}

fn values(parameter: &Parameter) -> impl Iterator<Item = &str> {
    parameter.options.iter().map(|option| option.value.as_str())
}

fn is_declared(parameter: &Parameter, text: &str) -> bool {
    values(parameter).any(|value| value == text)
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
    let name = option.name.trim();
    shown(if name.is_empty() { &option.value } else { name })
}

/// The receiver cannot tell a separator inside a value from one between values.
fn separator_notice(
    parameter: &Parameter,
    chosen: &HashSet<&str>,
    separator: &str,
) -> Option<String> {
    if separator.is_empty() {
        return None;
    }
    let value =
        values(parameter).find(|value| chosen.contains(value) && value.contains(separator))?;
    Some(format!(
        "{} is sent as one text joined by \"{}\", and the choice \"{}\" contains that itself; \
         the package may read it as several.",
        quoted(parameter),
        shown(separator),
        shown(value)
    ))
}
