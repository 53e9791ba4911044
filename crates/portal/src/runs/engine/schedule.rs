//! When a job is read next, and what is due.
//!
//! A fresh job is read often, an old one seldom; a job that does not answer is left alone for as
//! long as it has been silent, up to the longest interval. How many readings an account takes
//! per second is not decided here but by its limiter.

use crate::settings::Timings;
use jiff::{SignedDuration, Timestamp};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;
use tokio::time::Instant;

/// The part of its age after which a job is read again.
const PART_OF_AGE: u32 = 10;

/// The time until the next reading of a job that is `age` old and has been silent for `silence`.
pub(super) fn interval(
    age: SignedDuration,
    silence: Option<SignedDuration>,
    timings: &Timings,
) -> Duration {
    let by_age = length(age) / PART_OF_AGE;
    let by_silence = silence.map_or(Duration::ZERO, length);
    clamp(by_age.max(by_silence), timings)
}

/// The wait before try number `tries` + 1 of a call that was provably not taken.
pub(super) fn backoff(tries: u32, timings: &Timings) -> Duration {
    clamp(
        timings
            .poll_min
            .saturating_mul(1 << tries.saturating_sub(1).min(16)),
        timings,
    )
}

fn clamp(interval: Duration, timings: &Timings) -> Duration {
    interval
        .max(timings.poll_min)
        .min(timings.poll_max.max(timings.poll_min))
}

/// `interval` ± 10 %, so that jobs queued together are not read together for ever.
pub(super) fn jittered(interval: Duration, chance: u8) -> Duration {
    interval.mul_f64(0.9 + 0.2 * f64::from(chance) / f64::from(u8::MAX))
}

/// `now` and so much later, or the end of time.
pub(super) fn after(now: Timestamp, wait: Duration) -> Timestamp {
    now.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

/// How long from `now` until `then`; zero for the past, and where `then` was written down in what
/// is the future now: the clock was put back since, so the row says nothing.
pub(super) fn wait(then: Timestamp, written: Option<Timestamp>, now: Timestamp) -> Duration {
    if written.is_some_and(|written| written > now) {
        return Duration::ZERO;
    }
    length(then.duration_since(now))
}

/// A length of time that is never negative: clocks of several machines may disagree.
fn length(time: SignedDuration) -> Duration {
    Duration::try_from(time).unwrap_or(Duration::ZERO)
}

/// What is looked at again and again, by the moment of the next look. Moments are the runtime's, so
/// that a wall clock that is put back does not stop the looking.
#[derive(Debug)]
pub(super) struct Due<T>(BinaryHeap<Reverse<(Instant, T)>>);

impl<T: Ord> Default for Due<T> {
    fn default() -> Self {
        Self(BinaryHeap::new())
    }
}

impl<T: Ord> Due<T> {
    pub(super) fn add(&mut self, what: T, due: Instant) {
        self.0.push(Reverse((due, what)));
    }

    /// When the first one is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.0.peek().map(|Reverse((due, _))| *due)
    }

    /// What has been due for longest, and since when.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<(Instant, T)> {
        self.next().filter(|due| *due <= now)?;
        self.0.pop().map(|Reverse(entry)| entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(age: i64, silence: Option<i64>) -> u64 {
        let silence = silence.map(SignedDuration::from_secs);
        interval(SignedDuration::from_secs(age), silence, &Timings::default()).as_secs()
    }

    #[test]
    fn readings_thin_out_with_age_between_their_bounds() {
        assert_eq!(seconds(-5, None), 2);
        assert_eq!(seconds(0, None), 2);
        assert_eq!(seconds(60, None), 6);
        assert_eq!(seconds(299, None), 29);
        assert_eq!(seconds(86_400, None), 30);
    }

    #[test]
    fn silence_doubles_the_wait() {
        assert_eq!(seconds(10, Some(0)), 2);
        assert_eq!(seconds(10, Some(8)), 8);
        assert_eq!(seconds(10, Some(600)), 30);
    }

    #[test]
    fn tries_back_off_between_the_same_bounds() {
        let timings = Timings::default();
        let waits: Vec<_> = (1..=6)
            .map(|tries| backoff(tries, &timings).as_secs())
            .collect();
        assert_eq!(waits, [2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn jitter_stays_within_a_tenth() {
        let base = Duration::from_secs(10);
        assert_eq!(jittered(base, 0), Duration::from_secs(9));
        assert_eq!(jittered(base, 255), Duration::from_secs(11));
    }

    #[test]
    fn a_moment_in_the_past_is_no_wait() {
        let now = Timestamp::UNIX_EPOCH;
        let three = Duration::from_secs(3);
        assert_eq!(wait(now - three, None, now), Duration::ZERO);
        assert_eq!(wait(after(now, three), Some(now - three), now), three);
    }

    #[test]
    fn a_clock_that_was_put_back_freezes_no_job() {
        let (now, hour) = (Timestamp::UNIX_EPOCH, SignedDuration::from_hours(1));
        let (written, then) = (now + hour, now + hour + SignedDuration::from_secs(30));
        assert_eq!(wait(then, Some(written), now), Duration::ZERO);
        // An hour that the cloud itself asked for.
        let asked = wait(now + hour, Some(now), now);
        assert_eq!(asked, Duration::from_hours(1));
    }

    #[tokio::test]
    async fn what_is_due_comes_in_order() {
        let now = Instant::now();
        let at = |millis| now + Duration::from_millis(millis);
        let mut calls = Due::default();
        for (call, due) in [(1, 30), (2, 10), (3, 20)] {
            calls.add(call, at(due));
        }
        assert_eq!(calls.next(), Some(at(10)));
        assert_eq!(calls.take_due(at(5)), None);
        assert_eq!(calls.take_due(at(20)), Some((at(10), 2)));
        assert_eq!(calls.take_due(at(20)), Some((at(20), 3)));
        assert_eq!(calls.take_due(at(20)), None);
    }
}
