//! Moments and durations in words. The server writes UTC; a page that wakes may turn the title
//! into the reader's own zone.

use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment, relative to `now`, with the exact time behind it.
#[component]
pub fn Time(
    /// The moment.
    at: Timestamp,
    /// The present, from the clock of the context.
    now: Timestamp,
) -> impl IntoView {
    // Tables hold a thousand of these: the plain form is a third of the cost of a pattern's.
    let machine = Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string();
    let exact = machine.replacen('T', " ", 1).replacen('Z', " UTC", 1);
    view! { <time class="time" datetime=machine title=exact>{relative_words(at, now)}</time> }
}

/// When something was read, as its age after the words that lead up to it. A page that wakes
/// counts on, like every [`Time`].
#[component]
pub fn Age(
    /// What stands before it: `Read `.
    #[prop(into)]
    before: String,
    /// How old it is.
    age: std::time::Duration,
    /// The present, from the clock of the context.
    now: Timestamp,
) -> impl IntoView {
    let at = Timestamp::from_second(now.as_second())
        .and_then(|now| now.checked_sub(SignedDuration::from_secs(age.as_secs().cast_signed())))
        .unwrap_or(now);
    let words = format!("{before}{}", relative_words(at, now));
    view! { <time datetime=at.to_string() data-before=before>{words}</time> }
}

/// `3 min ago`, `in 2 h`; beyond 30 days the date.
pub fn relative_words(at: Timestamp, now: Timestamp) -> String {
    let past = now.as_second() - at.as_second();
    if past.abs() >= 30 * DAY {
        return at.strftime("%Y-%m-%d").to_string();
    }
    ago_words(past)
}

/// How long ago something was, or will be where `past` seconds are below zero.
pub fn ago_words(past: i64) -> String {
    if past.abs() < 5 {
        return "just now".to_owned();
    }
    let words = coarse(past.abs());
    if past > 0 {
        format!("{words} ago")
    } else {
        format!("in {words}")
    }
}

fn coarse(seconds: i64) -> String {
    match seconds {
        s if s < MINUTE => format!("{s} s"),
        s if s < HOUR => format!("{} min", s / MINUTE),
        s if s < DAY => format!("{} h", s / HOUR),
        s if s < 2 * DAY => "1 day".to_owned(),
        s => format!("{} days", s / DAY),
    }
}

/// A duration in its two largest units: `2 min 14 s`, `3 h 5 min`, `1 d 4 h`.
/// What is below zero, as from clocks that disagree, counts as zero.
pub fn duration_words(seconds: i64) -> String {
    let s = seconds.max(0);
    let (large, small, rest) = match s {
        _ if s < MINUTE => return format!("{s} s"),
        _ if s < HOUR => (format!("{} min", s / MINUTE), "s", s % MINUTE),
        _ if s < DAY => (format!("{} h", s / HOUR), "min", s % HOUR / MINUTE),
        _ => (format!("{} d", s / DAY), "h", s % DAY / HOUR),
    };
    if rest == 0 {
        large
    } else {
        format!("{large} {rest} {small}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Time, TimeProps, duration_words, relative_words};
    use jiff::Timestamp;
    use leptos::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn durations_show_two_units_at_most() {
        let cases = [
            (-3, "0 s"),
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (134, "2 min 14 s"),
            (3_600, "1 h"),
            (11_100, "3 h 5 min"),
            (3_659, "1 h"),
            (100_800, "1 d 4 h"),
        ];
        for (seconds, words) in cases {
            assert_eq!(duration_words(seconds), words, "{seconds}");
        }
    }

    #[test]
    fn moments_are_relative_then_dated() {
        let now = 1_700_000_000;
        let cases = [
            (now - 2, "just now"),
            (now + 3, "just now"),
            (now - 14, "14 s ago"),
            (now - 200, "3 min ago"),
            (now + 7_300, "in 2 h"),
            (now - 90_000, "1 day ago"),
            (now - 200_000, "2 days ago"),
            (now - 40 * 86_400, "2023-10-05"),
        ];
        for (second, words) in cases {
            assert_eq!(relative_words(at(second), at(now)), words, "{second}");
        }
    }

    #[test]
    fn the_exact_time_is_in_the_element() {
        let props = TimeProps::builder().at(at(0)).now(at(600)).build();
        let html = Time(props).to_html();
        assert!(html.contains("datetime=\"1970-01-01T00:00:00Z\""), "{html}");
        assert!(html.contains("1970-01-01 00:00:00 UTC"), "{html}");
        assert!(html.contains("10 min ago"), "{html}");
    }
}
