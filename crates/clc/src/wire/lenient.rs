//! Values that take whatever comes: text or number or null, and lists with odd entries.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// Whether a value counts as not sent.
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
}

/// Text; numbers and truth values are taken as the text they are written as.
#[derive(Default)]
pub(crate) struct Text(pub(crate) Option<String>);

/// A whole number that is not negative; also as text, also with a fraction, which is dropped.
#[derive(Default)]
pub(crate) struct Whole(pub(crate) Option<u64>);

/// A truth value; also as text or as 0 and 1.
#[derive(Default)]
pub(crate) struct Flag(pub(crate) Option<bool>);

/// An object, or nothing where something else stands.
pub(crate) struct Loose<T>(pub(crate) Option<T>);

/// A list; empty where something else stands.
pub(crate) struct List<T>(pub(crate) Vec<T>);

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

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<Loose<T>> {
    /// The objects of the list.
    pub(crate) fn objects(self) -> impl Iterator<Item = T> {
        self.0.into_iter().filter_map(|entry| entry.0)
    }
}

impl List<Text> {
    /// The texts of the list.
    pub(crate) fn texts(self) -> Vec<String> {
        self.0.into_iter().filter_map(Text::some).collect()
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

impl Absent for Flag {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Absent for Loose<T> {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Absent for List<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
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

/// Takes objects (and, for lists, lists); everything else is read over.
struct ShapeVisitor<T>(PhantomData<T>);

macro_rules! read_over_scalars {
    ($default:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("anything")
        }
        fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
            Ok($default)
        }
        fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
            Ok($default)
        }
        fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
            Ok($default)
        }
        fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
            Ok($default)
        }
        fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
            Ok($default)
        }
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok($default)
        }
    };
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShapeVisitor<Loose<T>> {
    type Value = Loose<T>;

    read_over_scalars!(Loose(None));

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Loose<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|value| Loose(Some(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShapeVisitor<List<T>> {
    type Value = List<T>;

    read_over_scalars!(List(Vec::new()));

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = seq.next_element()? {
            list.push(entry);
        }
        Ok(List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<List<T>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(List(Vec::new()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ShapeVisitor::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ShapeVisitor::<Self>(PhantomData))
    }
}

/// Reads a key as the one of these it equals but for case.
pub(crate) struct KnownKey(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KnownKey {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_str(self)
    }
}

impl Visitor<'_> for KnownKey {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let mut known = self.0.iter().copied();
        Ok(known.find(|known| known.eq_ignore_ascii_case(key)))
    }
}
