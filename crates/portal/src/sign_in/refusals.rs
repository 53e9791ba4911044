//! How refused sign-ins are recorded: the first of a window one by one, the others as a number.
//!
//! Strangers decide how many there are, so the rows that they cost must not follow their number;
//! that there were so many stands in the audit all the same.

use jiff::{SignedDuration, Timestamp};
use slipway_domain::CloudName;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Refusals of one cloud that are recorded one by one in a window.
const ONE_BY_ONE: u32 = 10;

/// The refusals of all clouds.
pub(crate) struct Refusals {
    window: SignedDuration,
    clouds: Mutex<HashMap<CloudName, Window>>,
}

struct Window {
    since: Timestamp,
    recorded: u32,
    more: u64,
}

/// Refusals beyond those that were recorded one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) cloud: CloudName,
    pub(crate) count: u64,
    pub(crate) since: Timestamp,
}

impl Refusals {
    pub(crate) fn new(window: SignedDuration) -> Self {
        Self {
            window,
            clouds: Mutex::default(),
        }
    }

    /// Notes one; whether it is to be recorded by itself.
    pub(crate) fn note(&self, cloud: &CloudName, now: Timestamp) -> bool {
        let mut clouds = self.clouds();
        let window = clouds.entry(cloud.clone()).or_insert(Window {
            since: now,
            recorded: 0,
            more: 0,
        });
        let alone = window.recorded < ONE_BY_ONE;
        if alone {
            window.recorded += 1;
        } else {
            window.more += 1;
        }
        alone
    }

    /// Takes what was only counted in windows that are over, or in all of them.
    pub(crate) fn take(&self, now: Timestamp, all: bool) -> Vec<Counted> {
        let mut clouds = self.clouds();
        let over = |window: &Window| all || now.duration_since(window.since) >= self.window;
        let taken = clouds.extract_if(|_, window| over(window));
        let counted = taken.map(|(cloud, window)| Counted {
            cloud,
            count: window.more,
            since: window.since,
        });
        counted.filter(|counted| counted.count > 0).collect()
    }

    /// Puts back what could not be recorded.
    pub(crate) fn restore(&self, counted: Counted) {
        let mut clouds = self.clouds();
        let window = clouds.entry(counted.cloud).or_insert(Window {
            since: counted.since,
            recorded: ONE_BY_ONE,
            more: 0,
        });
        window.since = window.since.min(counted.since);
        window.more += counted.count;
    }

    fn clouds(&self) -> MutexGuard<'_, HashMap<CloudName, Window>> {
        self.clouds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn many_refusals_are_a_few_rows_and_a_number() {
        let refusals = Refusals::new(SignedDuration::from_mins(5));
        let cloud = CloudName::new("demo");
        let alone = (0..1_000).filter(|_| refusals.note(&cloud, at(0))).count();
        assert_eq!(alone, ONE_BY_ONE as usize);
        assert_eq!(refusals.take(at(299), false), []);
        let counted = Counted {
            cloud: cloud.clone(),
            count: 1_000 - u64::from(ONE_BY_ONE),
            since: at(0),
        };
        assert_eq!(
            refusals.take(at(300), false),
            std::slice::from_ref(&counted)
        );
        assert!(refusals.note(&cloud, at(301)), "a new window");
        refusals.restore(counted.clone());
        assert_eq!(refusals.take(at(301), true), [counted]);
        assert_eq!(refusals.take(at(302), true), []);
    }
}
