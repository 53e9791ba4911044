//! Share links.

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::RunId;
use slipway_domain::audit::AuditEvent;
use slipway_domain::share::ShareLink;

/// Share links; tokens are known by their SHA-256 only.
#[async_trait]
pub trait ShareStore: Send + Sync {
    /// Keeps a fresh one, with what the audit chain says of it.
    async fn create(
        &self,
        link: &ShareLink,
        token_hash: &[u8; 32],
        audit: &AuditEvent,
    ) -> StoreResult<()>;
    /// A run's links, newest first.
    async fn list(&self, run: &RunId) -> StoreResult<Vec<ShareLink>>;
    /// Ends one of a run's links, at the time of what the audit chain says of it; `false`, and no row
    /// there, where there is none that is still open.
    async fn revoke(&self, run: &RunId, id: &str, audit: &AuditEvent) -> StoreResult<bool>;
    /// Finds a link by its token's hash, open or not.
    async fn by_token(&self, token_hash: &[u8; 32]) -> StoreResult<Option<ShareLink>>;
    /// Counts one use.
    async fn count_use(&self, id: &str, at: Timestamp) -> StoreResult<()>;
}
