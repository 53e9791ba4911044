use super::*;
use jiff::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};

const ADA: &str = "ada";

#[derive(Default)]
struct Seconds(AtomicI64);

impl Clock for Seconds {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

struct World {
    clock: Arc<Seconds>,
    throttle: Throttle,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(Seconds::default());
        let throttle = Throttle::new(&Timings::default(), Arc::clone(&clock) as Arc<dyn Clock>);
        Self { clock, throttle }
    }

    fn at(&self, seconds: i64) {
        self.clock.0.store(seconds, Ordering::SeqCst);
    }

    async fn begin(&self, user: &str, address: &str) -> Result<Try<'_>, i64> {
        let address = address.parse().expect("an address");
        let begun = self.throttle.begin("demo", user, address).await;
        begun.map_err(|wait| wait.as_secs())
    }

    /// Seconds to wait; `None` where a try is let through, which then fails.
    async fn refused(&self, user: &str, address: &str) -> Option<i64> {
        self.begin(user, address).await.map(Try::refused).err()
    }
}

#[tokio::test(start_paused = true)]
async fn the_fourth_try_waits_until_the_first_refusal_is_old() {
    let world = World::new();
    for seconds in [0, 10, 20] {
        world.at(seconds);
        assert_eq!(world.refused(ADA, "10.0.0.1").await, None);
    }
    world.at(30);
    assert_eq!(world.refused(ADA, "10.0.0.2").await, Some(270));
    assert_eq!(world.refused("bob", "10.0.0.1").await, Some(270));
    assert_eq!(world.refused("bob", "10.0.0.2").await, None);
    world.at(301);
    world
        .begin(ADA, "10.0.0.1")
        .await
        .expect("let through")
        .passed();
    for _ in 0..3 {
        assert_eq!(world.refused(ADA, "10.0.0.3").await, None, "forgotten");
    }
}

#[tokio::test(start_paused = true)]
async fn tries_under_way_keep_others_waiting_until_they_end() {
    for (user, address) in [(ADA, "10.0.0.9"), ("bob", "10.0.0.1")] {
        let world = World::new();
        let mut under_way = Vec::new();
        for _ in 0..3 {
            under_way.push(world.begin(ADA, "10.0.0.1").await.expect("let through"));
        }
        let begun = Instant::now();
        assert_eq!(
            world.begin(user, address).await.err(),
            Some(0),
            "nobody ended"
        );
        assert!(begun.elapsed() >= Timings::default().sign_in_waits);
        let waits = world.begin(user, address);
        let ends = async { under_way.pop().expect("a try").passed() };
        let (waited, ()) = tokio::join!(waits, ends);
        waited.expect("there is room").refused();
        // One that ended badly leaves no room, and says so at once.
        let waits = world.begin(user, address);
        let ends = async { under_way.clear() };
        let (waited, ()) = tokio::join!(waits, ends);
        assert_eq!(waited.err(), Some(300));
    }
}

#[test]
fn only_so_many_of_an_address_may_wait() {
    let world = World::new();
    let address = short_hash(&["address", "10.0.0.1"]);
    let slots = (0..300).filter_map(|_| WaitingSlot::take(&world.throttle, address).ok());
    let slots: Vec<_> = slots.collect();
    assert_eq!(slots.len(), 16);
    drop(slots);
    assert!(WaitingSlot::take(&world.throttle, address).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_fails_costs_the_address_its_tries_and_the_user_none() {
    let world = World::new();
    for user in ["a", "b", "c"] {
        world
            .begin(user, "10.0.0.1")
            .await
            .expect("let through")
            .unknown();
    }
    assert_eq!(world.refused("d", "10.0.0.1").await, Some(300));
    for _ in 0..3 {
        assert_eq!(world.refused("a", "10.0.0.2").await, None);
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_up_has_tried() {
    let world = World::new();
    for _ in 0..3 {
        drop(world.begin(ADA, "10.0.0.1").await);
    }
    assert_eq!(world.refused(ADA, "10.0.0.2").await, Some(300));
}

#[tokio::test(start_paused = true)]
async fn one_machine_is_one_address_however_it_is_written() {
    for (first, other, same) in [
        ("198.51.100.4", "::ffff:198.51.100.4", true),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ("198.51.100.4", "198.51.100.5", false),
    ] {
        let world = World::new();
        for user in ["a", "b", "c"] {
            assert_eq!(world.refused(user, first).await, None);
        }
        let waits = world.refused("d", other).await.is_some();
        assert_eq!(waits, same, "{first} {other}");
    }
}

/// Names and addresses are the strangers' to choose; a user who is being guessed is not forgotten
/// for them.
#[tokio::test(start_paused = true)]
async fn strangers_do_not_grow_it_without_end() {
    let world = World::new();
    for user in 0..3 {
        assert_eq!(world.refused(ADA, &format!("10.9.9.{user}")).await, None);
    }
    for number in 0..tally::MOST + 100 {
        let address = Ipv6Addr::from_bits((0x2001_0db8 << 96) | ((number as u128) << 64));
        let name = "x".repeat(200) + &number.to_string();
        assert_eq!(world.refused(&name, &address.to_string()).await, None);
    }
    {
        let counts = world.throttle.counts();
        assert_eq!(counts.users.len(), tally::MOST);
        assert_eq!(counts.addresses.len(), tally::MOST);
    }
    assert_eq!(world.refused(ADA, "10.9.9.9").await, Some(300));
}
