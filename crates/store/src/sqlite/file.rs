//! The database as a file: what stands at its path, before SQLite looks into it.

use crate::error::{StoreError, StoreResult, Unusable};
use std::fs::{self, Metadata, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Keeps other programs from serving the same database. The system lets go of it when the program
/// ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

/// Locks the database at `path`, which is made where there is none; whoever reads a database or copies
/// it needs no lock.
///
/// # Errors
/// [`StoreError::InUse`] where another program holds the lock, [`StoreError::Unusable`].
pub fn lock(path: &Path) -> StoreResult<Lock> {
    File::prepare(path)?;
    // However many paths lead to the database, all lead to one lock. It is no lock on the database's
    // own file: SQLite loses its locks on that where anybody else in the process closes it.
    let mut name = fs::canonicalize(path)
        .map_err(|error| refusal(path, &error))?
        .into_os_string();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = create(&name).map_err(|error| refusal(&name, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(name)),
        Err(TryLockError::Error(error)) => Err(refusal(&name, &error)),
    }
}

/// A file that was opened, and where.
pub(super) struct File {
    path: PathBuf,
    identity: Identity,
}

impl File {
    /// Makes the file where there is none, and looks at one that is there.
    pub(super) fn prepare(path: &Path) -> StoreResult<Self> {
        create(path).map_err(|error| refusal(path, &error))?;
        Self::look(path, true)
    }

    /// The file, which has to be there.
    pub(super) fn existing(path: &Path) -> StoreResult<Self> {
        Self::look(path, false)
    }

    /// Whether the file may be written.
    pub(super) fn writable(path: &Path) -> StoreResult<()> {
        let opened = OpenOptions::new().write(true).open(path);
        opened.map(drop).map_err(|error| refusal(path, &error))
    }

    fn look(path: &Path, may_be_empty: bool) -> StoreResult<Self> {
        let refused = |error: std::io::Error| refusal(path, &error);
        let metadata = fs::metadata(path).map_err(refused)?;
        if metadata.is_dir() {
            return Err(Unusable::Folder.into());
        }
        let mut begin = Vec::new();
        let file = fs::File::open(path).map_err(refused)?;
        file.take(16).read_to_end(&mut begin).map_err(refused)?;
        if begin.is_empty() && !may_be_empty {
            return Err(Unusable::Missing.into());
        }
        if !begin.is_empty() && begin != MAGIC {
            return Err(Unusable::NotADatabase.into());
        }
        Ok(Self {
            path: path.to_owned(),
            identity: identity(&metadata),
        })
    }

    /// Whether the path still leads to this file. SQLite would go on writing to one that was
    /// removed, and all of it would be gone with the process.
    pub(super) fn is_where_it_was(&self) -> StoreResult<()> {
        let found = fs::metadata(&self.path).map(|metadata| identity(&metadata));
        match found {
            Ok(found) if found == self.identity => Ok(()),
            _ => Err(StoreError::Database(
                "the file was moved, removed or replaced while in use".to_owned(),
            )),
        }
    }
}

/// SQLite gives its write-ahead log the mode of the database, so one mode protects both.
fn create(path: &Path) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn refusal(path: &Path, error: &std::io::Error) -> StoreError {
    let why = match error.kind() {
        ErrorKind::IsADirectory => Unusable::Folder,
        ErrorKind::NotFound if path.parent().is_some_and(Path::is_dir) => Unusable::Missing,
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unusable::NoFolder,
        ErrorKind::PermissionDenied => Unusable::NoPermission,
        ErrorKind::ReadOnlyFilesystem => Unusable::NotWritable,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Unusable::DiskFailed,
        _ => {
            tracing::error!(%error, "the database file cannot be opened");
            Unusable::Failed
        }
    };
    why.into()
}

#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
type Identity = ();

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> Identity {}
