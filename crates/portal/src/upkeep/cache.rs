//! A cache for what is slow to read upstream: single-flight, refreshed in the background, and
//! still there with its age when the cloud does not answer. `moka` shares readings, but has no value that
//! outlives its time while another is read, and forgets one when a reading fails.

use slipway_domain::{AppError, AppResult};
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A value with the time it was read.
pub struct CachedValue<V> {
    /// The value.
    pub value: Arc<V>,
    /// When its reading began: what happened later may not be in it.
    pub read_at: Instant,
    /// Why the last attempt to refresh it failed, where it did.
    pub failure: Option<AppError>,
}

impl<V> CachedValue<V> {
    /// How old it is.
    pub fn age(&self) -> Duration {
        self.read_at.elapsed()
    }
}

impl<V> Clone for CachedValue<V> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            read_at: self.read_at,
            failure: self.failure.clone(),
        }
    }
}

struct Slot<V> {
    /// Held by whoever reads upstream; others wait for it instead of reading too.
    flight: tokio::sync::Mutex<()>,
    last: Mutex<Option<CachedValue<V>>>,
    /// How the last reading failed; nothing once one succeeded.
    failure: Mutex<Option<Failure>>,
    /// What was read before this is known to be no longer true.
    outdated: Mutex<Option<Instant>>,
}

impl<V> Slot<V> {
    /// Whether `cached` is known to be no longer true, and nobody tried to read it since.
    fn is_outdated(&self, cached: &CachedValue<V>) -> bool {
        let outdated = *self.outdated.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = failure.as_ref().map(|failure| failure.began);
        outdated.is_some_and(|at| cached.read_at < at && tried.is_none_or(|tried| tried < at))
    }

    fn last(&self) -> Option<CachedValue<V>> {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn put(&self, value: V, began: Instant) -> CachedValue<V> {
        let cached = CachedValue {
            value: Arc::new(value),
            read_at: began,
            failure: None,
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(cached.clone());
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
        cached
    }

    /// Notes a failed reading, unless it says something about its asker's token only: the value
    /// is shared by people with tokens of their own.
    fn failed(&self, began: Instant, error: &AppError) {
        if *error == AppError::CredentialEnded {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cached) = last.as_mut() {
            cached.failure = Some(error.clone());
        }
        let failure = Failure {
            began,
            ended: Instant::now(),
            error: error.clone(),
        };
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
    }

    /// Reads, with the flight held.
    async fn read(&self, read: impl Future<Output = AppResult<V>>) -> AppResult<CachedValue<V>> {
        let began = Instant::now();
        match read.await {
            Ok(value) => Ok(self.put(value, began)),
            Err(error) => {
                self.failed(began, &error);
                Err(error)
            }
        }
    }

    /// A failure that answers whoever `asked` then, too.
    fn failure_for(&self, freshness: Freshness, asked: Instant) -> Option<AppError> {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = failure.as_ref().filter(|failure| match freshness {
            Freshness::Recent => failure.ended >= asked,
            Freshness::Now => failure.began >= asked,
        });
        failure.map(|failure| failure.error.clone())
    }
}

/// How a reading failed, and when.
struct Failure {
    began: Instant,
    ended: Instant,
    error: AppError,
}

/// How long somebody waits for what is outdated.
const MOMENT: Duration = Duration::from_secs(2);

/// How much sooner a value with gaps is refreshed.
const SOONER: u32 = 10;

/// The cache.
pub struct Cache<K, V> {
    fresh: Duration,
    has_gaps: fn(&V) -> bool,
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

/// How fresh an answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Whatever is there; refreshed in the background when old. Reads upstream only when there
    /// is nothing.
    Recent,
    /// Read after this call began.
    Now,
}

impl<K: Eq + Hash + Clone, V: Send + Sync + 'static> Cache<K, V> {
    /// Values older than `fresh` are refreshed.
    pub fn new(fresh: Duration) -> Self {
        Self::with_gaps(fresh, |_| false)
    }

    /// The same; values that have gaps are refreshed ten times as soon.
    pub fn with_gaps(fresh: Duration, has_gaps: fn(&V) -> bool) -> Self {
        Self {
            fresh,
            has_gaps,
            slots: Mutex::default(),
        }
    }

    fn slot(&self, key: &K) -> Arc<Slot<V>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh_slot = || {
            Arc::new(Slot {
                flight: tokio::sync::Mutex::default(),
                last: Mutex::default(),
                failure: Mutex::default(),
                outdated: Mutex::default(),
            })
        };
        slots.entry(key.clone()).or_insert_with(fresh_slot).clone()
    }

