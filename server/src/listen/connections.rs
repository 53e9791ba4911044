//! Which connections are open, whose they are, and which of them wait for a request.

use super::Limits;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

/// How many are closed where the system has no more room for any.
const ROOM: usize = 32;

/// All of them.
pub(super) struct Connections {
    most: usize,
    per_address: usize,
    trusted: Vec<IpAddr>,
    large_bodies: Arc<Semaphore>,
    large_per_address: usize,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: u64,
    open: HashMap<u64, Entry>,
    of_address: HashMap<IpAddr, Household>,
}

/// What those of one address share.
struct Household {
    open: usize,
    large_bodies: Arc<Semaphore>,
}

struct Entry {
    /// `None` for trusted proxies.
    address: Option<IpAddr>,
    /// Since when it waits for a request; `None` while one is answered.
    waits_since: Option<Instant>,
    close: Arc<Notify>,
}

impl Connections {
    pub(super) fn new(limits: &Limits, trusted: Vec<IpAddr>) -> Self {
        Self {
            most: limits.connections,
            per_address: limits.per_address,
            trusted: trusted.into_iter().map(|ip| ip.to_canonical()).collect(),
            large_bodies: Arc::new(Semaphore::new(limits.large_bodies)),
            large_per_address: limits.large_per_address,
            table: Mutex::default(),
        }
    }

    /// A place for a new connection; `None` where there is no room and none can be made.
    pub(super) fn admit(self: &Arc<Self>, peer: SocketAddr) -> Option<OpenConnection> {
        let ip = peer.ip().to_canonical();
        let address = (!self.trusted.contains(&ip)).then(|| network(ip));
        let mut table = self.table();
        if let Some(address) = address {
            let household = table.of_address.get(&address);
            let open = household.map_or(0, |household| household.open);
            if open >= self.per_address && !table.close_one(Some(address)) {
                return None;
            }
        }
        if table.open.len() >= self.most && !table.close_one(None) {
            return None;
        }
        Some(table.add(self, address))
    }

    /// Closes those that have waited longest, a few at once; says how many.
    pub(super) fn make_room(&self) -> usize {
        let mut table = self.table();
        (0..ROOM).take_while(|_| table.close_one(None)).count()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn add(&mut self, all: &Arc<Connections>, address: Option<IpAddr>) -> OpenConnection {
        let number = self.next;
        self.next += 1;
        let close = Arc::new(Notify::new());
        let large_bodies = address.map(|address| self.enter(address, all.large_per_address));
        let entry = Entry {
            address,
            waits_since: Some(Instant::now()),
            close: Arc::clone(&close),
        };
        self.open.insert(number, entry);
        OpenConnection {
            all: Arc::clone(all),
            number,
            close,
            large_bodies,
        }
    }

    /// One more of an address; the room that they share.
    fn enter(&mut self, address: IpAddr, large_bodies: usize) -> Arc<Semaphore> {
        let household = self.of_address.entry(address).or_insert_with(|| Household {
            open: 0,
            large_bodies: Arc::new(Semaphore::new(large_bodies)),
        });
        household.open += 1;
        Arc::clone(&household.large_bodies)
    }

    /// Closes the one that has waited longest: of an address, or of all.
    fn close_one(&mut self, address: Option<IpAddr>) -> bool {
        let waiting = self.open.iter().filter_map(|(number, entry)| {
            let theirs = address.is_none() || entry.address == address;
            Some((entry.waits_since.filter(|_| theirs)?, *number))
        });
        let Some((_, number)) = waiting.min() else {
            return false;
        };
        if let Some(entry) = self.remove(number) {
            entry.close.notify_one();
        }
        true
    }

    fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.open.remove(&number)?;
        if let Some(address) = entry.address
            && let Some(household) = self.of_address.get_mut(&address)
        {
            household.open -= 1;
            if household.open == 0 {
                self.of_address.remove(&address);
            }
        }
        Some(entry)
    }
}

/// Who is counted together: one household of IPv6 has a network of its own.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

