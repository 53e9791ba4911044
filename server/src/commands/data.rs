//! The data folder and the secret key that opens what is kept in it.

use super::Failure;
use crate::settings::Settings;
use crate::system::SystemEntropy;
use slipway_store::sqlite;
use slipway_store::vault::SecretKey;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The environment variable that holds the key.
const VARIABLE: &str = "SLIPWAY_SECRET_KEY";
/// The one that holds the key before it, while keys change.
const PREVIOUS: &str = "SLIPWAY_PREVIOUS_SECRET_KEY";
/// Lists the databases that a data folder had, one path a line.
const DATABASES: &str = "databases";
/// The key's file in the data folder under `--demo`.
const DEMO_KEY: &str = "secret.key";

/// A data folder; a temporary one vanishes with this value.
pub(super) struct DataFolder {
    path: PathBuf,
    /// That of the database, once it is served.
    lock: Option<sqlite::Lock>,
    _temporary: Option<tempfile::TempDir>,
}

impl DataFolder {
    /// Opens or creates it.
    pub(super) fn open(settings: &Settings) -> Result<Self, Failure> {
        if let Some(path) = &settings.data {
            create_private(path).map_err(|error| format!("data {}: {error}", path.display()))?;
            return Ok(Self {
                path: path.clone(),
                lock: None,
                _temporary: None,
            });
        }
        let temporary = tempfile::Builder::new().prefix("slipway-demo-").tempdir()?;
        Ok(Self {
            path: temporary.path().to_owned(),
            lock: None,
            _temporary: Some(temporary),
        })
    }

    /// The database file.
    pub(super) fn database(&self, settings: &Settings) -> PathBuf {
        database_in(&self.path, settings)
    }

    /// Refuses to begin anew where there was a database before: it may be on a disk that is not
    /// mounted, and whoever signs in would find nothing.
    pub(super) fn refuse_lost(&self, database: &Path) -> Result<(), Failure> {
        refuse_lost(&self.path, database)
    }

    /// Keeps other programs from serving the same database, as long as this value lives.
    pub(super) fn lock(&mut self, database: &Path) -> Result<(), Failure> {
        let lock = sqlite::lock(database)
            .map_err(|error| format!("database {}: {error}", database.display()))?;
        self.lock = Some(lock);
        Ok(())
    }

    /// Remembers that this data folder has this database.
    pub(super) fn remember(&self, database: &Path) -> Result<(), Failure> {
        let name = name_in(&self.path, database);
        if known(&self.path).contains(&name) {
            return Ok(());
        }
        let path = self.path.join(DATABASES);
        let append = || {
            let mut file = fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(&path)?;
            writeln!(file, "{name}")
        };
        append().map_err(|error: std::io::Error| format!("{}: {error}", path.display()).into())
    }

    /// The secret key: from the environment, from the settings' file, or under `--demo` from the
    /// data folder, where it is made once.
    pub(super) fn key(&self, settings: &Settings, demo: bool) -> Result<SecretKey, Failure> {
        if !demo {
            return secret_key(settings);
        }
        if let Some(key) = given_key(settings)? {
            return Ok(key);
        }
        let path = self.path.join(DEMO_KEY);
        if !path.exists() {
            write_private(
                &path,
                SecretKey::generate(&SystemEntropy).to_base64().expose(),
            )?;
        }
        key_file("secret_key_file", &path)
    }
}

/// The database of a data folder.
pub(super) fn database_in(folder: &Path, settings: &Settings) -> PathBuf {
    let other = settings.database.clone();
    other.unwrap_or_else(|| folder.join("slipway.sqlite"))
}

/// As [`DataFolder::refuse_lost`].
pub(super) fn refuse_lost(folder: &Path, database: &Path) -> Result<(), Failure> {
    let size = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.len());
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    let log = Path::new(&log);
    let had_one = known(folder).contains(&name_in(folder, database));
    let has_log = size(log).is_some_and(|size| size > 0);
    let lost = match size(database) {
        Some(1..) => return Ok(()),
        None if !had_one && !has_log => return Ok(()),
        Some(0) => "the file is empty (0 bytes)",
        None => "it is missing, though there was one before",
    };
    Err(format!(
        "database {}: {lost}. Restore a copy of it, or mount the disk it is on. To begin with an \
         empty one instead, remove this file, {} and {}.",
        database.display(),
        log.display(),
        folder.join(DATABASES).display()
    )
    .into())
}

fn known(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join(DATABASES)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A path that stays the same when the data folder is moved with what is in it.
fn name_in(folder: &Path, database: &Path) -> String {
    let path = match database.strip_prefix(folder) {
        Ok(inside) => inside.to_owned(),
        Err(_) => std::path::absolute(database).unwrap_or_else(|_| database.to_owned()),
    };
    path.to_string_lossy().into_owned()
}

/// Whether a file can be made in a folder, or the folder itself where it is not there yet.
pub(super) fn try_writing(folder: &Path) -> std::io::Result<()> {
    let mut there = folder;
    while !there.as_os_str().is_empty() && !there.exists() {
        there = there.parent().unwrap_or(Path::new(""));
    }
    if there.as_os_str().is_empty() {
        there = Path::new(".");
    }
    tempfile::tempfile_in(there).map(drop)
}

/// The secret key that is given.
pub(super) fn secret_key(settings: &Settings) -> Result<SecretKey, Failure> {
    given_key(settings)?.ok_or_else(|| {
        format!(
            "there is no secret key: set {VARIABLE} or secret_key_file; `slipway key` prints a fresh one"
        )
        .into()
    })
}

fn given_key(settings: &Settings) -> Result<Option<SecretKey>, Failure> {
    if let Some(key) = from_environment(VARIABLE)? {
        return Ok(Some(key));
    }
    let file = settings.secret_key_file.as_deref();
    file.map(|path| key_file("secret_key_file", path))
        .transpose()
}

/// The key that was in use before the present one, where one is named: what it sealed still opens.
pub(super) fn previous_key(settings: &Settings) -> Result<Option<SecretKey>, Failure> {
    if let Some(key) = from_environment(PREVIOUS)? {
        return Ok(Some(key));
    }
    let file = settings.previous_secret_key_file.as_deref();
    file.map(|path| key_file("previous_secret_key_file", path))
        .transpose()
}

fn from_environment(variable: &str) -> Result<Option<SecretKey>, Failure> {
    let Some(text) = std::env::var_os(variable).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let text = text
        .into_string()
        .map_err(|_| format!("{variable}: is not text"))?;
    let key = SecretKey::parse(text.trim()).map_err(|error| format!("{variable}: {error}"))?;
    Ok(Some(key))
}

fn key_file(setting: &str, path: &Path) -> Result<SecretKey, Failure> {
    let named = |error: &dyn std::fmt::Display| format!("{setting} {}: {error}", path.display());
    if is_open_to_others(path) {
        return Err(
            named(&"others may read or change it; give it mode 0600, or 0440 to a group").into(),
        );
    }
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    SecretKey::parse(text.trim()).map_err(|error| named(&error).into())
}

/// A group may read it: that is how systemd and Kubernetes hand a secret to a service.
#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o037 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> bool {
    false
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
