//! Clouds that never were: a CenturyLink Cloud v2 and a Cloudify Manager v3.1 on one listener, for the demo, the tests,
//! and any client of those APIs. They answer like the recorded services, quirks included; what they do is a function of
//! their seed, of the writes they received and of simulated time, never of how often they are asked.
//!
//! They share no code with our clients on purpose: a common mistake would be invisible.

mod body;
mod clc;
mod clock;
mod cloudify;
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
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;

use clc::World;
pub use clc::{Account, demo_accounts, packages};
use clock::{Clock, Millis};
use cloudify::Manager;
pub use cloudify::{User as ManagerUser, manager_users};
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
    /// How many past executions the Cloudify Manager has beside the recorded ones.
    pub executions: usize,
    /// The same seed gives the same fleet, ids and orders, and takes the same tokens.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            servers: 60,
            speed: 1.0,
            executions: 5_000,
            seed: 1,
        }
    }
}

/// Running clouds. Clones share them.
#[derive(Debug, Clone)]
pub struct Simulator {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    clock: Clock,
    world: Mutex<World>,
    /// The Cloudify Manager, which is made when it is first asked: most users of a simulator want but one cloud.
    manager: OnceLock<Mutex<Manager>>,
    /// When it was born, and how.
    born: Millis,
    options: Options,
    log: Mutex<Log>,
    faults: Mutex<Faults>,
    /// Whether it was told to stop.
    stopping: watch::Sender<bool>,
}

impl Simulator {
    pub fn new(options: Options) -> Self {
        let world = Mutex::new(World::new(&options));
        let clock = Clock::start(options.speed);
        Self {
            inner: Arc::new(Inner {
                born: clock.now(),
                clock,
                world,
                manager: OnceLock::new(),
                options,
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

    /// The Cloudify Manager as it stands now, and what time that is.
    fn manager(&self) -> (MutexGuard<'_, Manager>, Millis) {
        let Options {
            seed, executions, ..
        } = self.inner.options;
        let manager = self
            .inner
            .manager
            .get_or_init(|| Mutex::new(Manager::new(seed, executions, self.inner.born)));
        let mut manager = lock(manager);
        let now = self.inner.clock.now();
        manager.settle(now);
        (manager, now)
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
