//! A CenturyLink Cloud v2 that never was: a stateful simulator over HTTP for the demo, the tests, and any client of that
//! API. It answers like the recorded service, quirks included; what it does is a function of its seed, of the writes it
//! received and of simulated time, never of how often it is asked.
//!
//! It shares no code with our client on purpose: a common mistake would be invisible.

mod body;
mod clc;
mod clock;
mod compress;
mod connection;
mod data;
mod faults;
mod json;
mod random;
mod record;
mod reply;
mod routes;

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;

use clc::World;
pub use clc::{Account, demo_accounts, packages};
use clock::{Clock, Millis};
use connection::{HangUp, Line};
use faults::Faults;
use record::Log;

/// What a simulator is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How many servers the account `SLIP` has, spread over three data centers.
    pub servers: usize,
    /// Simulated seconds per real second.
    pub speed: f64,
    /// The same seed gives the same fleet, ids and orders, and takes the same tokens.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            servers: 60,
            speed: 1.0,
            seed: 1,
        }
    }
}

/// A running cloud. Clones share it.
#[derive(Debug, Clone)]
pub struct Simulator {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    clock: Clock,
    world: Mutex<World>,
    log: Mutex<Log>,
    faults: Mutex<Faults>,
    /// Whether it was told to stop.
    stopping: watch::Sender<bool>,
}

impl Simulator {
    pub fn new(options: Options) -> Self {
        let world = Mutex::new(World::new(&options));
        Self {
            inner: Arc::new(Inner {
                clock: Clock::start(options.speed),
                world,
                log: Mutex::default(),
                faults: Mutex::default(),
                stopping: watch::Sender::new(false),
            }),
        }
    }

    /// All routes, for serving in-process.
    pub fn router(&self) -> axum::Router {
        routes::router(self)
    }

    /// Answers on a listener until `stop` resolves and the calls under way have ended.
    pub async fn serve(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let simulator = self.clone();
        let stop = async move {
            stop.await;
            simulator.inner.stopping.send_replace(true);
        };
        let service = self
            .router()
            .into_make_service_with_connect_info::<HangUp>();
        axum::serve(Line(listener), service)
            .with_graceful_shutdown(stop)
            .await
    }

    /// Resolves when the simulator is told to stop.
    async fn stopped(&self) {
        let mut stopping = self.inner.stopping.subscribe();
        // The sender lives as long as we do, so that waiting cannot fail.
        drop(stopping.wait_for(|stopping| *stopping).await);
    }

    /// The world as it stands now, and what time that is.
    fn world(&self) -> (MutexGuard<'_, World>, Millis) {
        let mut world = lock(&self.inner.world);
        let now = self.inner.clock.now();
        world.settle(now);
        (world, now)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.inner.log)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.inner.faults)
    }
}

/// A handler that panicked leaves no half-done change that matters more than answering the next call.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
