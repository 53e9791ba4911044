//! Locks a user out after repeated wrong passwords, as the cloud did. For how long is our own choice.

use std::collections::HashMap;

use crate::clock::Millis;

/// Whether users are locked out at all.
const ENABLED: bool = true;
/// The cloud's documentation speaks of four attempts.
const ATTEMPTS: u32 = 4;
const MINUTES: Millis = 15;

#[derive(Debug, Default)]
pub(crate) struct Lockouts {
    /// Failures in a row and the time of the last, by user.
    failures: HashMap<&'static str, (u32, Millis)>,
}

impl Lockouts {
    pub(crate) fn locked(&self, user: &str, now: Millis) -> bool {
        ENABLED
            && self
                .failures
                .get(user)
                .is_some_and(|&(count, last)| count >= ATTEMPTS && now < last + MINUTES * 60_000)
    }

    pub(crate) fn failed(&mut self, user: &'static str, now: Millis) {
        let entry = self.failures.entry(user).or_insert((0, now));
        // A lock that has run out starts the count again.
        *entry = (if entry.0 >= ATTEMPTS { 1 } else { entry.0 + 1 }, now);
    }

    pub(crate) fn succeeded(&mut self, user: &str) {
        self.failures.remove(user);
    }
}
