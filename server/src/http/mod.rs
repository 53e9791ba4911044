//! HTTP: routes, layers, who asks, and how answers are made.

pub mod address;
pub mod answer;
pub mod caller;
pub mod cookies;
pub mod forms;
pub mod guards;
pub mod layers;
pub mod pack;
pub mod readers;
pub mod router;
pub mod routes;
pub mod shell;
pub mod state;
pub mod streams;
pub mod telemetry;

pub use caller::{Caller, Guest};
pub use state::AppState;
