//! A CenturyLink Cloud v2 that never was: a stateful simulator over HTTP for the demo, the tests, and any client of that
//! API. It answers like the recorded service, quirks included; what it does is a function of its seed, of the writes it
//! received and of simulated time, never of how often it is asked.
//!
//! It shares no code with our client on purpose: a common mistake would be invisible.

mod account;
mod batch;
mod body;
mod catalogue;
mod clock;
mod estate;
mod jobs;
mod json;
mod lockout;
pub mod packages;
mod power;
mod random;
mod record;
mod render;
mod reply;
mod routes;
mod timeline;
mod token;
mod world;

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::serve::ListenerExt;
use tokio::net::TcpListener;

pub use account::{Account, demo_accounts};
use clock::{Clock, Millis};
use record::Log;
use world::World;

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
}

impl Simulator {
    pub fn new(options: Options) -> Self {
        let world = Mutex::new(World::new(&options));
        Self {
            inner: Arc::new(Inner {
                clock: Clock::start(options.speed),
                world,
                log: Mutex::new(Log::default()),
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
        // Answers are small and written at once; waiting for more to send would only delay them. A socket that cannot be
        // told so still works.
        let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
        axum::serve(listener, self.router())
            .with_graceful_shutdown(stop)
            .await
    }

    /// The world as it stands now, and what time that is.
    fn world(&self) -> (MutexGuard<'_, World>, Millis) {
        // A handler that panicked leaves no half-done change that matters more than answering the next call.
        let mut world = self
            .inner
            .world
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now = self.inner.clock.now();
        world.settle(now);
        (world, now)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.inner
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
