//! The typed client of Cloudify Manager's interface, version 3.1.
//!
//! One [`CloudifyClient`] per configured manager; the [`Auth`](slipway_cloud::Auth) is handed in with
//! each call: its account is a tenant, its token one that the manager made. Answers are decoded
//! leniently into the records of `slipway-cloud`; every failure is a
//! [`CloudError`](slipway_cloud::CloudError). What the manager really sends stays private in `wire`.
//! [`CloudifyDriver`] is what the portal holds: the client behind the seam that all clouds share.

mod client;
mod driver;
mod endpoints;
mod manager;
mod refusals;
mod status;
mod wire;

pub use client::CloudifyClient;
pub use driver::CloudifyDriver;
pub use endpoints::account::{Membership, SignedIn};
pub use endpoints::check::CheckError;
pub use endpoints::events::EventPart;
pub use manager::{Maintenance, ManagerState, Version};
pub use slipway_upstream::{Breaker, Config, ConfigError, Limits, Observer, Timeouts};
