//! What every database behind the traits must do (`contract`), run for SQLite, and what is
//! particular to SQLite's files and to the session store.

#![expect(
    clippy::unwrap_used,
    reason = "allowed in tests, which the lint does not see in their helpers"
)]

mod commits;
mod contract;
mod dialect;
mod failures;
mod fixtures;
mod numbers;
mod owners;
mod session;
mod sqlite;
mod targets;
