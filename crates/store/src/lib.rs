//! What Slipway keeps, behind one trait per concern.
//!
//! The portal sees the traits of [`contract`] only; [`sqlite::open`] gives a [`Store`] whose
//! parts share one database. Secrets are sealed by [`vault`] before they reach a table. A new
//! database behind the same traits has to pass the generic suite in `tests/it/contract.rs`.

pub mod contract;
pub mod error;
pub mod session;
pub mod sqlite;
pub mod vault;

pub use contract::*;
pub use error::{StoreError, StoreResult};

use std::sync::Arc;

/// Everything that is kept.
#[derive(Clone)]
pub struct Store {
    /// Browser sessions.
    pub sessions: Arc<dyn SessionRows>,
    /// Upstream credentials of signed-in people.
    pub credentials: Arc<dyn CredentialStore>,
    /// Forms as they were typed.
    pub drafts: Arc<dyn DraftStore>,
    /// Reviewed plans and their sealed secrets.
    pub plans: Arc<dyn PlanStore>,
    /// Runs and everything that belongs to them.
    pub runs: Arc<dyn RunStore>,
    /// Share links.
    pub shares: Arc<dyn ShareStore>,
    /// Packages that people starred.
    pub stars: Arc<dyn StarStore>,
    /// Writes that are no runs.
    pub writes: Arc<dyn WriteStore>,
    /// The audit chain.
    pub audit: Arc<dyn AuditStore>,
    /// Whether the database answers.
    pub health: Arc<dyn Health>,
}
