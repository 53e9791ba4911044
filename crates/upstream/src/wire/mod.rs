//! Reading what a cloud sends, leniently.
//!
//! Nothing here fails on a value of the wrong kind: it counts as absent, so that one odd entry
//! does not cost the rest. Only text that is no JSON, or whose outermost shape is wrong, is an
//! error. Keys are compared without regard to case and may occur twice.
//! `serde_with` makes single fields lenient; it knows nothing of such keys, and drops what it passes
//! over without a count.

mod repair;
mod scalar;
mod shape;

pub use scalar::{Flag, Raw, Real, Source, Text, Whole};
pub use shape::{Keyed, KnownKey, List, Loose};

use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// Whether a value counts as not sent.
pub trait Absent {
    /// Whether it does.
    fn is_absent(&self) -> bool;
}

/// Defines an object of the wire: field, its kind, its key.
#[macro_export]
macro_rules! wire {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty = $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub(crate) struct $name {
            $(pub(crate) $field: $kind),*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        let mut found = $name::default();
                        while let Some(key) = map.next_key_seed($crate::wire::KnownKey(&[$($key),*]))? {
                            match key {
                                $(Some($key) => {
                                    let value: $kind = map.next_value()?;
                                    // Of two spellings in one object the one with a value counts.
                                    if !$crate::wire::Absent::is_absent(&value) {
                                        found.$field = value;
                                    }
                                })*
                                _ => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(found)
                    }
                }

                source.deserialize_map(Fields)
            }
        }
    };
}
pub use crate::wire;

/// Decodes `body`. The error says what is wrong and where, and quotes nothing.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    decode_repaired(body, repair::repaired)
}

/// As [`decode`], for what is better not used than with a part of it counted as absent: a number
/// that is too large is an error.
pub fn decode_strictly<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    decode_repaired(body, repair::halves)
}

fn decode_repaired<T: DeserializeOwned>(
    body: &[u8],
    repair: fn(&str) -> Option<String>,
) -> Result<T, String> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // Bytes that are no UTF-8 cost one character, not the answer.
    let text = String::from_utf8_lossy(body);
    let first = serde_json::from_str(&text);
    let decoded = first.or_else(|error| match repair(&text) {
        Some(repaired) => serde_json::from_str(&repaired),
        None => Err(error),
    });
    decoded.map_err(|error| reason(&error))
}

fn reason(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        // The decoder's own words, which it keeps to itself but for their text.
        _ if error.to_string().starts_with("number out of range") => {
            "it holds a number out of range"
        }
        Category::Syntax => "it is not JSON",
        Category::Eof => "it ends too early",
        Category::Data => "it has another shape than promised",
        Category::Io => "it cannot be read",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

/// Reports entries of a list that were left out because they could not be used.
pub fn report_skipped(what: &'static str, count: usize) {
    if count > 0 {
        tracing::warn!(what, count, "entries of the cloud's answer were skipped");
    }
}
