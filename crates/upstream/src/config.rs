//! What a client is told: where its cloud is, whom to trust, how long to wait.
//!
//! Every duration and limit is a setting with the product's value as its default, so that tests
//! can shorten them.

use crate::observe::Observer;
use reqwest::Url;
use slipway_domain::{CloudName, Entropy};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The settings of one client.
#[derive(Clone)]
pub struct Config {
    /// The cloud's name, for logs.
    pub name: CloudName,
    /// The address under which the interface is found: http or https, with or without a final slash,
    /// with or without a path; never with credentials, query or fragment.
    pub url: String,
    /// A PEM file with certificate authorities to trust besides the system's.
    pub ca_file: Option<PathBuf>,
    /// An HTTP proxy through which every call goes: http, a host and maybe a port. None is taken
    /// from the environment.
    pub proxy: Option<String>,
    /// How long to wait, how often to try.
    pub timeouts: Timeouts,
    /// When to stop asking a cloud that does not answer.
    pub breaker: Breaker,
    /// How large an answer may be.
    pub limits: Limits,
    /// Told of every call.
    pub observer: Option<Arc<dyn Observer>>,
    /// Where the jitter of waits comes from; without it a counter is mixed, which spreads the
    /// calls of one process but not those of several.
    pub entropy: Option<Arc<dyn Entropy>>,
}

impl Config {
    /// The settings for the cloud `name` at `url`, all else at its default.
    pub fn new(name: CloudName, url: impl Into<String>) -> Self {
        Self {
            name,
            url: url.into(),
            ca_file: None,
            proxy: None,
            timeouts: Timeouts::default(),
            breaker: Breaker::default(),
            limits: Limits::default(),
            observer: None,
            entropy: None,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the address: until it is checked it may carry credentials.
        f.debug_struct("Config")
            .field("name", &self.name)
            .field("ca_file", &self.ca_file)
            .field("timeouts", &self.timeouts)
            .field("breaker", &self.breaker)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// How long to wait and how often to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For a whole call, all its tries and waits included.
    pub call: Duration,
    /// The same for reading what may be long, such as all servers of a place.
    pub inventory: Duration,
    /// How often a read is tried again after 502, 503, 504 or a broken connection.
    pub retries: u32,
    /// The wait before the first repetition; it doubles with each, and half of it is chance.
    pub backoff: Duration,
    /// The longest `Retry-After` that a read waits out by itself, once.
    pub longest_retry_after: Duration,
    /// How long an unused connection is kept. Shorter than the cloud's own, so that a write is
    /// rarely sent into a connection that is just being closed.
    pub pool_idle: Duration,
    /// How many unused connections are kept.
    pub pool_size: usize,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            call: Duration::from_secs(20),
            inventory: Duration::from_mins(1),
            retries: 2,
            backoff: Duration::from_millis(200),
            longest_retry_after: Duration::from_secs(5),
            pool_idle: Duration::from_secs(20),
            pool_size: 32,
        }
    }
}

/// When to stop asking a cloud that does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaker {
    /// After how many calls in a row that found the cloud unavailable; 0 never.
    pub after: u32,
    /// How long calls then fail at once, before a single one is let through to try.
    pub pause: Duration,
}

impl Default for Breaker {
    fn default() -> Self {
        Self {
            after: 5,
            pause: Duration::from_secs(10),
        }
    }
}

/// How large an answer may be, in bytes after decompression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What may be long, such as all servers of a place.
    pub inventory: usize,
    /// Any other answer.
    pub answer: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            inventory: 64 << 20,
            answer: 4 << 20,
        }
    }
}

/// Why a client cannot be built. None of these repeats the address, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The address is none.
    #[error("the cloud's url is not an address: {0}")]
    Address(String),
    /// Something other than http or https.
    #[error("the cloud's url must start with http:// or https://, not {0}://")]
    Scheme(String),
    /// User name or password in the address.
    #[error("the cloud's url must not contain a user name or password")]
    Credentials,
    /// A query or fragment in the address.
    #[error("the cloud's url must end with its path: no ? and no #")]
    Query,
    /// The proxy is none.
    #[error("the proxy must be http:// with a host and maybe a port, without user name or path")]
    Proxy,
    /// The file of authorities cannot be read or holds none.
    #[error("cannot read certificates from {path}: {reason}")]
    CaFile {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// An https address and nobody to trust.
    #[error("no certificate authority found: install the system's or set ca_file")]
    NoAuthorities,
    /// The TLS or HTTP library refused its settings.
    #[error("cannot build the HTTP client: {0}")]
    Client(String),
}

/// The checked base address; its path never ends with a slash unless it is the root.
///
/// # Errors
/// What is wrong with it.
pub fn base_url(text: &str) -> Result<Url, ConfigError> {
    let mut url =
        Url::parse(text.trim()).map_err(|error| ConfigError::Address(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(ConfigError::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ConfigError::Credentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(ConfigError::Query);
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// The checked address of a proxy.
pub(crate) fn proxy_url(text: &str) -> Result<Url, ConfigError> {
    let url = base_url(text).map_err(|_| ConfigError::Proxy)?;
    if url.scheme() == "http" && url.path() == "/" {
        Ok(url)
    } else {
        Err(ConfigError::Proxy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_keeps_its_path_and_loses_its_slash() {
        let plain = base_url("https://api.example").unwrap();
        assert_eq!(plain.as_str(), "https://api.example/");
        let prefixed = base_url(" http://host:8080/clc// ").unwrap();
        assert_eq!(prefixed.as_str(), "http://host:8080/clc");
    }

    #[test]
    fn a_proxy_is_an_address_and_nothing_more() {
        assert!(proxy_url("http://proxy:3128").is_ok());
        for text in [
            "proxy:3128",
            "https://proxy:3128",
            "socks5://proxy",
            "http://me:pw@proxy",
            "http://proxy/path",
            "",
        ] {
            assert_eq!(proxy_url(text), Err(ConfigError::Proxy), "{text}");
        }
    }

    #[test]
    fn addresses_that_could_leak_or_mislead_are_refused() {
        let refused = |text| base_url(text).unwrap_err();
        assert_eq!(
            refused("ftp://host/"),
            ConfigError::Scheme("ftp".to_owned())
        );
        assert_eq!(refused("https://me:pw@host/"), ConfigError::Credentials);
        assert_eq!(refused("https://host/?a=b"), ConfigError::Query);
        assert_eq!(refused("https://host/#a"), ConfigError::Query);
        assert!(matches!(refused("host"), ConfigError::Address(_)));
        let config = Config::new(CloudName::new("x"), "https://me:pw@host/");
        assert!(!format!("{config:?}").contains("pw@"));
    }
}
