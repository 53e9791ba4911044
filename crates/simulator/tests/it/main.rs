//! The simulator as a client sees it: every test drives the router of one of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod clc;
mod cloudify;
mod faults;
mod port;
mod serve;
