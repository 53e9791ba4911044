//! The program over HTTP: the real router, store and demo cloud, as browsers and strangers meet
//! them.

#![expect(
    clippy::expect_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod access;
mod doors;
mod headers;
mod journey;
mod program;
mod steps;
mod support;
