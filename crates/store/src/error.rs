//! What can go wrong with the database.

use std::path::PathBuf;

/// A store's failure. Its text is for the log, never for people.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The writer does not hold the run's lease (any more).
    #[error("the lease is not held (any more)")]
    LeaseLost,
    /// Somebody changed the run since the version that the writer knows; this is the one it has now.
    #[error("the run was changed meanwhile and stands at version {0}")]
    OtherVersion(u64),
    /// The row to change is not there.
    #[error("there is no such row")]
    Missing,
    /// The key does not open what the database holds.
    #[error(
        "the secret key is not the one this database was written with; give it that key again \
         (SLIPWAY_SECRET_KEY or secret_key_file)"
    )]
    WrongKey,
    /// Another program serves the same database; this is the lock that it holds.
    #[error(
        "another program serves it and holds the lock {}; end that program first. Several processes \
         on one database need PostgreSQL, which is still to come",
        .0.display()
    )]
    InUse(PathBuf),
    /// The file cannot be used at all.
    #[error("{0}")]
    Unusable(#[from] Unusable),
    /// A row could not be understood.
    #[error("a row could not be read: {0}")]
    Corrupt(String),
    /// The database refused or did not answer.
    #[error("the database failed: {0}")]
    Database(String),
    /// The database failed at the end of a unit of work, and does not say whether it kept it.
    #[error("the database failed, and does not say whether it kept what was written: {0}")]
    CommitUnknown(String),
}

/// Why a file cannot be opened as the database, in words for whoever operates the portal: what it
/// is and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// A folder stands there.
    #[error("this is a folder; name the database file in it")]
    Folder,
    /// There is no file, or nothing in it.
    #[error("there is no database here, or the file is empty")]
    Missing,
    /// The folder it would stand in is not there.
    #[error("its folder does not exist; create it or name another")]
    NoFolder,
    /// The system refuses.
    #[error(
        "no permission to read and write it; give the file and its folder to the user that \
         runs Slipway"
    )]
    NoPermission,
    /// It can be read at best.
    #[error(
        "the file or its folder cannot be written; Slipway needs both, on a file system that is \
         not read-only"
    )]
    NotWritable,
    /// Something else than SQLite wrote it.
    #[error("this file is no SQLite database; name another, or move it away")]
    NotADatabase,
    /// Another program's tables are in it.
    #[error("this database belongs to another program; name another file")]
    NotOurs,
    /// A newer version of Slipway wrote it.
    #[error(
        "a newer version of Slipway has written this database; start that version, or restore a \
         copy from before"
    )]
    Newer,
    /// The schema is none that this version knows how to bring up to date.
    #[error(
        "the tables of this database are not as any version of Slipway leaves them; restore a \
         copy of it"
    )]
    OtherSchema,
    /// It contradicts itself.
    #[error("this database is damaged; restore a copy of it")]
    Damaged,
    /// Somebody else holds it.
    #[error("another program holds this database; end that program first")]
    Busy,
    /// Something that has no sentence of its own; the log has the details.
    #[error("it could not be opened; the log says why")]
    Failed,
    /// The disk is full or broken.
    #[error("the disk does not take or give the data: is it full?")]
    DiskFailed,
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
