//! The audit chain.

use crate::error::StoreResult;
use async_trait::async_trait;
use slipway_domain::audit::AuditEvent;

/// One kept event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the chain, from 1.
    pub number: u64,
    /// What happened.
    pub event: AuditEvent,
    /// The hash of the row before it; empty for the first.
    pub previous: String,
    /// [`AuditEvent::hash_after`] the row before it.
    pub hash: String,
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Rows in all.
    pub rows: u64,
    /// The number of the first row that does not follow from the one before it.
    pub broken: Option<i64>,
    /// The newest row; whoever noted it earlier can tell whether rows were cut off since.
    pub newest: Option<AuditRow>,
}

/// Audit events: appended, never changed.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Appends one to the chain, of what changes nothing else here: the rows of all other changes are
    /// kept with them. Its time is kept, and hashed, in whole milliseconds.
    async fn append(&self, event: &AuditEvent) -> StoreResult<()>;
    /// The newest `limit` rows of an account, newest first.
    async fn newest(&self, cloud: &str, account: &str, limit: u64) -> StoreResult<Vec<AuditRow>>;
    /// Walks the chain. Rows cut off at the end leave no trace in the chain itself.
    async fn verify(&self) -> StoreResult<Verified>;
}
