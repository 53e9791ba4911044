//! What can be asked of the manager, one group of calls per file.

pub(crate) mod account;
mod actions;
pub(crate) mod check;
mod deployments;
pub(crate) mod events;
mod executions;
mod manager;
mod named;
mod operations;
pub(crate) mod starts;
