//! Objects and lists that take whatever comes: what has another shape counts as absent, and one
//! odd entry does not cost a list the rest.

use super::Absent;
use super::scalar::Text;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// An object, or nothing where something else stands.
pub struct Loose<T>(pub Option<T>);

/// A list; empty where something else stands.
pub struct List<T>(pub Vec<T>);

/// An object whose keys are names of its own, in the order sent; empty where something else stands.
pub struct Keyed<T>(pub Vec<(String, T)>);

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

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Absent for Keyed<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
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

impl<T> List<Loose<T>> {
    /// The objects of the list.
    pub fn objects(self) -> impl Iterator<Item = T> {
        self.0.into_iter().filter_map(|entry| entry.0)
    }
}

impl List<Text> {
    /// The texts of the list.
    pub fn texts(self) -> Vec<String> {
        self.0.into_iter().filter_map(Text::some).collect()
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

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShapeVisitor<Keyed<T>> {
    type Value = Keyed<T>;

    read_over_scalars!(Keyed(Vec::new()));

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keyed<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(entry) = map.next_entry()? {
            found.push(entry);
        }
        Ok(Keyed(found))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Keyed<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Keyed(Vec::new()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Keyed<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ShapeVisitor::<Self>(PhantomData))
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
pub struct KnownKey(pub &'static [&'static str]);

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
