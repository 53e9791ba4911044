//! What people and addresses call a run: by its number, or by its id as addresses did at first.

use crate::ids::RunId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of a run among those of its account in its cloud, from 1 in the order of their
/// beginning; 0 of one that is not kept yet.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RunNumber(u64);

impl RunNumber {
    /// The most digits that are read as a number; ids of runs are longer.
    const MOST_DIGITS: usize = 18;

    /// The run of this number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The bare number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The number that `text` is, with or without its sign: `#1042` or `1042`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let plain = (1..=Self::MOST_DIGITS).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        plain.then(|| digits.parse().ok().map(Self)).flatten()
    }
}

/// As people write it: `#1042`.
impl fmt::Display for RunNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What an address names a run by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunName {
    /// Its number among those of its account.
    Number(RunNumber),
    /// Its id.
    Id(RunId),
}

impl RunName {
    /// What a part of an address stands for.
    pub fn of_segment(text: &str) -> Self {
        match RunNumber::parse(text) {
            Some(number) if !text.starts_with('#') => Self::Number(number),
            _ => Self::Id(RunId::new(text)),
        }
    }
}

impl From<RunNumber> for RunName {
    fn from(number: RunNumber) -> Self {
        Self::Number(number)
    }
}

impl From<&RunId> for RunName {
    fn from(id: &RunId) -> Self {
        Self::Id(id.clone())
    }
}

/// As addresses write it.
impl fmt::Display for RunName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.get()),
            Self::Id(id) => write!(f, "{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, number) in [
            ("#1042", Some(1042)),
            ("1042", Some(1042)),
            ("1", Some(1)),
            ("0", None),
            ("01", None),
            ("", None),
            ("#", None),
            ("##1", None),
            ("+1", None),
            ("-1", None),
            ("1 2", None),
            ("١", None),
            ("999999999999999999", Some(999_999_999_999_999_999)),
            ("1999999999999999999", None),
        ] {
            assert_eq!(RunNumber::parse(text).map(RunNumber::get), number, "{text}");
        }
        assert_eq!(RunNumber::new(1042).to_string(), "#1042");
    }

    #[test]
    fn an_address_names_a_run_by_its_number_or_its_id() {
        let id = RunId::new("01KBBZ2V6X4T8Q0M5N7R9S1W3Y");
        for (text, name) in [
            ("1042", RunName::from(RunNumber::new(1042))),
            ("01kbbz2v6x4t8q0m5n7r9s1w3y", RunName::from(&id)),
            (
                "01234567890123456789012345",
                RunName::Id(RunId::new("01234567890123456789012345")),
            ),
            ("#7", RunName::Id(RunId::new("#7"))),
        ] {
            assert_eq!(RunName::of_segment(text), name, "{text}");
            assert_eq!(name.to_string(), text);
        }
    }
}
