//! From what was typed for a parameter to the JSON that is sent, as each kind takes it.
//!
//! The cloud's program converts some values by itself, and not as anybody means it: a text for a list
//! becomes the list of its letters, `1.9` the whole number 1, and `null` for a number breaks it. So
//! what is sent has its kind already. Numbers stay as they are written.

use super::{Referenced, ValueKind, json};
use crate::parameters::shown;
use serde_json::{Number, Value};

const WHOLE: &str = "a whole number, such as 3 or -1";
const NUMBER: &str = "a number, such as 3, -1, 2.5 or 1e6";

impl Referenced {
    /// What it is to name, as the end of a sentence.
    const fn words(self) -> &'static str {
        match self {
            Self::Blueprint => "the id of a blueprint",
            Self::Deployment => "the id of a deployment",
            Self::Capability => "the name of a capability",
            Self::ScalingGroup => "the name of a scaling group",
            Self::Node => "the id of a node",
            Self::NodeType => "a type of nodes",
            Self::NodeInstance => "the id of an instance of a node",
            Self::Secret => "the key of a secret that the cloud holds",
            Self::Operation => "the name of an operation",
        }
    }
}

impl ValueKind {
    /// Whether it is typed as text and sent as such.
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::String | Self::Regex | Self::Textarea | Self::Reference(_)
        )
    }

    /// Whether it is typed as JSON.
    pub fn is_json(&self) -> bool {
        matches!(self, Self::Any | Self::List | Self::Dict | Self::Custom(_))
    }

    /// Whether nothing was typed. A blank is a text, and no id.
    pub(super) fn is_blank(&self, typed: &str) -> bool {
        if self.is_text() && !matches!(self, Self::Reference(_)) {
            typed.is_empty()
        } else {
            typed.trim().is_empty()
        }
    }

    /// What it takes, as the end of a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Any => "any JSON; a text stands in double quotes".to_owned(),
            Self::String | Self::Textarea => "a text".to_owned(),
            Self::Integer => WHOLE.to_owned(),
            Self::Float => NUMBER.to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::List => "a list as JSON, such as [1, \"two\"]".to_owned(),
            Self::Dict => "an object as JSON, such as {\"key\": 1}".to_owned(),
            Self::Regex => "a pattern (regular expression)".to_owned(),
            Self::Reference(kind) => kind.words().to_owned(),
            Self::Custom(name) => format!("JSON of the type {}", shown(name)),
        }
    }

    /// The JSON of what was typed, which is not empty.
    ///
    /// # Errors
    /// The sentence that says what has to change; it repeats nothing that was typed.
    pub(super) fn json_of(&self, typed: &str) -> Result<String, String> {
        let refused = || format!("It has to be {}.", self.words());
        match self {
            Self::String | Self::Textarea | Self::Regex => quoted(&line_ends(typed)),
            Self::Reference(_) => quoted(typed.trim()),
            Self::Integer => integer(typed.trim()).ok_or_else(refused),
            Self::Float => float(typed.trim()).ok_or_else(refused),
            Self::Boolean => boolean(typed.trim()).ok_or_else(refused),
            Self::Any | Self::List | Self::Dict | Self::Custom(_) => {
                let value = json::read(typed)?;
                if self.is_of(&value) {
                    Ok(typed.trim().to_owned())
                } else {
                    Err(refused())
                }
            }
        }
    }

    /// Whether a value is of this kind as it stands.
    pub(super) fn is_of(&self, value: &Value) -> bool {
        match self {
            Self::Any | Self::Custom(_) => true,
            Self::String | Self::Textarea | Self::Regex | Self::Reference(_) => value.is_string(),
            Self::Integer => value.as_number().is_some_and(is_whole),
            Self::Float => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::List => value.is_array(),
            Self::Dict => value.is_object(),
        }
    }
}

/// Text with line ends of one character: browsers post two.
pub(super) fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A whole number beyond 64 bits is read as one that could have a fraction.
fn is_whole(number: &Number) -> bool {
    let large = |number: f64| number.fract() == 0.0 && number.abs() >= 9e18;
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(large)
}

/// Text as JSON.
fn quoted(text: &str) -> Result<String, String> {
    serde_json::to_string(text).map_err(|_| "It cannot be written as JSON.".to_owned())
}

/// A whole number as JSON writes it: without a plus and without zeros before it.
fn integer(text: &str) -> Option<String> {
    let (minus, digits) = sign(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_whole.then(|| format!("{minus}{}", without_zeros(digits)))
}

/// A number as JSON writes it. One that no float can hold is none.
fn float(text: &str) -> Option<String> {
    let (minus, rest) = sign(text);
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_number = digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0;
    let exponent = match exponent {
        Some(exponent) => {
            let (sign, power) = sign(exponent);
            let is_power = !power.is_empty() && digits(power);
            format!("e{sign}{}", is_power.then_some(power)?)
        }
        None => String::new(),
    };
    let fraction = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{fraction}")
    };
    let written = format!("{minus}{}{fraction}{exponent}", without_zeros(whole));
    let is_finite = written.parse::<f64>().is_ok_and(f64::is_finite);
    (is_number && is_finite).then_some(written)
}

fn sign(text: &str) -> (&'static str, &str) {
    match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    }
}

fn without_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}

fn boolean(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    matches!(text.as_str(), "true" | "false").then_some(text)
}
