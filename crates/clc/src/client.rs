//! The client itself: one per configured cloud, cheap to clone.

use crate::message;
use reqwest::{Method, Url};
use slipway_cloud::CloudError;
use slipway_upstream::{Call, Client, Config, ConfigError, Effect, Limits, Timeouts, Transport};
use std::fmt;
use std::sync::Arc;

/// A client of one CenturyLink Cloud. Clones share connections and circuit breaker.
#[derive(Clone)]
pub struct ClcClient {
    client: Arc<Client>,
}

impl ClcClient {
    /// A client as `config` says. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ConfigError`] if the address is not usable, the file of authorities is not readable or
    /// there is nobody to trust.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let client = Client::new(config, message::meaning)?;
        Ok(Self {
            client: Arc::new(client),
        })
    }

    pub(crate) fn transport(&self) -> &Transport {
        self.client.transport()
    }

    pub(crate) fn timeouts(&self) -> &Timeouts {
        self.client.timeouts()
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.client.limits()
    }

    pub(crate) fn base(&self) -> &Url {
        self.client.base()
    }

    /// A read of `/v2/` and `segments`.
    pub(crate) fn get<'a>(
        &self,
        endpoint: &'static str,
        template: &'static str,
        segments: &[&str],
    ) -> Result<Call<'a>, CloudError> {
        Ok(self.call(
            (endpoint, template),
            Method::GET,
            self.url(segments)?,
            Effect::Read,
        ))
    }

    /// A POST to `/v2/` and `segments`.
    pub(crate) fn post<'a>(
        &self,
        endpoint: &'static str,
        template: &'static str,
        segments: &[&str],
        effect: Effect,
    ) -> Result<Call<'a>, CloudError> {
        let url = self.url(segments)?;
        Ok(self.call((endpoint, template), Method::POST, url, effect))
    }

    /// A write to `/v2/` and `segments`.
    pub(crate) fn write<'a>(
        &self,
        method: Method,
        names: (&'static str, &'static str),
        segments: &[&str],
    ) -> Result<Call<'a>, CloudError> {
        Ok(self.call(names, method, self.url(segments)?, Effect::Write))
    }

    pub(crate) fn call<'a>(
        &self,
        names: (&'static str, &'static str),
        method: Method,
        url: Url,
        effect: Effect,
    ) -> Call<'a> {
        self.client.call(names, method, url, effect)
    }

    /// The address of `/v2/` and `segments`.
    fn url(&self, segments: &[&str]) -> Result<Url, CloudError> {
        self.client.url(&[&["v2"], segments].concat())
    }
}

impl fmt::Debug for ClcClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClcClient")
            .field("cloud", self.transport().name())
            .finish_non_exhaustive()
    }
}
