//! What the check of one parameter finds, and what the checks of all types share.

use super::shown::shown;
use crate::package::{Parameter, ParameterOption};

/// Bytes one value may have.
pub const MAX_VALUE_BYTES: usize = 32_768;

/// What a check made of the texts entered for one parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The value as it goes to the cloud; `None` when an optional parameter is left empty.
    pub value: Option<String>,
    /// The options that were chosen, where it takes options.
    pub chosen: Vec<ParameterOption>,
    /// Sentences worth reading that do not stand in the way.
    pub notices: Vec<String>,
}

impl Finding {
    /// Nothing to send.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    /// A value and no notices.
    pub(super) fn of(value: impl Into<String>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::default()
        }
    }

    /// The same, made of these options.
    pub(super) fn choosing<'a>(
        mut self,
        options: impl IntoIterator<Item = &'a ParameterOption>,
    ) -> Self {
        self.chosen = options.into_iter().cloned().collect();
        self
    }

    /// The same with one more notice, where there is one.
    pub(super) fn with(mut self, notice: Option<String>) -> Self {
        self.notices.extend(notice);
        self
    }
}

/// The label as messages quote it.
pub(super) fn quoted(parameter: &Parameter) -> String {
    format!("\"{}\"", shown(parameter.label()))
}

/// The message for a required parameter that is empty; `ask` says what to do.
pub(super) fn missing(parameter: &Parameter, ask: &str) -> String {
    format!("{} is required: {ask}.", quoted(parameter))
}

/// The one text entered for a parameter that takes one; empty when there is none. A picker and a
/// text box may share a name, so empty and repeated texts beside it do not count.
pub(super) fn single<'a>(parameter: &Parameter, entered: &'a [String]) -> Result<&'a str, String> {
    let mut texts = entered.iter().map(String::as_str).filter(|t| !t.is_empty());
    let first = texts.next().unwrap_or_default();
    if texts.any(|other| other != first) {
        return Err(format!(
            "{} takes one value; several different ones were given.",
            quoted(parameter)
        ));
    }
    within_limit(parameter, first)?;
    Ok(first)
}

/// Refuses a text that is too long.
pub(super) fn within_limit(parameter: &Parameter, text: &str) -> Result<(), String> {
    if text.len() <= MAX_VALUE_BYTES {
        return Ok(());
    }
    Err(format!(
        "{} takes at most 32,768 bytes; this has {}.",
        quoted(parameter),
        text.len()
    ))
}
