//! Turns sign-ins away after too many that did not succeed, per user and per address.
//!
//! Clouds lock a user after three or four refused sign-ins; stopping earlier keeps a
//! stranger who guesses through this portal from locking people out of their cloud. A try under way
//! counts like one that failed, so that tries made at once do not all get there; whoever comes
//! after them waits for their end instead of being turned away for what may well succeed.

mod tally;

use crate::settings::Timings;
use jiff::SignedDuration;
use slipway_domain::Clock;
use slipway_domain::context::short_hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tally::{Key, Room, Tally};
use tokio::sync::Notify;
use tokio::time::Instant;

/// What somebody is told to wait who comes while too many others are waiting already.
const CROWDED: SignedDuration = SignedDuration::ZERO;

/// Counts sign-ins that did not succeed in a sliding window.
pub struct Throttle {
    clock: Arc<dyn Clock>,
    patience: Duration,
    counts: Mutex<Counts>,
    /// A try has ended.
    ended: Notify,
}

struct Counts {
    users: Tally,
    addresses: Tally,
}

/// A try that was let through. Dropped without a verdict it counts as refused: whoever hangs up
/// early has asked all the same.
#[must_use]
pub struct Try<'a> {
    throttle: &'a Throttle,
    user: Key,
    address: Key,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Passed,
    Refused,
    Unknown,
}

impl Throttle {
    /// Turns away after as many failures, within as long, as `timings` says.
    pub fn new(timings: &Timings, clock: Arc<dyn Clock>) -> Self {
        let tally = || Tally::new(timings.sign_in_failures, timings.sign_in_window);
        Self {
            clock,
            patience: timings.sign_in_waits,
            counts: Mutex::new(Counts {
                users: tally(),
                addresses: tally(),
            }),
            ended: Notify::new(),
        }
    }

    /// Begins a try for a user of a cloud from an address, once there is room for it.
    ///
    /// # Errors
    /// How long user or address must still wait.
    pub async fn begin(
        &self,
        cloud: &str,
        user: &str,
        address: IpAddr,
    ) -> Result<Try<'_>, SignedDuration> {
        let user = short_hash(&["user", cloud, user]);
        let address = short_hash(&["address", &counted(address).to_string()]);
        let by = Instant::now() + self.patience;
        let mut slot = None;
        loop {
            // Made before looking, so that no end falls between.
            let ended = self.ended.notified();
            if self.may_begin(user, address)? {
                return Ok(Try {
                    throttle: self,
                    user,
                    address,
                    end: End::Refused,
                });
            }
            if slot.is_none() {
                slot = Some(WaitingSlot::take(self, address)?);
            }
            if tokio::time::timeout_at(by, ended).await.is_err() {
                return Err(CROWDED);
            }
        }
    }

    /// Counts the try as under way where both have room; `false` where others have to end first.
    fn may_begin(&self, user: Key, address: Key) -> Result<bool, SignedDuration> {
        let now = self.clock.now();
        let mut counts = self.counts();
        let rooms = [
            counts.users.room(&user, now),
            counts.addresses.room(&address, now),
        ];
        let waits = rooms.iter().filter_map(|room| match room {
            Room::After(wait) => Some(*wait),
            Room::Now | Room::AfterOthers => None,
        });
        if let Some(wait) = waits.max() {
            return Err(wait);
        }
        let free = rooms.iter().all(|room| *room == Room::Now);
        if free {
            counts.users.begin(user, now);
            counts.addresses.begin(address, now);
        }
        Ok(free)
    }

    fn end(&self, user: Key, address: Key, end: End) {
        let now = self.clock.now();
        let mut counts = self.counts();
        counts
            .users
            .end(&user, (end == End::Refused).then_some(now));
        // Whatever came of it, it was a try of this address unless it succeeded.
        let failed = (end != End::Passed).then_some(now);
        counts.addresses.end(&address, failed);
        if end == End::Passed {
            counts.users.forget(&user);
        }
        drop(counts);
        self.ended.notify_waiters();
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Try<'_> {
    /// The password was right: earlier refusals of the user are forgotten.
    pub fn passed(mut self) {
        self.end = End::Passed;
    }

    /// The cloud said no.
    pub fn refused(mut self) {
        self.end = End::Refused;
    }

    /// Nobody said whether the password was right, so it counts for the address alone.
    pub fn unknown(mut self) {
        self.end = End::Unknown;
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        self.throttle.end(self.user, self.address, self.end);
    }
}

/// One of the few places to wait in; given back when dropped.
struct WaitingSlot<'a> {
    throttle: &'a Throttle,
    address: Key,
}

impl<'a> WaitingSlot<'a> {
    fn take(throttle: &'a Throttle, address: Key) -> Result<Self, SignedDuration> {
        let found = throttle.counts().addresses.wait(&address);
        found.then(|| Self { throttle, address }).ok_or(CROWDED)
    }
}

impl Drop for WaitingSlot<'_> {
    fn drop(&mut self) {
        self.throttle.counts().addresses.leave(&self.address);
    }
}

/// What counts as one address: the same machine may call itself by IPv4 or by the IPv6 form of
/// that, and whoever has one IPv6 address has all of its /64.
fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            Ipv6Addr::from_bits(network).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests;
