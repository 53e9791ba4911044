//! A whole form held against the parameters of a workflow.
//!
//! What is left empty keeps its default; without one it is not said at all. No parameter's verdict
//! depends on another, so that all problems come at once, in the form's order.

use super::constraint::Verdict;
use super::form::{WorkflowForm, controls};
use super::value::line_ends;
use super::{Constraint, ConstraintRule, WorkflowParameter, json};
use crate::parameters::{FieldNotice, PatternCheck, control_name, shown};
use crate::secret::{Secret, is_secret_name};
use crate::server_form::Problem;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A form that passed.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Values to say, as JSON, in the form's order.
    pub parameters: Vec<(String, String)>,
    /// Secrets to say, as JSON.
    pub secrets: BTreeMap<String, Secret>,
    /// What a person should know before going on.
    pub notices: Vec<FieldNotice>,
}

/// Checks a form.
///
/// # Errors
/// What has to be different, control by control.
pub fn check(
    parameters: &[WorkflowParameter],
    form: &WorkflowForm,
    patterns: &dyn PatternCheck,
) -> Result<Checked, Vec<Problem>> {
    let (mut checked, mut problems) = (Checked::default(), Vec::new());
    for parameter in parameters {
        if let Err(message) = take(parameter, form, patterns, &mut checked) {
            let control = control_name(&parameter.name);
            problems.push(Problem::new(control, &parameter.name, message));
        }
    }
    problems.extend(strangers(parameters, form));
    match custom(parameters, form) {
        Ok(custom) => checked.parameters.extend(custom),
        Err(own) => problems.extend(own),
    }
    if problems.is_empty() {
        Ok(checked)
    } else {
        Err(problems)
    }
}

/// Checks what was typed for one parameter: what is worth knowing, as [`check`] finds it too.
///
/// # Errors
/// The sentence that says what has to change.
pub fn check_value(
    parameter: &WorkflowParameter,
    typed: &str,
    patterns: &dyn PatternCheck,
) -> Result<Vec<String>, String> {
    match json_of(parameter, typed, false)? {
        Some(json) => kept(parameter, &json, patterns),
        None => Ok(Vec::new()),
    }
}

fn take(
    parameter: &WorkflowParameter,
    form: &WorkflowForm,
    patterns: &dyn PatternCheck,
    checked: &mut Checked,
) -> Result<(), String> {
    let name = &parameter.name;
    let secret = form.secrets.get(name).map(Secret::expose);
    let typed = secret.or(form.values.get(name).map(String::as_str));
    let is_empty = form.empty.contains(name) && parameter.kind.is_text();
    let Some(json) = json_of(parameter, typed.unwrap_or_default(), is_empty)? else {
        return Ok(());
    };
    let notices = kept(parameter, &json, patterns)?;
    checked
        .notices
        .extend(notices.into_iter().map(|message| FieldNotice {
            variable: name.clone(),
            label: name.clone(),
            message,
        }));
    if parameter.is_secret() {
        checked.secrets.insert(name.clone(), Secret::new(json));
    } else {
        checked.parameters.push((name.clone(), json));
    }
    Ok(())
}

/// The JSON to say; nothing where the default is kept, or nothing is to be said.
fn json_of(
    parameter: &WorkflowParameter,
    typed: &str,
    is_empty: bool,
) -> Result<Option<String>, String> {
    let is_blank = parameter.kind.is_blank(typed);
    if is_empty && !is_blank && parameter.begins_with().as_deref() != Some(typed) {
        return Err("It is both filled in and to be an empty text: take one back.".to_owned());
    }
    if is_empty {
        return Ok(Some("\"\"".to_owned()));
    }
    if is_blank {
        if parameter.required && parameter.default.is_none() {
            let takes = parameter.kind.words();
            return Err(format!("It is required: it takes {takes}."));
        }
        return Ok(None);
    }
    let begun = parameter.begins_with();
    if begun.is_some_and(|begun| line_ends(typed) == begun) {
        return Ok(None);
    }
    match parameter.choices() {
        Some(choices) if choices.iter().any(|(choice, _)| choice == typed) => {
            Ok(Some(typed.to_owned()))
        }
        Some(_) => Err("It is none of those to choose from.".to_owned()),
        None => parameter.kind.json_of(typed).map(Some),
    }
}

