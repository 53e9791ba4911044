//! What a client of one cloud stands on.

use crate::call::{Call, Effect, Proof};
use crate::config::{Config, ConfigError, Limits, Timeouts, base_url};
use crate::http;
use crate::transport::{Meaning, Transport};
use reqwest::{Method, Url};
use slipway_cloud::CloudError;
use std::fmt;

/// Makes calls to one cloud.
pub struct Client {
    transport: Transport,
    base: Url,
    timeouts: Timeouts,
    limits: Limits,
}

impl Client {
    /// A client as `config` says; `meaning` reads answers other than a success. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ConfigError`] if the address is not usable, the file of authorities is not readable or
    /// there is nobody to trust.
    pub fn new(config: Config, meaning: Meaning) -> Result<Self, ConfigError> {
        let base = base_url(&config.url)?;
        let http = http::build(&config, &base)?;
        let (timeouts, limits) = (config.timeouts.clone(), config.limits.clone());
        Ok(Self {
            transport: Transport::new(http, config, meaning),
            base,
            timeouts,
            limits,
        })
    }

    /// What sends calls.
    pub const fn transport(&self) -> &Transport {
        &self.transport
    }

    /// How long to wait, how often to try.
    pub const fn timeouts(&self) -> &Timeouts {
        &self.timeouts
    }

    /// How large an answer may be.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The checked address of the settings.
    pub const fn base(&self) -> &Url {
        &self.base
    }

    /// A call of `method` to `url`, without a proof of who makes it. `endpoint` names it for
    /// counters, `template` for the log.
    pub fn call<'a>(
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
            proof: Proof::None,
            body: None,
            effect,
            time: self.timeouts.call,
            limit: self.limits.answer,
            list_in_400: false,
            secrets: Vec::new(),
        }
    }

    /// The address of `segments` below the base, each percent-encoded. A segment that would change
    /// the path's shape names nothing the cloud could know.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for such a segment.
    pub fn url(&self, segments: &[&str]) -> Result<Url, CloudError> {
        if segments.iter().any(|s| matches!(*s, "" | "." | "..")) {
            return Err(CloudError::NotFound);
        }
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| CloudError::NotFound)?
            .pop_if_empty()
            .extend(segments);
        Ok(url)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("cloud", self.transport.name())
            .finish_non_exhaustive()
    }
}
