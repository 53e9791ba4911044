//! A cache for what is slow to read upstream: single-flight, refreshed in the background, and
//! still there with its age when the cloud does not answer.

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
    read_at: Instant,
    /// Whether the last attempt to refresh it failed.
    pub stale: bool,
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
            stale: self.stale,
        }
    }
}

struct Slot<V> {
    /// Held by whoever reads upstream; others wait for it instead of reading too.
    flight: tokio::sync::Mutex<()>,
    last: Mutex<Option<Aged<V>>>,
}

impl<V> Slot<V> {
    fn last(&self) -> Option<Aged<V>> {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, value: V) -> Aged<V> {
        let aged = Aged {
            value: Arc::new(value),
            read_at: Instant::now(),
            stale: false,
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(aged.clone());
        aged
    }

    fn mark_stale(&self) -> Option<Aged<V>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(aged) = last.as_mut() {
            aged.stale = true;
        }
        last.clone()
    }
}

/// The cache.
pub struct Cached<K, V> {
    fresh: Duration,
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
        Self {
            fresh,
            slots: Mutex::default(),
        }
    }

    fn slot(&self, key: &K) -> Arc<Slot<V>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh_slot = || {
            Arc::new(Slot {
                flight: tokio::sync::Mutex::default(),
                last: Mutex::default(),
            })
        };
        slots.entry(key.clone()).or_insert_with(fresh_slot).clone()
    }

    /// The value for `key`, read with `read` where needed.
    ///
    /// # Errors
    /// Whatever `read` says, unless an older value can stand in under [`Want::Recent`].
    pub async fn get<E, F, R>(&self, key: &K, want: Want, read: R) -> Result<Aged<V>, E>
    where
        E: Send + 'static,
        F: Future<Output = Result<V, E>> + Send + 'static,
        R: FnOnce() -> F,
    {
        let slot = self.slot(key);
        let asked = Instant::now();
        if want == Want::Recent
            && let Some(aged) = slot.last()
        {
            if aged.age() > self.fresh {
                refresh_behind(slot, read());
            }
            return Ok(aged);
        }
        let _flight = slot.flight.lock().await;
        match slot.last() {
            Some(aged) if aged.read_at >= asked => Ok(aged),
            Some(aged) if want == Want::Recent => Ok(aged),
            _ => read().await.map(|value| slot.keep(value)),
        }
    }

    /// What is there, however old.
    pub fn peek(&self, key: &K) -> Option<Aged<V>> {
        self.slot(key).last()
    }
}

/// Refreshes unless somebody already does; a failure keeps the old value and marks it stale.
fn refresh_behind<V, E, F>(slot: Arc<Slot<V>>, read: F)
where
    V: Send + Sync + 'static,
    E: Send + 'static,
    F: Future<Output = Result<V, E>> + Send + 'static,
{
    tokio::spawn(async move {
        let Ok(_flight) = slot.flight.try_lock() else {
            return;
        };
        match read.await {
            Ok(value) => {
                slot.keep(value);
            }
            Err(_) => {
                slot.mark_stale();
            }
        }
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
                    Ok::<_, ()>(reads.fetch_add(1, Ordering::SeqCst))
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
        let good = cache
            .get(&1, Want::Recent, || async { Ok::<_, ()>(7) })
            .await;
        assert_eq!(good.map(|aged| *aged.value), Ok(7));
        tokio::time::advance(Duration::from_secs(31)).await;
        let old = cache.get(&1, Want::Recent, || async { Err(()) }).await;
        assert_eq!(old.map(|aged| (*aged.value, aged.stale)), Ok((7, false)));
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        assert_eq!(cache.peek(&1).map(|aged| aged.stale), Some(true));
        let now = cache
            .get(&1, Want::Now, || async { Err::<u32, ()>(()) })
            .await;
        assert!(now.is_err());
    }
}
