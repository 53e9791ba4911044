//! Failures and tries under way, by user or by address. Strangers decide what is counted, so there
//! are at most so many records of a fixed size.

use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};

/// Stands for a user or an address, however long its text is.
pub(super) type Key = [u8; 16];

/// Records kept at most; beyond that, the one with the fewest and oldest failures makes room.
pub(super) const MOST: usize = 10_000;
/// Tries that may wait for others of one key.
const WAITING: usize = 16;

/// Whether there is room for one more try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    Now,
    /// Once a try under way has ended well.
    AfterOthers,
    /// Once a failure is old enough.
    After(SignedDuration),
}

#[derive(Default)]
struct Record {
    /// Oldest first.
    failed: VecDeque<Timestamp>,
    under_way: usize,
    waiting: usize,
}

impl Record {
    fn is_idle(&self) -> bool {
        self.under_way == 0 && self.waiting == 0
    }
}

pub(super) struct Tally {
    limit: usize,
    window: SignedDuration,
    records: HashMap<Key, Record>,
}

impl Tally {
    pub(super) fn new(limit: usize, window: SignedDuration) -> Self {
        Self {
            limit,
            window,
            records: HashMap::new(),
        }
    }

    /// Whether one more try may begin at `now`.
    pub(super) fn room(&self, key: &Key, now: Timestamp) -> Room {
        let Some(record) = self.records.get(key) else {
            return Room::Now;
        };
        let failed = record.failed.iter().filter(|at| self.is_fresh(**at, now));
        let failed = failed.count();
        let nth = record.failed.len().checked_sub(self.limit);
        if failed >= self.limit
            && let Some(first) = nth.and_then(|nth| record.failed.get(nth))
        {
            return Room::After((self.window - now.duration_since(*first)).min(self.window));
        }
        if failed + record.under_way >= self.limit {
            return Room::AfterOthers;
        }
        Room::Now
    }

    pub(super) fn begin(&mut self, key: Key, now: Timestamp) {
        self.make_room(&key, now);
        self.records.entry(key).or_default().under_way += 1;
    }

    /// Ends a try; `failed` says when, if it did.
    pub(super) fn end(&mut self, key: &Key, failed: Option<Timestamp>) {
        let Some(record) = self.records.get_mut(key) else {
            return;
        };
        record.under_way = record.under_way.saturating_sub(1);
        record.failed.extend(failed);
        self.tidy(key);
    }

    pub(super) fn forget(&mut self, key: &Key) {
        if let Some(record) = self.records.get_mut(key) {
            record.failed.clear();
        }
        self.tidy(key);
    }

    /// Takes a place to wait in, if one is left.
    pub(super) fn wait(&mut self, key: &Key) -> bool {
        let record = self.records.entry(*key).or_default();
        let free = record.waiting < WAITING;
        record.waiting += usize::from(free);
        free
    }

    pub(super) fn leave(&mut self, key: &Key) {
        if let Some(record) = self.records.get_mut(key) {
            record.waiting = record.waiting.saturating_sub(1);
        }
        self.tidy(key);
    }

    /// A clock that was set back far keeps nobody out for as long.
    fn is_fresh(&self, at: Timestamp, now: Timestamp) -> bool {
        now.duration_since(at).abs() < self.window
    }

    /// Lets go of a record that says nothing, and of failures beyond those that count.
    fn tidy(&mut self, key: &Key) {
        let Some(record) = self.records.get_mut(key) else {
            return;
        };
        while record.failed.len() > self.limit {
            record.failed.pop_front();
        }
        if record.is_idle() && record.failed.is_empty() {
            self.records.remove(key);
        }
    }

    fn make_room(&mut self, key: &Key, now: Timestamp) {
        if self.records.len() < MOST || self.records.contains_key(key) {
            return;
        }
        let window = self.window;
        self.records.retain(|_, record| {
            let old = |at: &Timestamp| now.duration_since(*at) >= window;
            !record.is_idle() || !record.failed.iter().all(old)
        });
        if self.records.len() < MOST {
            return;
        }
        let idle = self.records.iter().filter(|(_, record)| record.is_idle());
        let least =
            idle.min_by_key(|(_, record)| (record.failed.len(), record.failed.back().copied()));
        if let Some(least) = least.map(|(key, _)| *key) {
            self.records.remove(&least);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }
}
