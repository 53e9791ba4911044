//! Single values that take whatever comes: text or number or truth value or null. Lists and
//! objects in their place count as absent.
//!
//! They are read as they are written: a number that went through a float would come out as
//! another one (`3.10`), or cost the whole answer (`1e400`).

use super::Absent;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Text; numbers and truth values are taken as the text they are written as.
#[derive(Default)]
pub struct Text(pub Option<String>);

/// Text, or whatever else stands there as it is written.
#[derive(Default)]
pub struct Source(pub Option<String>);

/// Whatever stands there, to be decoded by itself.
#[derive(Default)]
pub struct Raw(pub Option<Box<RawValue>>);

/// A whole number that is not negative; also as text, also with a fraction, which is dropped.
#[derive(Default)]
pub struct Whole(pub Option<u64>);

/// Any number; also as text.
#[derive(Default)]
pub struct Real(pub Option<f64>);

/// A truth value; also as text or as 0 and 1.
#[derive(Default)]
pub struct Flag(pub Option<bool>);

impl Text {
    /// The text if there is any besides white space.
    pub fn some(self) -> Option<String> {
        self.0.filter(|text| !text.trim().is_empty())
    }

    /// The text, or an empty one.
    pub fn or_empty(self) -> String {
        self.0.unwrap_or_default()
    }
}

macro_rules! absent_without_value {
    ($($kind:ty),*) => {
        $(impl Absent for $kind {
            fn is_absent(&self) -> bool {
                self.0.is_none()
            }
        })*
    };
}
absent_without_value!(Text, Source, Raw, Whole, Real, Flag);

/// A single value of any kind.
enum Scalar<'a> {
    Text(String),
    /// A number or a truth value, as it is written.
    Written(&'a str),
    /// A list or an object, as it is written.
    Nested(&'a str),
    Nothing,
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = <&RawValue>::deserialize(source)?.get();
        Ok(match written.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str(written).map_err(D::Error::custom)?),
            Some(b'[' | b'{') => Self::Nested(written),
            Some(b'n') | None => Self::Nothing,
            Some(_) => Self::Written(written),
        })
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(source)? {
            Scalar::Text(text) => Some(text),
            Scalar::Written(written) => Some(written.to_owned()),
            Scalar::Nested(_) | Scalar::Nothing => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(source)? {
            Scalar::Text(text) => Some(text),
            Scalar::Written(written) | Scalar::Nested(written) => Some(written.to_owned()),
            Scalar::Nothing => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = Box::<RawValue>::deserialize(source)?;
        Ok(Self(Some(written).filter(|raw| raw.get() != "null")))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let number = |text: &str| text.parse().ok().or_else(|| whole(text.parse().ok()?));
        Ok(Self(match Scalar::deserialize(source)? {
            Scalar::Written(written) => number(written),
            Scalar::Text(text) => number(text.trim()),
            Scalar::Nested(_) | Scalar::Nothing => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Real {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let number = |text: &str| text.parse().ok().filter(|n: &f64| n.is_finite());
        Ok(Self(match Scalar::deserialize(source)? {
            Scalar::Written(written) => number(written),
            Scalar::Text(text) => number(text.trim()),
            Scalar::Nested(_) | Scalar::Nothing => None,
        }))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn whole(number: f64) -> Option<u64> {
    (0.0..9e15).contains(&number).then_some(number as u64)
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let word = match Scalar::deserialize(source)? {
            Scalar::Text(text) => text.trim().to_ascii_lowercase(),
            Scalar::Written(written) => match written.parse::<u64>() {
                Ok(number) => u64::from(number != 0).to_string(),
                Err(_) => written.to_owned(),
            },
            Scalar::Nested(_) | Scalar::Nothing => return Ok(Self(None)),
        };
        Ok(Self(match word.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }))
    }
}
