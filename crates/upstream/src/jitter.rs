//! Chance for waits, so that many callers do not come back at the same moment.
//!
//! Nothing secret depends on it; without a source of entropy a counter is mixed.

use slipway_domain::Entropy;
use slipway_domain::context::random_bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A source of small random numbers.
pub(crate) struct Jitter {
    entropy: Option<Arc<dyn Entropy>>,
    count: AtomicU64,
}

impl Jitter {
    pub(crate) fn new(entropy: Option<Arc<dyn Entropy>>) -> Self {
        Self {
            entropy,
            count: AtomicU64::new(0),
        }
    }

    /// The wait before repetition `number` (from 0): between half of `base` doubled `number`
    /// times and the whole.
    pub(crate) fn backoff(&self, base: Duration, number: u32) -> Duration {
        let whole = base.saturating_mul(1 << number.min(6));
        let half = whole / 2;
        half + half.mul_f64(self.fraction())
    }

    /// A number from 0 up to 1.
    fn fraction(&self) -> f64 {
        let bits = match &self.entropy {
            Some(entropy) => u32::from_le_bytes(random_bytes(entropy.as_ref())),
            None => mix(self.count.fetch_add(1, Ordering::Relaxed)),
        };
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The upper half of SplitMix64's output for `step`.
fn mix(step: u64) -> u32 {
    let mut z = step.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_keep_their_bounds() {
        let jitter = Jitter::new(None);
        let base = Duration::from_millis(100);
        let mut seen = std::collections::BTreeSet::new();
        for number in [0, 1, 2].repeat(50) {
            let whole = base * (1 << number);
            let wait = jitter.backoff(base, number);
            assert!(wait >= whole / 2 && wait <= whole, "{number}: {wait:?}");
            seen.insert(wait);
        }
        assert!(seen.len() > 140, "chance must spread the waits");
    }
}
