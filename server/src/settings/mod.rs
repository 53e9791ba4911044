//! Settings: `Leptos.toml`, then `SLIPWAY_…` variables, then options; the later beats the
//! earlier. What is wrong is said with the key's name and what is allowed.

mod aliases;
mod file;
#[cfg(test)]
mod tests;

pub use file::{CloudKind, CloudSection, File};

use crate::cli::Serve;
use slipway_app::pages::sign_in::DemoAccounts;
use slipway_domain::{CloudName, urls};
use slipway_portal::CloudSettings;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use url::{Host, ParseError, Url};

/// Where the program listens unless told otherwise.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 3000);

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is not there or cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file is not what is expected.
    #[error("{path}: {problem}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where and what.
        problem: String,
    },
    /// One value cannot be used.
    #[error("{key}: {problem}")]
    Value {
        /// The setting's name.
        key: String,
        /// What is wrong and what is allowed.
        problem: String,
    },
}

impl SettingsError {
    pub(crate) fn value(key: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Value {
            key: key.into(),
            problem: problem.into(),
        }
    }
}

/// How the program is reached.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The address people type, without a trailing slash; `http://localhost:PORT` where none is
    /// set.
    pub public_url: String,
    /// Peers whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// The demo accounts, which the sign-in form names.
    pub demo_accounts: Vec<DemoAccounts>,
}

impl HttpSettings {
    /// Whether people reach it over HTTPS, so that cookies may be `Secure`.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Notes where it really listens; port 0 asked for any.
    pub(crate) fn listens_at(&mut self, address: SocketAddr) {
        if let Some(origin) = self.public_url.strip_suffix(":0") {
            self.public_url = format!("{origin}:{}", address.port());
        }
        self.listen = address;
    }

    /// The name of a cookie of this instance. Browsers keep the cookies of a host's ports
    /// together, so one that is not the scheme's own stands in the name; the prefix of https binds
    /// it to this very host and keeps plain http from writing it.
    pub fn cookie_name(&self, what: &str) -> String {
        let (host, usual, prefix) = match self.public_url.split_once("://") {
            Some(("https", host)) => (host, "443", "__Host-"),
            Some((_, host)) => (host, "80", ""),
            None => ("", "80", ""),
        };
        match port_of(host).filter(|port| *port != usual) {
            Some(port) => format!("{prefix}{what}-{port}"),
            None => format!("{prefix}{what}"),
        }
    }
}

/// Everything `slipway serve` needs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How it is reached.
    pub http: HttpSettings,
    /// The data folder; `None` under `--demo` without `--data`: a temporary one.
    pub data: Option<PathBuf>,
    /// The database file, where it is not in the data folder.
    pub database: Option<PathBuf>,
    /// The file with the secret key; `SLIPWAY_SECRET_KEY` beats it.
    pub secret_key_file: Option<PathBuf>,
    /// The file with the key before it; `SLIPWAY_PREVIOUS_SECRET_KEY` beats it.
    pub previous_secret_key_file: Option<PathBuf>,
    /// The configured clouds.
    pub clouds: Vec<ConfiguredCloud>,
}

impl Settings {
    /// Reads the file and applies options.
    ///
    /// # Errors
    /// Names the key, what is wrong with it and what is allowed.
    pub fn load(options: &Serve) -> Result<Self, SettingsError> {
        let (file, base) = File::load(options.config.as_deref())?;
        let listen = listen(options, &file)?;
        let public_url = options.public_url.clone().or(file.server.public_url);
        let public_url =
            public_url.unwrap_or_else(|| format!("http://localhost:{}", listen.port()));
        let database = match (&options.database_url, &file.server.database_url) {
            (Some(url), _) => Some(database_file(url)?),
            (None, Some(url)) => Some(base.join(database_file(url)?)),
            (None, None) => None,
        };
        let in_file = file.server.data.map(|path| base.join(path));
        let data = options.data.clone().or(in_file);
        Ok(Self {
            http: HttpSettings {
                listen,
                public_url: checked_origin(&public_url)?,
                trusted_proxies: file.server.trusted_proxies,
                demo_accounts: Vec::new(),
            },
            data: match data {
                None if options.demo => None,
                data => Some(data.unwrap_or_else(|| PathBuf::from("slipway-data"))),
            },
            database,
            secret_key_file: file.server.secret_key_file.map(|path| base.join(path)),
            previous_secret_key_file: file
                .server
                .previous_secret_key_file
                .map(|path| base.join(path)),
            clouds: clouds(&file.clouds, &base)?,
        })
    }
}

/// The port in `host:port`; the colons of an IPv6 address stand in brackets.
fn port_of(host: &str) -> Option<&str> {
    let (before, port) = host.rsplit_once(':')?;
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    (is_port && (!before.starts_with('[') || before.ends_with(']'))).then_some(port)
}

