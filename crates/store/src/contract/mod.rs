//! The traits, one file per concern. Times are UTC with millisecond precision.

mod access;
mod audit;
mod plans;
mod runs;
mod shares;
mod writes;

pub use access::{ChildAccess, Credential, CredentialStore, Health, SessionRow, SessionRows};
pub use audit::{AuditRow, AuditStore, Verified};
pub use plans::{Draft, DraftKind, DraftStore, Plan, PlanStore};
pub use runs::{
    Created, Idempotency, NewRun, RunChange, RunPage, RunQuery, RunStore, RunSummary, RunToken,
    Touch,
};
pub use shares::ShareStore;
pub use writes::{Write, WriteEnd, WriteKey, WriteStore};
