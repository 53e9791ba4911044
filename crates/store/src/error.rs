//! What can go wrong with the database.

/// A store's failure. Its text is for the log, never for people.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The writer does not hold the run's lease (any more).
    #[error("the lease is not held (any more)")]
    LeaseLost,
    /// The row to change is not there.
    #[error("there is no such row")]
    Missing,
    /// The key does not open what the database holds.
    #[error("the secret key is not the one this database was written with")]
    WrongKey,
    /// A row could not be understood.
    #[error("a row could not be read: {0}")]
    Corrupt(String),
    /// The database refused or did not answer.
    #[error("the database failed: {0}")]
    Database(String),
}

/// Shorthand for results of stores.
pub type StoreResult<T> = Result<T, StoreError>;

impl From<StoreError> for slipway_domain::AppError {
    /// People learn that the portal failed; the log learns why.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Internal
    }
}
