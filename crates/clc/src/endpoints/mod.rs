//! What can be asked of the cloud, one group of calls per file.

mod check;
mod data_centers;
pub(crate) mod groups;
pub(crate) mod inventory;
pub(crate) mod login;
pub(crate) mod operations;
mod packages;
mod queue;
mod servers;
mod verdicts;
