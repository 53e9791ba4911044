//! All routes: those of each cloud, and the simulator's own switches.

mod faults;
mod sim;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};

use crate::Simulator;
use crate::clc;
use crate::cloudify;
use crate::compress::compress;
use crate::record::record;
use crate::reply::Refusal;

pub(crate) use sim::SIM;

/// Everything the simulator answers.
pub(crate) fn router(simulator: &Simulator) -> Router {
    Router::new()
        .merge(clc::routes())
        .merge(sim::routes())
        .merge(faults::routes())
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn(compress))
        .merge(cloudify::routes())
        .layer(from_fn_with_state(simulator.clone(), record))
        .with_state(simulator.clone())
}
