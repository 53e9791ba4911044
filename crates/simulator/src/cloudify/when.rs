//! Dates as the manager writes and reads them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::clock::Millis;

/// `2026-11-20T23:25:32.137Z`: always three digits of milliseconds.
pub(super) fn stamp(at: Millis) -> String {
    civil(at).strftime("%Y-%m-%dT%H:%M:%S").to_string() + &format!(".{:03}Z", at.rem_euclid(1000))
}

/// `2026-12-01 10:00:00`, as the next times of a schedule are told.
pub(super) fn plain(at: Millis) -> String {
    civil(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The day and the time of day.
pub(super) fn civil(at: Millis) -> DateTime {
    jiff::Timestamp::from_millisecond(at).map_or(DateTime::MAX, |stamp| {
        stamp.to_zoned(TimeZone::UTC).datetime()
    })
}

/// When that is, in UTC.
pub(super) fn millis(at: DateTime) -> Option<Millis> {
    let zoned = at.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

/// A time in one of these formats.
pub(super) fn parse(text: &str, formats: &[&str]) -> Option<Millis> {
    formats.iter().find_map(|format| {
        let broken = jiff::fmt::strtime::parse(format, text).ok()?;
        let time = broken.to_datetime().or_else(|_| {
            let date = broken.to_date();
            date.map(|date| date.at(0, 0, 0, 0))
        });
        millis(time.ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_carry_three_digits_and_read_back() {
        let at = 1_795_217_132_007;
        assert_eq!(stamp(at), "2026-11-20T23:25:32.007Z");
        assert_eq!(plain(at), "2026-11-20 23:25:32");
        let formats = ["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d"];
        assert_eq!(parse("2026-11-20T23:25:32.007Z", &formats), Some(at));
        assert_eq!(parse("2026-11-21", &formats), Some(1_795_219_200_000));
        assert_eq!(parse("yesterday", &formats), None);
    }
}
