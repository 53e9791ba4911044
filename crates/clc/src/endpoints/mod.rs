//! What can be asked of the cloud, one group of calls per file.

mod archive;
mod check;
pub(crate) mod credentials;
mod data_centers;
pub(crate) mod details;
pub(crate) mod groups;
pub(crate) mod inventory;
pub(crate) mod login;
mod maintenance;
pub(crate) mod operations;
mod packages;
mod queue;
mod removal;
mod servers;
pub(crate) mod snapshots;
mod verdicts;
