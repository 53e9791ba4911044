//! `password`: nothing of it ever appears in a message.
//!
//! The cloud's old portal enforced strong passwords. Packages also ask for passwords that exist
//! already, so a weak one earns a notice, not a refusal.

use super::finding::{Finding, missing, quoted, single, within_limit};
use super::shown::{is_blank, is_unseen};
use crate::package::Parameter;

/// Characters of a strong password: a rule of one cloud that is good advice in any.
const STRONG_LENGTH: usize = 9;
/// Kinds of characters in a strong password: of lower, upper, digit and other.
const STRONG_KINDS: usize = 3;

/// Checks what a form field holds; the text itself is not handed on.
pub(super) fn entered(parameter: &Parameter, entered: &[String]) -> Result<Finding, String> {
    let notices = check(parameter, single(parameter, entered)?)?;
    Ok(Finding {
        notices,
        ..Finding::default()
    })
}

/// Checks a password and gives the notices about it.
pub(super) fn check(parameter: &Parameter, text: &str) -> Result<Vec<String>, String> {
    if text.is_empty() {
        if parameter.required {
            return Err(missing(parameter, "enter a password"));
        }
        return Ok(Vec::new());
    }
    within_limit(parameter, text)?;
    if text.chars().any(char::is_control) {
        return Err(format!(
            "{} must not contain line breaks or control characters.",
            quoted(parameter)
        ));
    }
    let unseen = text.contains(is_unseen);
    if unseen && is_blank(text) {
        return Err(format!(
            "{} holds nothing that can be seen.",
            quoted(parameter)
        ));
    }
    let unseen = unseen.then(|| {
        format!(
            "{} holds characters that cannot be seen. It is sent as it is.",
            quoted(parameter)
        )
    });
    Ok(weakness(parameter, text)
        .into_iter()
        .chain(unseen)
        .collect())
}

fn weakness(parameter: &Parameter, text: &str) -> Option<String> {
    if text.chars().count() >= STRONG_LENGTH && kinds(text) >= STRONG_KINDS {
        return None;
    }
    Some(format!(
        "{} is weak: strong ones have {STRONG_LENGTH} characters or more, with {STRONG_KINDS} \
         of lower case, upper case, digits and symbols. It is sent as it is.",
        quoted(parameter)
    ))
}

fn kinds(text: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        char::is_lowercase,
        char::is_uppercase,
        char::is_numeric,
        |c| !(c.is_lowercase() || c.is_uppercase() || c.is_numeric()),
    ];
    kinds
        .into_iter()
        .filter(|kind| text.contains(*kind))
        .count()
}
