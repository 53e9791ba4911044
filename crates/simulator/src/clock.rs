//! Simulated time. It starts at the real time of day, so that dates and expiries look sane, runs `speed` times as fast,
//! and can be stepped forward and frozen by a test. Everything the simulator answers is a function of this clock.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds of simulated time since the Unix epoch.
pub(crate) type Millis = i64;

/// A clock that never runs backwards.
#[derive(Debug)]
pub(crate) struct Clock {
    epoch: Millis,
    started: Instant,
    speed: f64,
    hands: Mutex<Hands>,
}

/// What a test did to the clock.
#[derive(Debug, Default)]
struct Hands {
    /// By how much it is ahead of where it would have run by itself; behind, once it stood still.
    offset: Millis,
    /// When it was frozen, in time run by itself.
    frozen: Option<Millis>,
}

impl Clock {
    /// Starts at the real time of day. A speed that is no positive number counts as 1.
    pub(crate) fn start(speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 {
            speed
        } else {
            1.0
        };
        Self {
            epoch: wall_clock(),
            started: Instant::now(),
            speed,
            hands: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> Millis {
        let hands = self.hands();
        self.epoch + hands.frozen.unwrap_or_else(|| self.run()) + hands.offset
    }

    /// Steps forward by so many simulated seconds, frozen or not; negative ones are ignored.
    pub(crate) fn advance(&self, seconds: f64) {
        self.hands().offset += millis(seconds.max(0.0));
    }

    /// Stops the clock, or lets it run on from where it stands.
    pub(crate) fn freeze(&self, freeze: bool) {
        let mut hands = self.hands();
        let run = self.run();
        if freeze {
            hands.frozen.get_or_insert(run);
        } else if let Some(frozen) = hands.frozen.take() {
            hands.offset -= run - frozen;
        }
    }

    pub(crate) fn is_frozen(&self) -> bool {
        self.hands().frozen.is_some()
    }

    /// How far it would have run by itself.
    fn run(&self) -> Millis {
        millis(self.started.elapsed().as_secs_f64() * self.speed)
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Seconds as whole milliseconds; what does not fit saturates.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates, which is what is wanted here"
)]
pub(crate) fn millis(seconds: f64) -> Millis {
    // A thousand years: far enough, and sums of it stay clear of the end of the range.
    (seconds * 1000.0).clamp(-3.2e13, 3.2e13) as Millis
}

/// `2015-06-17T19:17:14Z`: whole seconds, as the cloud writes dates.
pub(crate) fn iso(at: Millis) -> String {
    jiff::Timestamp::from_second(at.div_euclid(1000)).map_or_else(
        |_| "9999-12-31T23:59:59Z".to_owned(),
        |stamp| stamp.to_string(),
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the simulator reads the wall clock"
)]
fn wall_clock() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    millis(since.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_carry_whole_seconds() {
        assert_eq!(iso(1_434_568_634_999), "2015-06-17T19:17:14Z");
    }

    #[test]
    fn a_fast_clock_runs_ahead() {
        let clock = Clock::start(1_000_000.0);
        let before = clock.now();
        std::thread::sleep(Duration::from_millis(2));
        assert!(clock.now() >= before + 2_000_000);
    }

    #[test]
    fn a_step_moves_the_clock_and_never_back() {
        let clock = Clock::start(f64::NAN);
        let before = clock.now();
        clock.advance(60.0);
        clock.advance(-600.0);
        assert!(clock.now() >= before + 60_000);
    }
    #[test]
    fn a_frozen_clock_moves_by_steps_alone_and_goes_on_from_there() {
        let clock = Clock::start(1_000_000.0);
        clock.freeze(true);
        clock.freeze(true);
        let before = clock.now();
        std::thread::sleep(Duration::from_millis(2));
        clock.advance(60.0);
        assert_eq!(clock.now(), before + 60_000);
        assert!(clock.is_frozen());
        clock.freeze(false);
        let after = clock.now();
        assert!(after >= before + 60_000);
        std::thread::sleep(Duration::from_millis(2));
        assert!(clock.now() >= after + 2_000_000);
    }
}
