//! The portal over a real store and a simulated cloud, both real: a file and a socket.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod commits;
mod engine;
mod facets;
mod failing;
mod journey;
mod made;
mod scripted;
mod support;
mod watch;
