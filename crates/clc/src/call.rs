//! One call as the transport sees it: what to send, how it may be repeated, how long and how
//! large its answer may be.

use bytes::Bytes;
use reqwest::{Method, Url};
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::Secret;
use std::time::Duration;
use zeroize::Zeroizing;

/// What a repetition or a lost answer would mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Changes nothing and may be repeated.
    Read,
    /// Changes nothing that anyone would miss, but is not repeated (sign-in counts failures).
    Once,
    /// Changes something: a lost answer leaves its outcome unknown.
    Write,
}

/// One call.
pub(crate) struct Call<'a> {
    /// The name for counters.
    pub(crate) endpoint: &'static str,
    /// The path with its variable parts in braces, for logs.
    pub(crate) template: &'static str,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) token: Option<&'a Secret>,
    pub(crate) body: Option<Bytes>,
    pub(crate) effect: Effect,
    /// For everything, repetitions included.
    pub(crate) time: Duration,
    /// The largest answer, in bytes.
    pub(crate) limit: usize,
    /// Whether a 400 whose body is a list is an answer like any other.
    pub(crate) list_in_400: bool,
    /// What must not come back in messages.
    pub(crate) secrets: Vec<&'a Secret>,
}

impl<'a> Call<'a> {
    /// Signed with the auth's token.
    pub(crate) fn signed(mut self, auth: &'a Auth) -> Self {
        self.token = Some(&auth.token);
        self.secrets.push(&auth.token);
        self
    }

    /// With `value` as JSON. The bytes are wiped after use, because they may hold passwords.
    pub(crate) fn json(mut self, value: &impl Serialize) -> Result<Self, CloudError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|_| CloudError::refused_here("The request cannot be written as JSON."))?;
        self.body = Some(Bytes::from_owner(Zeroizing::new(bytes)));
        Ok(self)
    }

    /// Whose messages must not repeat `secret`.
    pub(crate) fn hiding(mut self, secret: &'a Secret) -> Self {
        self.secrets.push(secret);
        self
    }
}
