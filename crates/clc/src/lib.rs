//! The typed client of CenturyLink Cloud's interface, version 2.
//!
//! One [`ClcClient`] per configured cloud; the [`Auth`](slipway_cloud::Auth) is handed in with each
//! call. Answers are decoded leniently into the entities of `slipway-domain`; every failure is a
//! [`CloudError`](slipway_cloud::CloudError). What the cloud really sends stays private in `wire`.
//! [`ClcDriver`] is what the portal holds: the client behind the seam that all clouds share.

mod client;
mod driver;
mod endpoints;
mod message;
mod wire;

pub use client::ClcClient;
pub use driver::ClcDriver;
pub use endpoints::check::CheckError;
pub use endpoints::creation::Created;
pub use endpoints::operations::PowerOp;
pub use endpoints::snapshots::SnapshotDays;
pub use endpoints::verdicts::Queued;
pub use slipway_domain::custom_field::CustomFieldValue;
pub use slipway_domain::details::{ServerDetails, Snapshot};
pub use slipway_domain::hardware::Disk;
pub use slipway_upstream::{Breaker, Config, ConfigError, Limits, Observer, Timeouts};
pub use wire::group::GroupTree;
pub use wire::operation::JobLink;
