//! Readings that are shared for a moment: of all who ask for the same thing at about the same time one
//! reads, and the others take what was read. Nothing outlives its moment; a reading that failed tells
//! something about whoever asked, so that the next one asks for themselves.

use slipway_domain::AppResult;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Held by whoever reads; what was read, and when that began.
type Slot<V> = Arc<tokio::sync::Mutex<Option<(Instant, Arc<V>)>>>;

/// What was read a moment ago.
pub struct Shared<K, V> {
    life: Duration,
    slots: Mutex<HashMap<K, Slot<V>>>,
}

impl<K: Eq + Hash + Clone, V> Shared<K, V> {
    /// Values are good for `life`.
    pub fn new(life: Duration) -> Self {
        Self {
            life,
            slots: Mutex::default(),
        }
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<K, Slot<V>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self, key: &K) -> Slot<V> {
        let mut slots = self.slots();
        // One that somebody holds is being read or waited for.
        slots.retain(|_, slot| match slot.try_lock() {
            Ok(kept) => Arc::strong_count(slot) > 1 || self.is_good(kept.as_ref()),
            Err(_) => true,
        });
        slots.entry(key.clone()).or_default().clone()
    }

    fn is_good(&self, kept: Option<&(Instant, Arc<V>)>) -> bool {
        kept.is_some_and(|(began, _)| began.elapsed() < self.life)
    }

    /// What was read for `key` a moment ago, or what `read` says now.
    ///
    /// # Errors
    /// What `read` says.
    pub async fn get(
        &self,
        key: &K,
        read: impl Future<Output = AppResult<V>>,
    ) -> AppResult<Arc<V>> {
        let slot = self.slot(key);
        let mut kept = slot.lock().await;
        if let Some((_, value)) = kept.as_ref().filter(|kept| self.is_good(Some(kept))) {
            return Ok(Arc::clone(value));
        }
        let began = Instant::now();
        let value = Arc::new(read.await?);
        *kept = Some((began, Arc::clone(&value)));
        Ok(value)
    }

    /// Forgets what is no longer true.
    pub fn forget(&self, is_outdated: impl Fn(&K) -> bool) {
        self.slots().retain(|key, _| !is_outdated(key));
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.slots().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::AppError;
    use std::sync::atomic::{AtomicU32, Ordering};

    const LIFE: Duration = Duration::from_secs(2);

    async fn counted(read: &AtomicU32) -> AppResult<u32> {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(read.fetch_add(1, Ordering::Relaxed))
    }

    #[tokio::test(start_paused = true)]
    async fn one_reads_for_all_who_ask_at_a_time() {
        let (shared, read) = (Shared::new(LIFE), AtomicU32::new(0));
        let ask = || shared.get(&"e", counted(&read));
        let (one, other) = tokio::join!(ask(), ask());
        assert_eq!((*one.unwrap(), *other.unwrap()), (0, 0));
        assert_eq!(*ask().await.unwrap(), 0, "a second after its reading began");
        tokio::time::advance(LIFE).await;
        assert_eq!(*ask().await.unwrap(), 1, "it is outdated");
        shared.forget(|key| *key == "e");
        assert_eq!(*ask().await.unwrap(), 2, "it was forgotten");
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_outlives_its_moment() {
        let (shared, read) = (Shared::new(LIFE), AtomicU32::new(0));
        for key in 0..10 {
            shared.get(&key, counted(&read)).await.unwrap();
        }
        assert!(shared.len() <= 3, "{}", shared.len());
    }

    #[tokio::test(start_paused = true)]
    async fn a_failure_is_of_whoever_asked() {
        let (shared, read) = (Shared::new(LIFE), AtomicU32::new(7));
        let failed = shared.get(&1, async { Err(AppError::CredentialEnded) });
        assert_eq!(failed.await, Err(AppError::CredentialEnded));
        assert_eq!(*shared.get(&1, counted(&read)).await.unwrap(), 7);
    }
}
