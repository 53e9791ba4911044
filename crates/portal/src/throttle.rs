//! Turns sign-ins away after too many refusals, per user and per address.
//!
//! CenturyLink Cloud locks a user after three or four refused sign-ins; stopping earlier keeps a
//! stranger who guesses through this portal from locking people out of their cloud.

use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Counts refusals in a sliding window.
pub struct Throttle {
    limit: usize,
    window: SignedDuration,
    failures: Mutex<HashMap<String, VecDeque<Timestamp>>>,
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

    /// How long any of `keys` must still wait, if at all.
    pub fn wait<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a str>,
        now: Timestamp,
    ) -> Option<SignedDuration> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = keys.into_iter().filter_map(|key| {
            let times = failures.get(key)?;
            let nth = times.len().checked_sub(self.limit)?;
            let free_at = times.get(nth)?.checked_add(self.window).ok()?;
            (free_at > now).then(|| free_at.duration_since(now))
        });
        waits.max()
    }

    /// Counts a refusal for each of `keys` and forgets what is older than the window.
    pub fn refused<'a>(&self, keys: impl IntoIterator<Item = &'a str>, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.retain(|_, times| {
            times.retain(|time| now.duration_since(*time) < self.window);
            !times.is_empty()
        });
        for key in keys {
            failures.entry(key.to_owned()).or_default().push_back(now);
        }
    }

    /// Forgets a user's refusals after a good sign-in.
    pub fn passed(&self, key: &str) {
        self.failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourth_try_waits_until_the_first_refusal_is_old() {
        let throttle = Throttle::new(3, SignedDuration::from_mins(5));
        let start = Timestamp::UNIX_EPOCH;
        let at = |seconds| start + SignedDuration::from_secs(seconds);
        for seconds in [0, 10, 20] {
            assert_eq!(throttle.wait(["ada"], at(seconds)), None);
            throttle.refused(["ada", "10.0.0.1"], at(seconds));
        }
        assert_eq!(
            throttle.wait(["ada"], at(30)),
            Some(SignedDuration::from_secs(270))
        );
        assert_eq!(
            throttle.wait(["bob", "10.0.0.1"], at(30)),
            Some(SignedDuration::from_secs(270))
        );
        assert_eq!(throttle.wait(["bob"], at(30)), None);
        assert_eq!(throttle.wait(["ada"], at(301)), None);
        throttle.passed("ada");
        assert_eq!(throttle.wait(["ada"], at(30)), None);
    }
}