/// What is worth knowing of a value that keeps what it has to keep.
fn kept(
    parameter: &WorkflowParameter,
    json: &str,
    patterns: &dyn PatternCheck,
) -> Result<Vec<String>, String> {
    let value = json::read(json)?;
    let items = match (&parameter.item, &value) {
        (Some(item), Value::Array(items)) => {
            for (number, entry) in (1..).zip(items) {
                if !item.is_of(entry) {
                    return Err(format!("Entry {number} has to be {}.", item.words()));
                }
            }
            items.as_slice()
        }
        _ if !parameter.kind.is_of(&value) => {
            return Err(format!("It has to be {}.", parameter.kind.words()));
        }
        _ => std::slice::from_ref(&value),
    };
    let by_entry = parameter.item.is_some();
    let mut left_to_cloud = BTreeSet::new();
    for rule in &parameter.constraints {
        for (number, item) in (1_usize..).zip(items) {
            match rule.verdict(item, patterns) {
                Verdict::Kept => {}
                Verdict::NotCheckable => _ = left_to_cloud.insert(unchecked(rule)),
                Verdict::Broken => {
                    let which = by_entry.then_some(number);
                    return Err(broken(parameter, rule, item, which));
                }
            }
        }
    }
    Ok(left_to_cloud.into_iter().collect())
}

fn unchecked(rule: &Constraint) -> String {
    match &rule.rule {
        ConstraintRule::Pattern(_) => {
            "Its pattern cannot be checked here; the cloud checks it.".to_owned()
        }
        _ => format!(
            "Whether it keeps its rule is checked by the cloud: it has to {}.",
            rule.words()
        ),
    }
}

/// Its author's words, or what the rule asks beside what stands there; a secret is not repeated.
fn broken(
    parameter: &WorkflowParameter,
    rule: &Constraint,
    value: &Value,
    entry: Option<usize>,
) -> String {
    let whose = entry.map_or_else(|| "It".to_owned(), |number| format!("Entry {number}"));
    if let Some(message) = &rule.message {
        return match entry {
            Some(_) => format!("{whose}: {message}"),
            None => message.clone(),
        };
    }
    let is = match value {
        _ if parameter.is_secret() => String::new(),
        Value::String(text) => format!(", and is \u{201c}{}\u{201d}", shown(text)),
        Value::Number(number) => format!(", and is {number}"),
        _ => String::new(),
    };
    format!("{whose} has to {}{is}.", rule.words())
}

/// What was filled in for parameters that the workflow does not have (any more). The values stay
/// unsaid: one may be a secret.
fn strangers(parameters: &[WorkflowParameter], form: &WorkflowForm) -> Vec<Problem> {
    let secrets = form.secrets.iter();
    let secrets = secrets.filter(|(_, secret)| !secret.is_empty());
    let values = form.values.iter().filter(|(_, text)| !text.is_empty());
    let names = values
        .map(|(name, _)| name)
        .chain(secrets.map(|(name, _)| name));
    let names = names.chain(&form.empty);
    let names: BTreeSet<_> = names
        .filter(|name| !parameters.iter().any(|one| one.name == **name))
        .collect();
    let stranger = |name: &String| {
        let message = "The workflow does not have this parameter (any more); it is left out now.";
        Problem::new(control_name(name), shown(name), message)
    };
    names.into_iter().map(stranger).collect()
}

/// Parameters that the workflow does not declare.
fn custom(
    parameters: &[WorkflowParameter],
    form: &WorkflowForm,
) -> Result<Vec<(String, String)>, Vec<Problem>> {
    let (mut taken, mut problems) = (Vec::<(String, String)>::new(), Vec::new());
    for (place, (name, typed)) in form.custom.iter().enumerate() {
        let name = name.trim();
        let is_twice = taken.iter().any(|(other, _)| other == name);
        match custom_value(parameters, form, name, typed) {
            Ok(_) if is_twice => problems.push(custom_problem(place, name, "It is said twice.")),
            Ok(json) => taken.push((name.to_owned(), json)),
            Err(message) => problems.push(custom_problem(place, name, message)),
        }
    }
    if problems.is_empty() {
        Ok(taken)
    } else {
        Err(problems)
    }
}

fn custom_problem(place: usize, name: &str, message: impl Into<String>) -> Problem {
    let label = if name.is_empty() {
        "Custom parameter".to_owned()
    } else {
        shown(name)
    };
    Problem::new(format!("{}{place}", controls::CUSTOM_NAME), label, message)
}

fn custom_value(
    parameters: &[WorkflowParameter],
    form: &WorkflowForm,
    name: &str,
    typed: &str,
) -> Result<String, String> {
    let refused = |why: &str| Err(why.to_owned());
    if name.is_empty() {
        return refused("It has a value and no name.");
    }
    if is_secret_name(name) {
        return refused(
            "Its name tells of a secret. Values of custom parameters are kept and shown, so it cannot be one.",
        );
    }
    if parameters.iter().any(|one| one.name == name) {
        return refused("The workflow has this parameter itself: fill it in above.");
    }
    if !form.options.allow_custom_parameters {
        return refused(
            "The workflow does not have this parameter. Allow custom parameters, or leave it out.",
        );
    }
    if typed.trim().is_empty() {
        return refused("It takes a value as JSON; an empty text is \"\".");
    }
    json::read(typed).map_err(|why| format!("{why} A text stands in double quotes."))?;
    Ok(typed.trim().to_owned())
}
