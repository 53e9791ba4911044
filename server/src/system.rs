//! The real clock and the real source of randomness: the only place that reads either.

use jiff::Timestamp;
use slipway_domain::{Clock, Entropy};

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the portal's time comes from"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// # Panics
    /// Where the system has no randomness to give: nothing may go on with predictable keys.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the portal's randomness comes from"
    )]
    #[expect(
        clippy::expect_used,
        reason = "going on with predictable keys would be worse"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives random bytes");
    }
}
