//! The shape of `Leptos.toml`: Slipway's sections first, then leptos' own table.

use super::SettingsError;
use super::aliases::Aliases;
use serde::Deserialize;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// The file that is read where none is named.
const DEFAULT: &str = "Leptos.toml";

/// The settings file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The program itself.
    #[serde(default)]
    pub server: ServerSection,
    /// The clouds people may sign in to.
    #[serde(default)]
    pub clouds: Vec<CloudSection>,
    #[serde(default)]
    package: PackageTable,
    /// `site-addr` of leptos' table.
    #[serde(skip)]
    pub site_addr: Option<String>,
}

/// `[server]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    /// The address that people type.
    pub public_url: Option<String>,
    /// Data folder.
    pub data: Option<PathBuf>,
    /// Database.
    pub database_url: Option<String>,
    /// File with the secret key, mode 0600.
    pub secret_key_file: Option<PathBuf>,
    /// File with the key before it, mode 0600, while keys change.
    pub previous_secret_key_file: Option<PathBuf>,
    /// Peers whose `X-Forwarded-For` counts.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
}

/// Which interface a cloud speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CloudKind {
    /// CenturyLink Cloud v2.
    Clc,
    /// Cloudify Manager v3.1.
    Cloudify,
}

/// How parameters' patterns are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegexMatch {
    /// Found anywhere in the value, as .NET's `IsMatch` does.
    #[default]
    Search,
    /// Matching the whole value.
    Full,
}

/// `[[clouds]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloudSection {
    /// The name people choose.
    pub name: String,
    /// Which interface it speaks.
    pub kind: CloudKind,
    /// Base address of its interface.
    pub url: String,
    /// Further accounts, by the parent account whose people may act on them.
    #[serde(default)]
    pub aliases: Aliases,
    /// Further roots to trust, as PEM.
    pub ca_file: Option<PathBuf>,
    /// Proxy through which it is reached.
    pub proxy: Option<String>,
    /// How patterns are applied.
    #[serde(default)]
    pub regex_match: RegexMatch,
    /// What joins the values of a `multiSelect`.
    #[serde(default = "comma")]
    pub multi_select_separator: String,
}

fn comma() -> String {
    ",".to_owned()
}

#[derive(Clone, Debug, Default, Deserialize)]
struct PackageTable {
    #[serde(default)]
    metadata: MetadataTable,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct MetadataTable {
    #[serde(default)]
    leptos: toml::Table,
}

impl File {
    /// Reads `path`, or `./Leptos.toml` if there is one, or nothing; also returns the folder that
    /// relative paths in it are relative to.
    ///
    /// # Errors
    /// A named file that is not there, or one that is not well-formed.
    pub fn load(path: Option<&Path>) -> Result<(Self, PathBuf), SettingsError> {
        let default = Path::new(DEFAULT);
        let Some(path) = path.or_else(|| default.is_file().then_some(default)) else {
            return Ok((Self::default(), PathBuf::new()));
        };
        let text = std::fs::read_to_string(path).map_err(|error| SettingsError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let file = Self::parse(&text).map_err(|problem| SettingsError::Malformed {
            path: path.to_owned(),
            problem,
        })?;
        Ok((file, path.parent().map(Path::to_owned).unwrap_or_default()))
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// Where and what.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let address = file.package.metadata.leptos.get("site-addr");
        file.site_addr = address.and_then(|value| value.as_str()).map(str::to_owned);
        Ok(file)
    }

    /// Leptos' own table.
    pub fn leptos(&self) -> &toml::Table {
        &self.package.metadata.leptos
    }
}
