//! Between columns and the domain's types: times, numbers and words.
//!
//! Kinds, batch states, job statuses and audit actions have no word of their own to parse; their
//! word here is the one they carry in JSON, so that a new variant needs no second list.

use crate::error::{StoreError, StoreResult};
use jiff::Timestamp;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};
use std::fmt::Display;

/// The error of a column whose content cannot be understood.
pub(super) fn corrupt(column: &str, why: impl Display) -> StoreError {
    StoreError::Corrupt(format!("column {column}: {why}"))
}

/// A time as a column keeps it.
pub(super) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A time that may be absent.
pub(super) fn opt_millis(at: Option<Timestamp>) -> Option<i64> {
    at.map(millis)
}

/// A count as a column keeps it; nothing counted here comes near the limit.
pub(super) fn integer(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The word of a unit variant.
pub(super) fn word<T: Serialize>(value: &T) -> StoreResult<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(StoreError::Corrupt(format!("no word for {other:?}"))),
    }
}

/// JSON of `value`.
pub(super) fn json<T: Serialize>(value: &T) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// Reads columns by name into the domain's types.
pub(super) trait Columns {
    /// The column as the database's own type.
    fn plain<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(&'r self, column: &str) -> StoreResult<T>;

    /// Text.
    fn text(&self, column: &str) -> StoreResult<String> {
        self.plain(column)
    }

    /// Text that may be absent.
    fn opt_text(&self, column: &str) -> StoreResult<Option<String>> {
        self.plain(column)
    }

    /// A time.
    fn time(&self, column: &str) -> StoreResult<Timestamp> {
        from_millis(column, self.plain(column)?)
    }

    /// A time that may be absent.
    fn opt_time(&self, column: &str) -> StoreResult<Option<Timestamp>> {
        let at: Option<i64> = self.plain(column)?;
        at.map(|at| from_millis(column, at)).transpose()
    }

    /// A number of any unsigned type.
    fn number<T: TryFrom<i64, Error: Display>>(&self, column: &str) -> StoreResult<T> {
        let number: i64 = self.plain(column)?;
        T::try_from(number).map_err(|error| corrupt(column, error))
    }

    /// A unit variant by its JSON word.
    fn word<T: for<'a> Deserialize<'a>>(&self, column: &str) -> StoreResult<T> {
        let word = self.text(column)?;
        let source: StrDeserializer<'_, WordError> = word.as_str().into_deserializer();
        T::deserialize(source).map_err(|error| corrupt(column, error))
    }

    /// A unit variant by the domain's own parser.
    fn parsed<T>(&self, column: &str, parse: fn(&str) -> Option<T>) -> StoreResult<T> {
        let word = self.text(column)?;
        parse(&word).ok_or_else(|| corrupt(column, format_args!("unknown word {word:?}")))
    }

    /// JSON.
    fn json<T: DeserializeOwned>(&self, column: &str) -> StoreResult<T> {
        serde_json::from_str(&self.text(column)?).map_err(|error| corrupt(column, error))
    }

    /// JSON that may be absent.
    fn opt_json<T: DeserializeOwned>(&self, column: &str) -> StoreResult<Option<T>> {
        let text = self.opt_text(column)?;
        let read = text.map(|text| serde_json::from_str(&text));
        read.transpose().map_err(|error| corrupt(column, error))
    }
}

impl Columns for SqliteRow {
    fn plain<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(&'r self, column: &str) -> StoreResult<T> {
        Ok(self.try_get(column)?)
    }
}

/// A time from what a column keeps.
pub(super) fn from_millis(column: &str, at: i64) -> StoreResult<Timestamp> {
    Timestamp::from_millisecond(at).map_err(|error| corrupt(column, error))
}
