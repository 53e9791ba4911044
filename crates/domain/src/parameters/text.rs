//! Free text: `string`, `network`, and every type this portal does not know.
//!
//! Text stays as typed. Only line breaks change: browsers post them as CR LF whatever was typed,
//! and a key or script that reaches a server with carriage returns breaks there.

use super::finding::{Finding, missing, quoted, single};
use super::rules::{PatternVerdict, Rules};
use super::shell::shell_notice;
use super::shown::{is_blank, shown, shown_up_to};
use super::unseen::unseen_notice;
use crate::package::Parameter;

/// Characters of a manifest's pattern that a message repeats.
const PATTERN_LIMIT: usize = 200;

/// `string`: anything printable; the manifest's pattern counts here and nowhere else.
pub(super) fn string(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    let text = with_line_feeds(single(parameter, entered)?);
    if text.is_empty() || (parameter.required && is_blank(&text)) {
        return empty(parameter, "enter a value");
    }
    refuse_controls(parameter, &text, true)?;
    let unchecked = pattern_notice(parameter, &text, rules)?;
    let risk = shell_notice(parameter.label(), &text);
    let unseen = unseen_notice(parameter.label(), &text);
    Ok(Finding::of(text).with(unchecked).with(risk).with(unseen))
}

/// `network`: the internal name of a network, on one line.
pub(super) fn network(parameter: &Parameter, entered: &[String]) -> Result<Finding, String> {
    let text = single(parameter, entered)?.trim();
    if is_blank(text) {
        return empty(parameter, "enter the name of a network");
    }
    refuse_controls(parameter, text, false)?;
    let (risk, unseen) = (
        shell_notice(parameter.label(), text),
        unseen_notice(parameter.label(), text),
    );
    Ok(Finding::of(text).with(risk).with(unseen))
}

/// Any other type: text, with a word about it.
pub(super) fn unknown(
    parameter: &Parameter,
    word: &str,
    entered: &[String],
) -> Result<Finding, String> {
    let text = with_line_feeds(single(parameter, entered)?);
    if text.is_empty() || (parameter.required && is_blank(&text)) {
        return empty(parameter, "enter a value");
    }
    refuse_controls(parameter, &text, true)?;
    let taken = format!(
        "{} has the unknown type \"{}\"; it is taken as text.",
        quoted(parameter),
        shown(word)
    );
    let risk = shell_notice(parameter.label(), &text);
    let unseen = unseen_notice(parameter.label(), &text);
    Ok(Finding::of(text).with(Some(taken)).with(risk).with(unseen))
}

/// What an empty field means.
fn empty(parameter: &Parameter, ask: &str) -> Result<Finding, String> {
    if parameter.required {
        return Err(missing(parameter, ask));
    }
    Ok(Finding::nothing())
}

/// `text` with one line feed at the end of each line.
pub(super) fn with_line_feeds(text: &str) -> String {
    let mut lines = text.split('\r');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| {
        text + "\n" + line.strip_prefix('\n').unwrap_or(line)
    })
}

/// Refuses control characters, which neither the cloud's manifests nor a command line can carry.
fn refuse_controls(parameter: &Parameter, text: &str, lines: bool) -> Result<(), String> {
    let allowed = |c: char| !c.is_control() || c == '\t' || (lines && c == '\n');
    let Some((place, c)) = text.chars().enumerate().find(|(_, c)| !allowed(*c)) else {
        return Ok(());
    };
    let but = if lines {
        "tabs and line breaks"
    } else {
        "tabs"
    };
    Err(format!(
        "{} must not contain control characters other than {but}; character {} is U+{:04X}.",
        quoted(parameter),
        place + 1,
        u32::from(c)
    ))
}

/// The manifest's pattern: an error where it does not match, a notice where nobody can tell.
fn pattern_notice(
    parameter: &Parameter,
    text: &str,
    rules: &Rules<'_>,
) -> Result<Option<String>, String> {
    let Some(pattern) = parameter.regex.as_deref().filter(|p| !p.is_empty()) else {
        return Ok(None);
    };
    let label = quoted(parameter);
    let written = shown_up_to(pattern, PATTERN_LIMIT);
    match rules.patterns.check(pattern, text) {
        PatternVerdict::Matches => Ok(None),
        PatternVerdict::DoesNotMatch => Err(format!(
            "{label} must match the pattern of its package; \"{}\" does not. The pattern: {written}",
            shown(text)
        )),
        PatternVerdict::NotCheckable => Ok(Some(format!(
            "The pattern of {label} could not be checked, so it is not enforced: {written}"
        ))),
    }
}