fn listen(options: &Serve, file: &File) -> Result<SocketAddr, SettingsError> {
    if let Some(listen) = options.listen {
        return Ok(listen);
    }
    match file.site_addr.as_deref() {
        None => Ok(LISTEN),
        Some(text) => text.parse().map_err(|_| {
            SettingsError::value(
                "site-addr",
                format!("{text:?} is not an address such as 127.0.0.1:3000"),
            )
        }),
    }
}

/// `https://portal.example.com`: scheme, host, maybe a port, nothing after it. It is written as
/// browsers write an origin: without the usual port, addresses in their shortest form.
fn checked_origin(text: &str) -> Result<String, SettingsError> {
    let refused = |why: &str| {
        Err(SettingsError::value(
            "public_url",
            format!("{text:?} {why}"),
        ))
    };
    let none = "is not an origin; write http:// or https://, a host and maybe a port, nothing else";
    let origin = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let Some(("http" | "https", address)) = origin.split_once("://") else {
        return refused("does not begin with http:// or https://");
    };
    if address.contains('/') {
        return refused(
            "has a path; Slipway is served at the root of a host of its own, not below a path",
        );
    }
    let url = match Url::parse(&origin) {
        Ok(url) => url,
        Err(ParseError::InvalidPort) => {
            return refused("has a port that is none; it ends at 65535");
        }
        Err(_) => return refused(none),
    };
    // An underscore is no letter of host names, but resolvers and browsers take it.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let is_host = match url.host() {
        Some(Host::Domain(name)) => name.chars().all(plain),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    };
    if !is_host || address.contains(['@', '?', '#', '\\']) {
        return refused(none);
    }
    Ok(url.origin().ascii_serialization())
}

/// `sqlite:PATH`, with or without two slashes before the path. What other programs write after or
/// instead of a path would be taken for a part of the file's name.
fn database_file(url: &str) -> Result<PathBuf, SettingsError> {
    let refused = |why| Err(SettingsError::value("database_url", why));
    let Some(path) = url.strip_prefix("sqlite:") else {
        return refused("only sqlite:PATH is supported so far; PostgreSQL is not built yet");
    };
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path.starts_with([':', '?']) {
        return refused("names no file; write sqlite:PATH");
    }
    if path.starts_with("file:") || path.contains('?') {
        return refused(
            "takes no parameters; write sqlite:PATH, the path of a file and nothing else",
        );
    }
    Ok(PathBuf::from(path))
}

/// A cloud with the interface that it speaks.
#[derive(Clone, Debug)]
pub struct ConfiguredCloud {
    /// Which interface.
    pub kind: CloudKind,
    /// What is said of it.
    pub settings: CloudSettings,
}

fn clouds(sections: &[CloudSection], base: &Path) -> Result<Vec<ConfiguredCloud>, SettingsError> {
    let mut clouds: Vec<ConfiguredCloud> = Vec::new();
    for section in sections {
        let settings = cloud(section, base)?;
        if clouds
            .iter()
            .any(|known| known.settings.name == settings.name)
        {
            let problem = format!(
                "{:?} is used twice; each cloud needs its own name",
                section.name
            );
            return Err(SettingsError::value("clouds.name", problem));
        }
        let kind = section.kind;
        clouds.push(ConfiguredCloud { kind, settings });
    }
    Ok(clouds)
}

fn cloud(section: &CloudSection, base: &Path) -> Result<CloudSettings, SettingsError> {
    if section.name.trim().is_empty() {
        return Err(SettingsError::value(
            "clouds.name",
            "is empty; people choose a cloud by its name",
        ));
    }
    if !urls::routes::names_a_cloud(section.name.trim()) {
        let problem = format!(
            "{:?} is what other addresses of the portal begin with; name the cloud differently",
            section.name
        );
        return Err(SettingsError::value("clouds.name", problem));
    }
    if section.kind == CloudKind::Cloudify && !section.aliases.0.is_empty() {
        let problem = format!(
            "cloud {:?} is of kind \"cloudify\", whose accounts are the tenants that each person is in; leave aliases out",
            section.name
        );
        return Err(SettingsError::value("clouds.aliases", problem));
    }
    Ok(CloudSettings {
        name: CloudName::new(&section.name),
        url: section.url.clone(),
        aliases: section.aliases.0.clone(),
        ca_file: section.ca_file.as_ref().map(|path| base.join(path)),
        full_match: section.regex_match == file::RegexMatch::Full,
        multi_select_separator: section.multi_select_separator.clone(),
        proxy: section.proxy.clone(),
    })
}
