//! The traits, one file per concern. Times are UTC with millisecond precision.
//!
//! Each function that writes is one unit of work: all of it is kept, its rows in the audit chain
//! included, or nothing. Where it fails nothing was kept, unless it fails with
//! [`crate::StoreError::CommitUnknown`]: then whoever called has to find out before they rely on
//! either.

mod access;
mod audit;
mod plans;
mod runs;
mod shares;
mod stars;
mod writes;

pub use access::{ChildAccess, Credential, CredentialStore, Health, SessionRow, SessionRows};
pub use audit::{AuditRow, AuditStore, Verified};
pub use plans::{Draft, DraftKind, DraftStore, Plan, PlanStore};
pub use runs::{
    Created, Holder, Idempotency, NewRun, Repeat, RunChange, RunPage, RunQuery, RunStore,
    RunSummary, RunToken, ServerRun,
};
pub use shares::ShareStore;
pub use stars::{Star, StarStore};
pub use writes::{Write, WriteEnd, WriteKey, WriteStore};
