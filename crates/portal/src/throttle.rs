//! Turns sign-ins away after too many refusals, per user and per address.
//!
//! CenturyLink Cloud locks a user after three or four refused sign-ins; stopping earlier keeps a
//! stranger who guesses through this portal from locking people out of their cloud.

use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Times of refusals by user or address, oldest first.
type Failures = HashMap<String, VecDeque<Timestamp>>;

/// Counts refusals in a sliding window.
pub struct Throttle {
    limit: usize,
    window: SignedDuration,
    failures: Mutex<Failures>,
}

impl Throttle {
    /// Turns away after `limit` refusals within `window`.
    pub fn new(limit: usize, window: SignedDuration) -> Self {
        Self {
            limit,
            window,
            failures: Mutex::default(),
        }
    }

    /// Begins a try for a user from an address. It counts as refused for the user until it is
    /// known to be otherwise: tries made at once must not all pass before the first is counted,
    /// nor one whose sender hangs up early pass for none.
    ///
    /// # Errors
    /// How long user or address must still wait.
    pub fn begin(&self, user: &str, address: &str, now: Timestamp) -> Result<(), SignedDuration> {
        let mut failures = self.lock();
        if let Some(wait) = self.wait(&failures, [user, address], now) {
            return Err(wait);
        }
        failures.entry(user.to_owned()).or_default().push_back(now);
        Ok(())
    }

    /// Takes back the try begun at `at`: nobody said whether the password was right.
    pub fn unknown(&self, user: &str, at: Timestamp) {
        let mut failures = self.lock();
        if let Some(times) = failures.get_mut(user)
            && let Some(place) = times.iter().position(|time| *time == at)
        {
            times.remove(place);
        }
    }

    /// Counts a refusal for an address and forgets what is older than the window.
    pub fn refused(&self, address: &str, now: Timestamp) {
        let mut failures = self.lock();
        failures.retain(|_, times| {
            times.retain(|time| now.duration_since(*time) < self.window);
            !times.is_empty()
        });
        failures
            .entry(address.to_owned())
            .or_default()
            .push_back(now);
    }

    /// Forgets a user's refusals after a good sign-in.
    pub fn passed(&self, user: &str) {
        self.lock().remove(user);
    }

    /// How long any of `keys` must still wait, if at all.
    fn wait(&self, failures: &Failures, keys: [&str; 2], now: Timestamp) -> Option<SignedDuration> {
        let waits = keys.into_iter().filter_map(|key| {
            let times = failures.get(key)?;
            let nth = times.len().checked_sub(self.limit)?;
            let free_at = times.get(nth)?.checked_add(self.window).ok()?;
            (free_at > now).then(|| free_at.duration_since(now))
        });
        waits.max()
    }

    fn lock(&self) -> MutexGuard<'_, Failures> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "ada";
    const DESK: &str = "10.0.0.1";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn wait(seconds: i64) -> Result<(), SignedDuration> {
        Err(SignedDuration::from_secs(seconds))
    }

    #[test]
    fn the_fourth_try_waits_until_the_first_refusal_is_old() {
        let throttle = Throttle::new(3, SignedDuration::from_mins(5));
        for seconds in [0, 10, 20] {
            assert_eq!(throttle.begin(ADA, DESK, at(seconds)), Ok(()));
            throttle.refused(DESK, at(seconds));
        }
        assert_eq!(throttle.begin(ADA, "elsewhere", at(30)), wait(270));
        assert_eq!(throttle.begin("bob", DESK, at(30)), wait(270));
        assert_eq!(throttle.begin("bob", "elsewhere", at(30)), Ok(()));
        assert_eq!(throttle.begin(ADA, DESK, at(301)), Ok(()));
        throttle.passed(ADA);
        assert_eq!(throttle.begin(ADA, "elsewhere", at(30)), Ok(()));
    }

    #[test]
    fn tries_at_once_count_before_the_cloud_has_answered() {
        let throttle = Throttle::new(3, SignedDuration::from_mins(5));
        for _ in 0..3 {
            assert_eq!(throttle.begin(ADA, DESK, at(0)), Ok(()));
        }
        assert_eq!(throttle.begin(ADA, DESK, at(0)), wait(300));
        throttle.unknown(ADA, at(0));
        assert_eq!(throttle.begin(ADA, DESK, at(0)), Ok(()));
    }
}
