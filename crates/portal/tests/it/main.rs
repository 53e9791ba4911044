//! The portal over a real store and a simulated cloud, both real: a file and a socket.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod engine;
mod facets;
mod journey;
mod made;
mod scripted;
mod support;
mod watch;
