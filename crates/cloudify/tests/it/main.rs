//! The client against captured exchanges and scripted answers, and against the simulator over HTTP.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod cancelling;
mod captured;
mod captures;
mod fake;
mod matrices;
mod requests;
mod signing_in;
mod simulated;
mod simulated_lists;
mod simulated_tables;
mod stage;
