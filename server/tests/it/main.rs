//! The program over HTTP: the real router, store and demo cloud, as browsers and strangers meet
//! them.

#![expect(
    clippy::expect_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod access;
mod bad_inputs;
mod commands;
mod confirm;
mod drivers;
mod executions;
mod faults;
mod form_page;
mod groups;
mod headers;
mod hub;
mod journey;
mod kinds;
mod last_good;
mod liveness;
mod matrix;
mod new_server;
mod parameters;
mod placeless;
mod program;
mod resilience;
mod rollouts;
mod routes;
mod secrets;
mod server_page;
mod servers_list;
mod sign_out;
mod soak;
mod steps;
mod support;
mod tokens;
mod unread_session;
mod upgrade;
mod workflows;
