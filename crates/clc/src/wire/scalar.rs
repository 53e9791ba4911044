//! Single values that take whatever comes: text or number or truth value or null. Lists and
//! objects in their place count as absent.

use crate::wire::Absent;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Text; numbers and truth values are taken as the text they are written as.
#[derive(Default)]
pub(crate) struct Text(pub(crate) Option<String>);

/// A whole number that is not negative; also as text, also with a fraction, which is dropped.
#[derive(Default)]
pub(crate) struct Whole(pub(crate) Option<u64>);

/// Any number; also as text.
#[derive(Default)]
pub(crate) struct Real(pub(crate) Option<f64>);

/// A truth value; also as text or as 0 and 1.
#[derive(Default)]
pub(crate) struct Flag(pub(crate) Option<bool>);

impl Text {
    /// The text if there is any besides white space.
    pub(crate) fn some(self) -> Option<String> {
        self.0.filter(|text| !text.trim().is_empty())
    }

    /// The text, or an empty one.
    pub(crate) fn or_empty(self) -> String {
        self.0.unwrap_or_default()
    }
}

impl Absent for Text {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Absent for Whole {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Absent for Real {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Absent for Flag {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

/// A single value of any kind; lists and objects are read over.
enum Scalar {
    Text(String),
    Number(f64),
    Natural(u64),
    Truth(bool),
    Nothing,
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Natural(number))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "only negative numbers come here"
    )]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Scalar, E> {
        Ok(Scalar::Truth(truth))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(match source.deserialize_any(ScalarVisitor)? {
            Scalar::Text(text) => Some(text),
            Scalar::Number(number) => Some(number.to_string()),
            Scalar::Natural(number) => Some(number.to_string()),
            Scalar::Truth(truth) => Some(truth.to_string()),
            Scalar::Nothing => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(match source.deserialize_any(ScalarVisitor)? {
            Scalar::Natural(number) => Some(number),
            Scalar::Number(number) => whole(number),
            Scalar::Text(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| whole(text.parse().ok()?))
            }
            Scalar::Truth(_) | Scalar::Nothing => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Real {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a measurement needs no sixteen digits"
    )]
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(match source.deserialize_any(ScalarVisitor)? {
            Scalar::Natural(number) => Some(number as f64),
            Scalar::Number(number) => Some(number),
            Scalar::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            Scalar::Truth(_) | Scalar::Nothing => None,
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
        Ok(Self(match source.deserialize_any(ScalarVisitor)? {
            Scalar::Truth(truth) => Some(truth),
            Scalar::Natural(number) => Some(number != 0),
            Scalar::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            Scalar::Number(_) | Scalar::Nothing => None,
        }))
    }
}
