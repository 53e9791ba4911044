//! The rules that a value has to keep: in words, and held against a value.
//!
//! The cloud's own program decides in the end. What it would not decide as it is decided here is left
//! to it ([`Verdict::NotCheckable`]), and said.

use super::{Constraint, ConstraintRule, json};
use crate::parameters::{PatternCheck, PatternVerdict, shown};
use serde_json::Value;
use std::cmp::Ordering;

/// Whether a value keeps a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Kept,
    Broken,
    /// Only the cloud can tell.
    NotCheckable,
}

impl From<Option<bool>> for Verdict {
    fn from(kept: Option<bool>) -> Self {
        match kept {
            Some(true) => Self::Kept,
            Some(false) => Self::Broken,
            None => Self::NotCheckable,
        }
    }
}

/// Listed values before the rest is counted.
const LISTED: usize = 20;

impl Constraint {
    /// What it asks, as the end of a sentence that begins with "It has to".
    pub(super) fn words(&self) -> String {
        match &self.rule {
            ConstraintRule::Equal(value) => format!("be {}", plain(value)),
            ConstraintRule::GreaterThan(value) => format!("be greater than {}", plain(value)),
            ConstraintRule::GreaterOrEqual(value) => format!("be {} or greater", plain(value)),
            ConstraintRule::LessThan(value) => format!("be less than {}", plain(value)),
            ConstraintRule::LessOrEqual(value) => format!("be {} or less", plain(value)),
            ConstraintRule::InRange(low, high) => {
                format!("be from {} to {}", plain(low), plain(high))
            }
            ConstraintRule::ValidValues(values) => format!("be one of {}", list(values)),
            ConstraintRule::Length(length) => format!("be {length} long"),
            ConstraintRule::MinLength(length) => format!("be {length} long or longer"),
            ConstraintRule::MaxLength(length) => format!("be {length} long or shorter"),
            ConstraintRule::Pattern(pattern) => {
                format!("match the pattern {} from its beginning on", shown(pattern))
            }
            ConstraintRule::Other(name, value) => {
                format!(
                    "keep the rule {} {}, which the cloud checks",
                    shown(name),
                    shown(value)
                )
            }
        }
    }

    /// Whether `value` keeps it. For patterns, `patterns` knows whether a text matches.
    pub(super) fn verdict(&self, value: &Value, patterns: &dyn PatternCheck) -> Verdict {
        let order = |bound: &str| json::order(value, &json::read(bound).ok()?);
        let ordered = |bound: &str, fits: fn(Ordering) -> bool| order(bound).map(fits).into();
        let sized = |fits: &dyn Fn(u64) -> bool| size(value).map(fits).into();
        match &self.rule {
            ConstraintRule::Equal(wanted) => among(value, std::slice::from_ref(wanted)),
            ConstraintRule::GreaterThan(bound) => ordered(bound, Ordering::is_gt),
            ConstraintRule::GreaterOrEqual(bound) => ordered(bound, Ordering::is_ge),
            ConstraintRule::LessThan(bound) => ordered(bound, Ordering::is_lt),
            ConstraintRule::LessOrEqual(bound) => ordered(bound, Ordering::is_le),
            ConstraintRule::InRange(low, high) => {
                let low = order(low).map(Ordering::is_ge);
                let high = order(high).map(Ordering::is_le);
                low.zip(high).map(|(low, high)| low && high).into()
            }
            ConstraintRule::ValidValues(values) => among(value, values),
            ConstraintRule::Length(length) => sized(&|size| size == *length),
            ConstraintRule::MinLength(length) => sized(&|size| size >= *length),
            ConstraintRule::MaxLength(length) => sized(&|size| size <= *length),
            ConstraintRule::Pattern(pattern) => match value {
                Value::String(text) => match patterns.check(pattern, text) {
                    PatternVerdict::Matches => Verdict::Kept,
                    PatternVerdict::DoesNotMatch => Verdict::Broken,
                    PatternVerdict::NotCheckable => Verdict::NotCheckable,
                },
                _ => Verdict::NotCheckable,
            },
            ConstraintRule::Other(..) => Verdict::NotCheckable,
        }
    }
}

fn among(value: &Value, wanted: &[String]) -> Verdict {
    let wanted: Result<Vec<_>, _> = wanted.iter().map(|json| json::read(json)).collect();
    let wanted = wanted.ok();
    wanted
        .map(|wanted| wanted.iter().any(|one| json::same(one, value)))
        .into()
}

/// How long a text, a list or an object is.
fn size(value: &Value) -> Option<u64> {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(map) => map.len(),
        _ => return None,
    };
    u64::try_from(size).ok()
}

/// A value of a rule as people read it: a text without its quotes.
pub(super) fn plain(json: &str) -> String {
    let text: Result<String, _> = serde_json::from_str(json);
    shown(&text.unwrap_or_else(|_| json.to_owned()))
}

fn list(values: &[String]) -> String {
    let listed: Vec<_> = values.iter().take(LISTED).map(|json| plain(json)).collect();
    match values.len().saturating_sub(LISTED) {
        0 => listed.join(", "),
        more => format!("{} and {more} more", listed.join(", ")),
    }
}
