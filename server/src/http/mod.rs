//! HTTP: routes, layers, who asks, and how answers are made.

pub mod address;
pub mod answer;
pub mod cookies;
pub mod forms;
pub mod guards;
pub mod layers;
pub mod pack;
pub mod readers;
pub mod request;
pub mod router;
pub mod routes;
pub mod state;
pub mod streams;
pub mod telemetry;

pub use request::{AuthenticatedRequest, RequestContext};
pub use state::AppState;
