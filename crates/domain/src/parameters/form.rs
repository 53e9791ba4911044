//! A whole form: every parameter by itself, in the manifest's order.
//!
//! No field's verdict depends on another field, so the errors of a form are exactly the errors
//! of its fields.
//!
//! A variable is arbitrary text: dots, brackets, digits first, even nothing. So a control is
//! named `p[<variable>][]` and read back by cutting off its fixed ends, never by a parser of
//! nested keys.

use super::one::{check_secret, examine};
use super::rules::Rules;
use super::shown::shown;
use super::{Checked, Entered, FieldError, FieldNotice};
use crate::package::{Package, Parameter};
use crate::secret::Secret;
use std::collections::{BTreeMap, BTreeSet};

const OPEN: &str = "p[";
const CLOSE: &str = "][]";

/// The name of the form control that holds `variable`.
pub fn control_name(variable: &str) -> String {
    format!("{OPEN}{variable}{CLOSE}")
}

/// The variable a control holds: what stands between the leading `p[` and the final `][]`.
/// `None` for a control that is no parameter.
pub fn variable_of(control: &str) -> Option<&str> {
    control.strip_prefix(OPEN)?.strip_suffix(CLOSE)
}

/// The parameters a form asks for. A variable that a manifest declares twice is asked once: one
/// control name can hold one answer. A password among the twins wins, so that its text is
/// treated as a secret.
pub fn asked(package: &Package) -> Vec<&Parameter> {
    let secret: BTreeSet<&str> = package
        .parameters
        .iter()
        .filter(|parameter| parameter.is_secret())
        .map(|parameter| parameter.variable.as_str())
        .collect();
    let mut seen = BTreeSet::new();
    package
        .parameters
        .iter()
        .filter(|p| p.is_secret() || !secret.contains(p.variable.as_str()))
        .filter(|p| seen.insert(p.variable.as_str()))
        .collect()
}

/// Checks a form. Errors come in the manifest's order, then keys that the package does not
/// declare. A required parameter that was not posted at all is an error; defaults fill nothing.
pub fn check_all(
    package: &Package,
    entered: &Entered,
    secrets: &BTreeMap<String, Secret>,
    rules: &Rules<'_>,
) -> Result<Checked, Vec<FieldError>> {
    let asked = asked(package);
    let mut checked = Checked::default();
    let mut errors = Vec::new();
    for parameter in &asked {
        if let Err(message) = check_into(&mut checked, parameter, entered, secrets, rules) {
            errors.push(FieldError {
                variable: parameter.variable.clone(),
                label: parameter.label().to_owned(),
                message,
            });
        }
    }
    errors.extend(undeclared(&asked, entered, secrets));
    if errors.is_empty() {
        Ok(checked)
    } else {
        Err(errors)
    }
}

/// Checks one parameter and keeps what came of it.
fn check_into(
    checked: &mut Checked,
    parameter: &Parameter,
    entered: &Entered,
    secrets: &BTreeMap<String, Secret>,
    rules: &Rules<'_>,
) -> Result<(), String> {
    let variable = &parameter.variable;
    let texts = entered.get(variable).map_or(&[][..], Vec::as_slice);
    let notices = if parameter.is_secret() {
        let late = posted_secret(texts);
        let (secret, notices) = check_secret(parameter, secrets.get(variable).or(late.as_ref()))?;
        checked
            .secrets
            .extend(secret.map(|s| (variable.clone(), s)));
        notices
    } else {
        let finding = examine(parameter, texts, rules)?;
        checked
            .values
            .extend(finding.value.map(|v| (variable.clone(), v)));
        if !finding.chosen.is_empty() {
            checked.chosen.insert(variable.clone(), finding.chosen);
        }
        finding.notices
    };
    checked
        .notices
        .extend(notices.into_iter().map(|message| FieldNotice {
            variable: variable.clone(),
            label: parameter.label().to_owned(),
            message,
        }));
    Ok(())
}

/// A password that came with the plain texts: wrapped at once, so that it never lands in values.
fn posted_secret(texts: &[String]) -> Option<Secret> {
    texts.iter().find(|text| !text.is_empty()).map(Secret::new)
}

/// An error for every key that is not the package's; the values stay unsaid, as one may be a
/// secret under a mistyped name.
fn undeclared(
    asked: &[&Parameter],
    entered: &Entered,
    secrets: &BTreeMap<String, Secret>,
) -> Vec<FieldError> {
    let plain: BTreeSet<&str> = asked.iter().map(|p| p.variable.as_str()).collect();
    let secret: BTreeSet<&str> = asked
        .iter()
        .filter(|p| p.is_secret())
        .map(|p| p.variable.as_str())
        .collect();
    let strangers = entered.keys().filter(|key| !plain.contains(key.as_str()));
    let misplaced = secrets.keys().filter(|key| !secret.contains(key.as_str()));
    let keys: BTreeSet<&String> = strangers.chain(misplaced).collect();
    keys.into_iter()
        .map(|key| {
            let what = if plain.contains(key.as_str()) {
                "is not a password of this package"
            } else {
                "is not a parameter of this package"
            };
            FieldError {
                variable: key.clone(),
                label: shown(key),
                message: format!("\"{}\" {what}; leave it out.", shown(key)),
            }
        })
        .collect()
}