    /// The value for `key`, read with `read` where needed. Those who waited for a reading that
    /// failed share its failure instead of asking a cloud that does not answer one by one.
    ///
    /// # Errors
    /// Whatever `read` says, unless an older value can stand in under [`Freshness::Recent`].
    pub async fn get<F, R>(
        &self,
        key: &K,
        freshness: Freshness,
        read: R,
    ) -> AppResult<CachedValue<V>>
    where
        F: Future<Output = AppResult<V>> + Send + 'static,
        R: FnOnce() -> F,
    {
        let slot = self.slot(key);
        let asked = Instant::now();
        if freshness == Freshness::Recent
            && let Some(cached) = slot.last()
        {
            if slot.is_outdated(&cached) {
                return Ok(read_soon(slot, read()).await.unwrap_or(cached));
            }
            if self.is_old(&cached) {
                refresh_behind(slot, read());
            }
            return Ok(cached);
        }
        let _flight = slot.flight.lock().await;
        match slot.last() {
            Some(cached) if cached.read_at >= asked || freshness == Freshness::Recent => {
                return Ok(cached);
            }
            _ => {}
        }
        if let Some(failure) = slot.failure_for(freshness, asked) {
            return Err(failure);
        }
        slot.read(read()).await
    }

    fn is_old(&self, cached: &CachedValue<V>) -> bool {
        let gaps = (self.has_gaps)(&cached.value);
        cached.age() > self.fresh / if gaps { SOONER } else { 1 }
    }

    /// What is there, where it would not be refreshed.
    pub fn peek_fresh(&self, key: &K) -> Option<CachedValue<V>> {
        let slot = self.slot(key);
        let cached = slot.last()?;
        (!self.is_old(&cached) && !slot.is_outdated(&cached)).then_some(cached)
    }

    /// Notes that something changed upstream for some keys: who asks for what was read before waits
    /// a moment for it to be read anew.
    pub fn outdate(&self, changed: impl Fn(&K) -> bool) {
        let now = Instant::now();
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, slot) in slots.iter().filter(|(key, _)| changed(key)) {
            *slot.outdated.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        }
    }

    /// What is there, however old.
    pub fn peek(&self, key: &K) -> Option<CachedValue<V>> {
        self.slot(key).last()
    }
}

/// Reads what is outdated, once for all who ask, and waits for it only so long: the value of before
/// is better than none, and says its age.
async fn read_soon<V, F>(slot: Arc<Slot<V>>, read: F) -> Option<CachedValue<V>>
where
    V: Send + Sync + 'static,
    F: Future<Output = AppResult<V>> + Send + 'static,
{
    let reading = tokio::spawn(async move {
        let _flight = slot.flight.lock().await;
        let last = slot.last();
        match last {
            Some(cached) if slot.is_outdated(&cached) => {
                // A failure is noted on the old value, which stays.
                drop(slot.read(read).await);
                slot.last()
            }
            last => last,
        }
    });
    let read = tokio::time::timeout(MOMENT, reading).await;
    read.ok()?.ok()?
}

/// Refreshes unless somebody already does; a failure keeps the old value and is noted on it.
fn refresh_behind<V, F>(slot: Arc<Slot<V>>, read: F)
where
    V: Send + Sync + 'static,
    F: Future<Output = AppResult<V>> + Send + 'static,
{
    tokio::spawn(async move {
        let Ok(_flight) = slot.flight.try_lock() else {
            return;
        };
        // A failure is noted on the old value, which stays.
        drop(slot.read(read).await);
    });
}

#[cfg(test)]
mod tests;
