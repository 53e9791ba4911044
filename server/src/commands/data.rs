//! The data folder and the secret key that opens what is kept in it.

use super::Failure;
use crate::settings::Settings;
use crate::surroundings::SystemEntropy;
use slipway_store::vault::SecretKey;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The environment variable that holds the key.
const VARIABLE: &str = "SLIPWAY_SECRET_KEY";
/// The one that holds the key before it, while keys change.
const PREVIOUS: &str = "SLIPWAY_PREVIOUS_SECRET_KEY";
/// The key's file in the data folder under `--demo`.
const DEMO_KEY: &str = "secret.key";

/// A data folder; a temporary one vanishes with this value.
pub(super) struct DataFolder {
    path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

impl DataFolder {
    /// Opens or creates it.
    pub(super) fn open(settings: &Settings) -> Result<Self, Failure> {
        if let Some(path) = &settings.data {
            create_private(path).map_err(|error| format!("data {}: {error}", path.display()))?;
            return Ok(Self {
                path: path.clone(),
                _temporary: None,
            });
        }
        let temporary = tempfile::Builder::new().prefix("slipway-demo-").tempdir()?;
        Ok(Self {
            path: temporary.path().to_owned(),
            _temporary: Some(temporary),
        })
    }

    /// The database file.
    pub(super) fn database(&self, settings: &Settings) -> PathBuf {
        settings
            .database
            .clone()
            .unwrap_or_else(|| self.path.join("slipway.sqlite"))
    }

    /// The secret key: from the environment, from the settings' file, or under `--demo` from the
    /// data folder, where it is made once.
    pub(super) fn key(&self, settings: &Settings, demo: bool) -> Result<SecretKey, Failure> {
        if let Some(key) = from_environment(VARIABLE)? {
            return Ok(key);
        }
        if let Some(path) = &settings.secret_key_file {
            return key_file("secret_key_file", path);
        }
        if !demo {
            return Err(format!(
                "there is no secret key: set {VARIABLE} or secret_key_file; `slipway key` prints a fresh one"
            )
            .into());
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
    let Some(text) = std::env::var_os(variable) else {
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
        return Err(named(&"others may read it; give it mode 0600").into());
    }
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    SecretKey::parse(text.trim()).map_err(|error| named(&error).into())
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
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
