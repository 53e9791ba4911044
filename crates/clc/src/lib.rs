//! The typed client of CenturyLink Cloud's interface, version 2.
//!
//! One [`ClcClient`] per configured cloud; the [`Session`] is handed in with each call. Answers
//! are decoded leniently into the entities of `slipway-domain`; every failure is a [`ClcError`]
//! that says above all whether something may have happened. What the cloud really sends stays
//! private in `wire`.

mod breaker;
mod call;
mod cause;
mod classify;
mod client;
mod config;
mod endpoints;
mod error;
mod http;
mod jitter;
mod message;
mod observe;
mod retry_after;
mod transport;
mod wire;

pub use cause::Cause;
pub use client::{ClcClient, Session};
pub use config::{Breaker, Config, ConfigError, Limits, Timeouts};
pub use endpoints::check::CheckError;
pub use endpoints::creation::Created;
pub use endpoints::credentials::ServerCredentials;
pub use endpoints::groups::GroupTree;
pub use endpoints::inventory::Inventory;
pub use endpoints::login::Login;
pub use endpoints::operations::{JobLink, PowerOp, Queued};
pub use endpoints::snapshots::SnapshotDays;
pub use error::{ClcError, Fault, FieldMessage};
pub use observe::Observer;
pub use slipway_domain::custom_field::CustomFieldValue;
pub use slipway_domain::details::{ServerDetails, Snapshot};
pub use slipway_domain::hardware::Disk;
