//! Matching within a time that is kept.
//!
//! The engine counts backtracking steps but not what a step costs: a part that it hands to its
//! linear engine is read over and over without being counted. So the text it reads looks at the
//! clock: once the time is up, reading on unwinds the match, and the value counts as not
//! checkable.

use fancy_regex::{Input, Match, Regex};
use slipway_domain::parameters::PatternVerdict;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// Longest value that is matched, in bytes: one step may read all of it.
const LONGEST_VALUE: usize = 64 << 10;
/// How long one match may take.
const ONE: Duration = Duration::from_millis(100);
/// How long all matches of one form may take together.
const ALL: Duration = Duration::from_secs(2);
/// Readings of the text between two looks at the clock.
const READINGS: u32 = 64;

thread_local! {
    /// What is left of [`ALL`] for the form that this thread checks.
    static LEFT: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// Does `work`, whose matches share one allowance.
pub(super) fn form<T>(work: impl FnOnce() -> T) -> T {
    LEFT.set(Some(ALL));
    let done = work();
    LEFT.set(None);
    done
}

/// Whether `regex` is found in `value`, if that can be told in time.
pub(super) fn run(regex: &Regex, value: &str) -> PatternVerdict {
    let (left, begun) = (LEFT.get(), Instant::now());
    let time = left.map_or(ONE, |left| left.min(ONE));
    if value.len() > LONGEST_VALUE || time.is_zero() {
        return PatternVerdict::NotCheckable;
    }
    let verdict = timed(regex, value, begun + time);
    LEFT.set(left.map(|left| left.saturating_sub(begun.elapsed())));
    verdict
}

fn timed(regex: &Regex, value: &str, until: Instant) -> PatternVerdict {
    let text = Timed {
        text: value,
        until,
        readings: Cell::new(0),
    };
    // The engine keeps nothing between matches but scratch space, which each match resets.
    match catch_unwind(AssertUnwindSafe(|| regex.is_match(&text))) {
        Ok(Ok(true)) => PatternVerdict::Matches,
        Ok(Ok(false)) => PatternVerdict::DoesNotMatch,
        Ok(Err(_)) => PatternVerdict::NotCheckable,
        Err(cause) if cause.is::<TimeIsUp>() => PatternVerdict::NotCheckable,
        Err(cause) => resume_unwind(cause),
    }
}

/// What unwinds a match; no panic hook hears of it.
struct TimeIsUp;

/// A text that may be read until its time is up.
struct Timed<'a> {
    text: &'a str,
    until: Instant,
    readings: Cell<u32>,
}

impl<'a> Timed<'a> {
    fn read(&self) -> &'a str {
        let readings = self.readings.get() + 1;
        self.readings.set(readings % READINGS);
        if readings == READINGS && Instant::now() >= self.until {
            resume_unwind(Box::new(TimeIsUp));
        }
        self.text
    }
}

impl Input for Timed<'_> {
    type Match<'t>
        = Match<'t>
    where
        Self: 't;

    fn len(&self) -> usize {
        self.read().len()
    }

    fn as_bytes(&self) -> &[u8] {
        self.read().as_bytes()
    }

    fn is_char_boundary(&self, ix: usize) -> bool {
        self.text.is_char_boundary(ix)
    }

    fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    fn prev_codepoint_ix(&self, i: usize) -> usize {
        self.text.prev_codepoint_ix(i)
    }

    fn make_match(&self, start: usize, end: usize) -> Match<'_> {
        self.text.make_match(start, end)
    }

    fn advance_position(&self, i: usize) -> usize {
        self.text.advance_position(i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::patterns::Patterns;
    use slipway_domain::parameters::PatternCheck;

    const SEARCH: Patterns = Patterns { full_match: false };

    /// Patterns whose steps are few and dear, few and many, or all at once.
    const HOSTILE: [&str; 8] = [
        r"(?>(a+)+)b(?=c)",
        r"(?>(?:(?=(?>a+))a)*)b",
        r"(?>(?:(?=(?>(?:(?=a+)a)*))a)*)b",
        r"(?=(a*)*)(a*)*\1b",
        r"^(?=a)(a+)+\1b$",
        r"(?:(?:(?:(?=a*b?)){99}){99}){99}c\b(?=d)",
        r"(a|aa)+(?!a)b",
        r"(?<=(a+)+)b",
    ];

    #[test]
    fn a_hostile_pattern_ends_in_time_whatever_its_steps_cost() {
        for pattern in HOSTILE {
            for length in [40, 2_000, 32_000, LONGEST_VALUE] {
                let (value, begun) = ("a".repeat(length), Instant::now());
                let verdict = SEARCH.check(pattern, &value);
                let taken = begun.elapsed();
                assert!(taken < 5 * ONE, "{pattern} on {length}: {taken:?}");
                assert_ne!(verdict, PatternVerdict::Matches, "{pattern} on {length}");
            }
        }
    }

    #[test]
    fn a_form_of_hostile_fields_ends_in_time_too() {
        let (value, begun) = ("a".repeat(32_000), Instant::now());
        form(|| {
            for _ in 0..200 {
                SEARCH.check(HOSTILE[0], &value);
            }
            let spent = SEARCH.check("a", "a");
            assert_eq!(spent, PatternVerdict::NotCheckable);
        });
        assert!(begun.elapsed() < 2 * ALL, "{:?}", begun.elapsed());
        assert_eq!(SEARCH.check("a", "a"), PatternVerdict::Matches);
    }

    #[test]
    fn a_value_of_any_length_that_is_cheap_to_check_is_checked() {
        let value = format!("{}b", "a".repeat(60_000));
        assert_eq!(SEARCH.check("^a+b$", &value), PatternVerdict::Matches);
        assert_eq!(SEARCH.check("^a+$", &value), PatternVerdict::DoesNotMatch);
        let long = "a".repeat(LONGEST_VALUE + 1);
        assert_eq!(SEARCH.check("^a+$", &long), PatternVerdict::NotCheckable);
    }
}
