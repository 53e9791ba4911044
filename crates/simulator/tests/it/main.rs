//! The simulator as a client sees it: every test drives the router of one of its own.

mod auth;
mod fleet;
mod inventory;
mod operations;
mod packages;
mod queue;
mod support;
mod wire;
