//! The only place that builds an HTTP client.
//!
//! TLS by rustls with ring, trusting the system's authorities and those of `ca_file`. Redirects
//! are not followed, because the token would follow them; cookies are not kept; proxies are not
//! taken from the environment, because where calls go comes from the settings alone.

use crate::config::{Config, ConfigError, proxy_url};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Proxy, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;

/// A client for the cloud at `base`.
pub(crate) fn build(config: &Config, base: &Url) -> Result<Client, ConfigError> {
    let roots = authorities(config.ca_file.as_deref(), base.scheme() == "https")?;
    let mut builder = ClientBuilder::new().no_proxy();
    if let Some(proxy) = &config.proxy {
        let proxy = Proxy::all(proxy_url(proxy)?).map_err(|_| ConfigError::Proxy)?;
        builder = builder.proxy(proxy);
    }
    builder
        .tls_backend_preconfigured(tls(roots)?)
        .user_agent("slipway")
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(config.timeouts.connect)
        .pool_idle_timeout(config.timeouts.pool_idle)
        .pool_max_idle_per_host(config.timeouts.pool_size)
        .tcp_nodelay(true)
        .build()
        .map_err(|error| ConfigError::Client(error.without_url().to_string()))
}

fn tls(roots: RootCertStore) -> Result<ClientConfig, ConfigError> {
    // Named here, so that no process-wide default has to be installed.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ConfigError::Client(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Whom to trust. A plain http address needs nobody, so the system's store is not read for it.
fn authorities(ca_file: Option<&Path>, https: bool) -> Result<RootCertStore, ConfigError> {
    let mut roots = RootCertStore::empty();
    if https {
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::warn!(%error, "a system certificate store cannot be read");
        }
        roots.add_parsable_certificates(found.certs);
    }
    if let Some(path) = ca_file {
        add_file(&mut roots, path)?;
    }
    if https && roots.is_empty() {
        return Err(ConfigError::NoAuthorities);
    }
    Ok(roots)
}

fn add_file(roots: &mut RootCertStore, path: &Path) -> Result<(), ConfigError> {
    let failed = |reason: String| ConfigError::CaFile {
        path: path.to_owned(),
        reason,
    };
    let certificates = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| failed(error.to_string()))?;
    if certificates.is_empty() {
        return Err(failed("it holds no certificate".to_owned()));
    }
    for certificate in certificates {
        roots
            .add(certificate)
            .map_err(|error| failed(error.to_string()))?;
    }
    Ok(())
}