/// One open connection; given up when dropped.
pub(super) struct OpenConnection {
    all: Arc<Connections>,
    number: u64,
    close: Arc<Notify>,
    /// Of its address; `None` for trusted proxies.
    large_bodies: Option<Arc<Semaphore>>,
}

impl OpenConnection {
    /// Where large bodies take their room: among those of the address, and among all.
    pub(super) fn large_bodies(&self) -> [Arc<Semaphore>; 2] {
        let all = &self.all.large_bodies;
        let of_address = self.large_bodies.as_ref();
        // Trusted proxies bring those of many and count among all alone.
        let of_itself = || Arc::new(Semaphore::new(1));
        [
            of_address.map_or_else(of_itself, Arc::clone),
            Arc::clone(all),
        ]
    }

    /// Returns once this connection has to make room.
    pub(super) async fn told_to_close(&self) {
        self.close.notified().await;
    }

    /// A request begins; its answer has ended when this is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> Busy {
        self.set_waiting(None);
        Busy(Arc::clone(self))
    }

    /// Whether a request is being answered.
    pub(super) fn is_busy(&self) -> bool {
        let table = self.all.table();
        let entry = table.open.get(&self.number);
        entry.is_some_and(|entry| entry.waits_since.is_none())
    }

    fn set_waiting(&self, since: Option<Instant>) {
        if let Some(entry) = self.all.table().open.get_mut(&self.number) {
            entry.waits_since = since;
        }
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.all.table().remove(self.number);
    }
}

/// A request that is being answered.
pub(super) struct Busy(Arc<OpenConnection>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set_waiting(Some(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Waker};

    fn table(connections: usize, per_address: usize) -> Arc<Connections> {
        let limits = Limits {
            connections,
            per_address,
            ..Limits::default()
        };
        Arc::new(Connections::new(&limits, vec![IpAddr::from([10, 0, 0, 9])]))
    }

    fn peer(ip: &str) -> SocketAddr {
        SocketAddr::new(ip.parse().expect("an address"), 1)
    }

    fn is_told(open: &OpenConnection) -> bool {
        let told = std::pin::pin!(open.told_to_close());
        let mut context = Context::from_waker(Waker::noop());
        told.poll(&mut context).is_ready()
    }

    #[tokio::test(start_paused = true)]
    async fn the_longest_waiting_of_an_address_makes_room_for_its_next() {
        let all = table(100, 2);
        let first = Arc::new(all.admit(peer("10.0.0.1")).expect("room"));
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        let second = all.admit(peer("::ffff:10.0.0.1")).expect("room");
        let other = all.admit(peer("10.0.0.2")).expect("room");
        let busy = first.begin();
        let third = all.admit(peer("10.0.0.1")).expect("room");
        assert!(is_told(&second), "it waited, the first was busy");
        assert!(!is_told(&first) && !is_told(&other) && !is_told(&third));
        let third = Arc::new(third);
        let _busy = third.begin();
        assert!(all.admit(peer("10.0.0.1")).is_none(), "all are busy");
        drop(busy);
        assert!(all.admit(peer("10.0.0.1")).is_some());
    }

    #[test]
    fn networks_are_counted_together_and_trusted_proxies_not_at_all() {
        let all = table(100, 1);
        let one = Arc::new(all.admit(peer("2001:db8:1:1::5")).expect("room"));
        let _busy = one.begin();
        assert!(all.admit(peer("2001:db8:1:1:ffff::7")).is_none());
        assert!(all.admit(peer("2001:db8:1:2::5")).is_some());
        let many: Vec<_> = (0..50).map(|_| all.admit(peer("10.0.0.9"))).collect();
        assert!(many.iter().all(Option::is_some));
    }

    #[test]
    fn what_is_given_up_is_free_again() {
        let all = table(3, 3);
        for _ in 0..10 {
            let places: Vec<_> = (0..3).map(|_| all.admit(peer("10.0.0.1"))).collect();
            assert!(places.iter().all(Option::is_some));
        }
        let table = all.table();
        assert!(table.open.is_empty() && table.of_address.is_empty());
    }
}
