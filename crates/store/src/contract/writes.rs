//! Writes that take effect at once and are no runs.

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;

/// Which write it is: a form's own key with what was posted, of one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WriteKey {
    /// Whose it is.
    pub owner: String,
    /// Unique among the owner's.
    pub key: String,
}

/// One write, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Which it is.
    pub key: WriteKey,
    /// What the audit chain said of it when it began.
    pub begun: AuditEvent,
    /// How it ended; `None` while it is under way, and of one that was cut off.
    pub end: Option<WriteEnd>,
}

/// How a write ended that may have reached the cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteEnd {
    /// The cloud did it; what it made or changed.
    Done(String),
    /// No answer came: it may or may not have been carried out.
    Unknown,
}

/// Writes that are no runs.
#[async_trait]
pub trait WriteStore: Send + Sync {
    /// Notes one that begins, in the audit chain too; `false`, and no row there, where its key is
    /// taken.
    async fn begin(&self, write: &Write) -> StoreResult<bool>;
    /// Notes how one ended, with what the audit chain says of it; the first end counts.
    async fn end(&self, key: &WriteKey, end: &WriteEnd, audit: &AuditEvent) -> StoreResult<()>;
    /// Forgets one that was certainly not carried out, so that it can be tried again; the audit chain
    /// keeps that it was not.
    async fn forget(&self, key: &WriteKey, audit: &AuditEvent) -> StoreResult<()>;
    /// Reads one.
    async fn get(&self, key: &WriteKey) -> StoreResult<Option<Write>>;
    /// Those without an end, the oldest first.
    async fn open(&self) -> StoreResult<Vec<Write>>;
    /// Forgets those begun before `at`; says how many.
    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64>;
}
