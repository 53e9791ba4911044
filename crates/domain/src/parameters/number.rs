//! `numeric`: a decimal number, kept as typed.
//!
//! A sign and a fraction are allowed, an exponent and thousands separators are not: packages
//! read the text with whatever their script language offers.

use super::finding::{Finding, missing, quoted, single};
use super::shown::shown;
use crate::package::Parameter;

const ALLOWED: &str = "a number such as 3, -1 or 2.5";

/// Checks a number; spaces around it do not count.
pub(super) fn numeric(parameter: &Parameter, entered: &[String]) -> Result<Finding, String> {
    let text = single(parameter, entered)?.trim();
    if text.is_empty() {
        if parameter.required {
            return Err(missing(parameter, &format!("enter {ALLOWED}")));
        }
        return Ok(Finding::nothing());
    }
    if is_decimal(text) {
        return Ok(Finding::of(text));
    }
    Err(format!(
        "{} must be {ALLOWED}; \"{}\" is not.{}",
        quoted(parameter),
        shown(text),
        advice(text)
    ))
}

/// An optional sign, then digits with at most one dot among them, at least one digit.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && whole.len() + fraction.len() > 0
}

/// A word on the usual slips.
fn advice(text: &str) -> &'static str {
    if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        " Write it with the digits 0 to 9."
    } else if text.contains(['\u{2212}', '\u{2013}', '\u{2014}']) {
        " Write minus as the hyphen of the keyboard."
    } else if text.contains(',') {
        " Write decimals with a dot, and no separators between thousands."
    } else {
        ""
    }
}
