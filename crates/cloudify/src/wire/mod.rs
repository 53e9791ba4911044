//! What the manager really sends, private to this crate; how leniently it is read says
//! [`slipway_upstream::wire`]. Fields that older managers do not have are absent like nulls.

pub(crate) mod account;
pub(crate) mod deployment;
pub(crate) mod event;
pub(crate) mod execution;
pub(crate) mod manager;
pub(crate) mod operation;
pub(crate) mod page;
pub(crate) mod refusal;
pub(crate) mod summary;
pub(crate) mod workflow;

pub(crate) use slipway_upstream::wire::{
    Absent, Flag, Keyed, List, Loose, Raw, Text, Whole, decode, report_skipped, wire,
};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A time as managers write it: with `Z` as a rule, without any zone here and there, which means UTC.
pub(crate) fn time(text: Text) -> Option<Timestamp> {
    let text = text.some()?;
    let bare = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    text.parse().ok().or_else(|| Some(bare()?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_their_zone() {
        let read = |text: &str| time(Text(Some(text.to_owned()))).map(|time| time.to_string());
        let expected = Some("2026-11-20T23:25:32.137Z".to_owned());
        assert_eq!(read("2026-11-20T23:25:32.137Z"), expected);
        assert_eq!(read("2026-11-20 23:25:32.137"), expected);
        assert_eq!(
            read("2026-12-01 10:00:00").as_deref(),
            Some("2026-12-01T10:00:00Z")
        );
        for odd in ["", "soon", "10:00"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
