//! The client itself: one per configured cloud, cheap to clone.

use crate::call::{Call, Effect};
use crate::config::{Config, ConfigError, Limits, Timeouts, base_url};
use crate::http;
use crate::transport::Transport;
use reqwest::{Method, Url};
use slipway_cloud::CloudError;
use std::fmt;
use std::sync::Arc;

/// A client of one CenturyLink Cloud. Clones share connections and circuit breaker.
#[derive(Clone)]
pub struct ClcClient {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Transport,
    base: Url,
    timeouts: Timeouts,
    limits: Limits,
}

impl ClcClient {
    /// A client as `config` says. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ConfigError`] if the address is not usable, the file of authorities is not readable or
    /// there is nobody to trust.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let base = base_url(&config.url)?;
        let http = http::build(&config, &base)?;
        let (timeouts, limits) = (config.timeouts.clone(), config.limits.clone());
        Ok(Self {
            inner: Arc::new(Inner {
                transport: Transport::new(http, config),
                base,
                timeouts,
                limits,
            }),
        })
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.inner.transport
    }

    pub(crate) fn timeouts(&self) -> &Timeouts {
        &self.inner.timeouts
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub(crate) fn base(&self) -> &Url {
        &self.inner.base
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
        (endpoint, template): (&'static str, &'static str),
        method: Method,
        url: Url,
        effect: Effect,
    ) -> Call<'a> {
        Call {
            endpoint,
            template,
            method,
            url,
            token: None,
            body: None,
            effect,
            time: self.inner.timeouts.call,
            limit: self.inner.limits.answer,
            list_in_400: false,
            secrets: Vec::new(),
        }
    }

    /// The address of `/v2/` and `segments`, each percent-encoded. A segment that would change
    /// the path's shape names nothing the cloud could know.
    fn url(&self, segments: &[&str]) -> Result<Url, CloudError> {
        if segments.iter().any(|s| matches!(*s, "" | "." | "..")) {
            return Err(CloudError::NotFound);
        }
        let mut url = self.inner.base.clone();
        url.path_segments_mut()
            .map_err(|()| CloudError::NotFound)?
            .pop_if_empty()
            .push("v2")
            .extend(segments);
        Ok(url)
    }
}

impl fmt::Debug for ClcClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClcClient")
            .field("cloud", self.transport().name())
            .finish_non_exhaustive()
    }
}
