//! A cache for what is slow to read upstream: single-flight, refreshed in the background, and
//! still there with its age when the cloud does not answer.

use slipway_domain::{AppError, AppResult};
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A value with the time it was read.
pub struct Aged<V> {
    /// The value.
    pub value: Arc<V>,
    /// When its reading began: what happened later may not be in it.
    pub read_at: Instant,
    /// Why the last attempt to refresh it failed, where it did.
    pub failure: Option<AppError>,
}

impl<V> Aged<V> {
    /// How old it is.
    pub fn age(&self) -> Duration {
        self.read_at.elapsed()
    }
}

impl<V> Clone for Aged<V> {
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
    last: Mutex<Option<Aged<V>>>,
    /// How the last reading failed; nothing once one succeeded.
    failure: Mutex<Option<Failure>>,
}

impl<V> Slot<V> {
    fn last(&self) -> Option<Aged<V>> {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, value: V, began: Instant) -> Aged<V> {
        let aged = Aged {
            value: Arc::new(value),
            read_at: began,
            failure: None,
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(aged.clone());
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
        aged
    }

    /// Notes a failed reading, unless it says something about its asker's token only: the value
    /// is shared by people with tokens of their own.
    fn failed(&self, began: Instant, error: &AppError) {
        if *error == AppError::CredentialEnded {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(aged) = last.as_mut() {
            aged.failure = Some(error.clone());
        }
        let failure = Failure {
            began,
            ended: Instant::now(),
            error: error.clone(),
        };
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
    }

    /// Reads, with the flight held.
    async fn read(&self, read: impl Future<Output = AppResult<V>>) -> AppResult<Aged<V>> {
        let began = Instant::now();
        match read.await {
            Ok(value) => Ok(self.keep(value, began)),
            Err(error) => {
                self.failed(began, &error);
                Err(error)
            }
        }
    }

    /// A failure that answers whoever `asked` then, too.
    fn failure_for(&self, want: Want, asked: Instant) -> Option<AppError> {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = failure.as_ref().filter(|failure| match want {
            Want::Recent => failure.ended >= asked,
            Want::Now => failure.began >= asked,
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

/// How much sooner a value with gaps is refreshed.
const SOONER: u32 = 10;

/// The cache.
pub struct Cached<K, V> {
    fresh: Duration,
    has_gaps: fn(&V) -> bool,
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

/// How fresh an answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Whatever is there; refreshed in the background when old. Reads upstream only when there
    /// is nothing.
    Recent,
    /// Read after this call began.
    Now,
}

impl<K: Eq + Hash + Clone, V: Send + Sync + 'static> Cached<K, V> {
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
            })
        };
        slots.entry(key.clone()).or_insert_with(fresh_slot).clone()
    }

    /// The value for `key`, read with `read` where needed. Those who waited for a reading that
    /// failed share its failure instead of asking a cloud that does not answer one by one.
    ///
    /// # Errors
    /// Whatever `read` says, unless an older value can stand in under [`Want::Recent`].
    pub async fn get<F, R>(&self, key: &K, want: Want, read: R) -> AppResult<Aged<V>>
    where
        F: Future<Output = AppResult<V>> + Send + 'static,
        R: FnOnce() -> F,
    {
        let slot = self.slot(key);
        let asked = Instant::now();
        if want == Want::Recent
            && let Some(aged) = slot.last()
        {
            if self.is_old(&aged) {
                refresh_behind(slot, read());
            }
            return Ok(aged);
        }
        let _flight = slot.flight.lock().await;
        match slot.last() {
            Some(aged) if aged.read_at >= asked || want == Want::Recent => return Ok(aged),
            _ => {}
        }
        if let Some(failure) = slot.failure_for(want, asked) {
            return Err(failure);
        }
        slot.read(read()).await
    }

    fn is_old(&self, aged: &Aged<V>) -> bool {
        let gaps = (self.has_gaps)(&aged.value);
        aged.age() > self.fresh / if gaps { SOONER } else { 1 }
    }

    /// What is there, where it would not be refreshed.
    pub fn peek_fresh(&self, key: &K) -> Option<Aged<V>> {
        self.peek(key).filter(|aged| !self.is_old(aged))
    }

    /// What is there, however old.
    pub fn peek(&self, key: &K) -> Option<Aged<V>> {
        self.slot(key).last()
    }
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
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test(start_paused = true)]
    async fn many_ask_at_once_and_one_reads() {
        let cache = Arc::new(Cached::<u8, u32>::new(Duration::from_secs(30)));
        let reads = Arc::new(AtomicU32::new(0));
        let ask = || {
            let (cache, reads) = (cache.clone(), reads.clone());
            async move {
                let read = || async move {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    Ok(reads.fetch_add(1, Ordering::SeqCst))
                };
                cache
                    .get(&1, Want::Recent, read)
                    .await
                    .map(|aged| *aged.value)
            }
        };
        let (a, b, c) = tokio::join!(ask(), ask(), ask());
        assert_eq!((a, b, c), (Ok(0), Ok(0), Ok(0)));
        assert_eq!(reads.load(Ordering::SeqCst), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_old_value_stands_in_and_says_that_it_is_stale() {
        let cache = Cached::<u8, u32>::new(Duration::from_secs(30));
        let good = cache.get(&1, Want::Recent, || async { Ok(7) }).await;
        assert_eq!(good.map(|aged| *aged.value), Ok(7));
        tokio::time::advance(Duration::from_secs(31)).await;
        let fail = || async { Err(AppError::CloudUnavailable) };
        let old = cache.get(&1, Want::Recent, fail).await;
        assert_eq!(old.map(|aged| (*aged.value, aged.failure)), Ok((7, None)));
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        let failure = cache.peek(&1).and_then(|aged| aged.failure);
        assert_eq!(failure, Some(AppError::CloudUnavailable));
        let now = cache.get(&1, Want::Now, fail).await;
        assert!(now.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_reading_that_began_before_is_not_the_state_of_now() {
        let cache = Arc::new(Cached::<u8, u32>::new(Duration::from_secs(30)));
        let reading = |value| {
            move || async move {
                tokio::time::sleep(Duration::from_secs(2)).await;
                Ok(value)
            }
        };
        let early = {
            let cache = cache.clone();
            tokio::spawn(async move { cache.get(&1, Want::Recent, reading(1)).await })
        };
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = cache.get(&1, Want::Now, reading(2)).await;
        assert_eq!(now.map(|aged| *aged.value), Ok(2));
        let early = early.await.expect("no panic");
        assert_eq!(early.map(|aged| *aged.value), Ok(1));
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_waited_share_a_failure_but_not_the_end_of_a_token() {
        for (error, expected) in [
            (AppError::CloudUnavailable, 1),
            (AppError::CredentialEnded, 3),
        ] {
            let cache = Cached::<u8, u32>::new(Duration::from_secs(30));
            let reads = Arc::new(AtomicU32::new(0));
            let ask = || {
                let (error, reads) = (error.clone(), reads.clone());
                cache.get(&1, Want::Recent, || async move {
                    reads.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_secs(20)).await;
                    Err(error)
                })
            };
            let (a, b, c) = tokio::join!(ask(), ask(), ask());
            assert!(a.is_err() && b.is_err() && c.is_err());
            assert_eq!(reads.load(Ordering::SeqCst), expected, "{error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_value_with_gaps_is_read_again_sooner() {
        for (gaps, expected) in [(false, 7), (true, 8)] {
            let has_gaps: fn(&u32) -> bool = if gaps { |_| true } else { |_| false };
            let cache = Cached::<u8, u32>::with_gaps(Duration::from_secs(30), has_gaps);
            assert!(
                cache
                    .get(&1, Want::Recent, || async { Ok(7) })
                    .await
                    .is_ok()
            );
            tokio::time::advance(Duration::from_secs(4)).await;
            assert!(
                cache
                    .get(&1, Want::Recent, || async { Ok(8) })
                    .await
                    .is_ok()
            );
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
            assert_eq!(cache.peek(&1).map(|aged| *aged.value), Some(expected));
        }
    }
}
