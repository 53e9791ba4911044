//! What can be asked of the cloud, one group of calls per file.

mod archive;
mod billing;
mod capabilities;
mod change;
pub(crate) mod check;
pub(crate) mod creation;
mod custom_fields;
mod data_centers;
mod group_changes;
mod group_defaults;
pub(crate) mod groups;
pub(crate) mod inventory;
pub(crate) mod login;
pub(crate) mod operations;
mod packages;
mod queue;
mod server;
pub(crate) mod snapshots;
pub(crate) mod statistics;
pub(crate) mod verdicts;
