//! One call as the transport sees it: what to send, how it may be repeated, how long and how
//! large its answer may be.

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::Secret;
use std::time::Duration;
use zeroize::Zeroizing;

/// What a repetition or a lost answer would mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing and may be repeated.
    Read,
    /// Changes nothing that anyone would miss, but is not repeated (sign-in counts failures).
    Once,
    /// Changes something: a lost answer leaves its outcome unknown.
    Write,
}

/// What shows on whose behalf a call is made.
pub enum Proof {
    /// Nothing: anybody may make it.
    None,
    /// These headers.
    Headers(HeaderMap),
    /// What should show it makes no header.
    Unusable,
}

/// One call.
pub struct Call<'a> {
    /// The name for counters.
    pub endpoint: &'static str,
    /// The path with its variable parts in braces, for logs.
    pub template: &'static str,
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// What shows on whose behalf it is made.
    pub proof: Proof,
    /// JSON.
    pub body: Option<Bytes>,
    /// What a repetition would mean.
    pub effect: Effect,
    /// For everything, repetitions included.
    pub time: Duration,
    /// The largest answer, in bytes.
    pub limit: usize,
    /// Whether a 400 whose body is a list is an answer like any other.
    pub list_in_400: bool,
    /// What must not come back in messages.
    pub secrets: Vec<&'a Secret>,
}

impl<'a> Call<'a> {
    /// Signed with the auth's token as a bearer's.
    #[must_use]
    pub fn signed(self, auth: &'a Auth) -> Self {
        self.with_header(AUTHORIZATION, bearer(&auth.token))
            .hiding(&auth.token)
    }

    /// With a header that shows on whose behalf it is made; a call whose header cannot be written is
    /// not sent.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        self.proof = match (self.proof, value) {
            (Proof::Unusable, _) | (_, None) => Proof::Unusable,
            (Proof::None, Some(value)) => Proof::Headers(HeaderMap::from_iter([(name, value)])),
            (Proof::Headers(mut headers), Some(value)) => {
                headers.insert(name, value);
                Proof::Headers(headers)
            }
        };
        self
    }

    /// With `value` as JSON. The bytes are wiped after use, because they may hold passwords.
    ///
    /// # Errors
    /// [`CloudError::Refused`] where it has no form in JSON.
    pub fn json(mut self, value: &impl Serialize) -> Result<Self, CloudError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|_| CloudError::refused_here("The request cannot be written as JSON."))?;
        self.body = Some(Bytes::from_owner(Zeroizing::new(bytes)));
        Ok(self)
    }

    /// Whose messages must not repeat `secret`.
    #[must_use]
    pub fn hiding(mut self, secret: &'a Secret) -> Self {
        self.secrets.push(secret);
        self
    }
}

/// The header for `token`; `None` if it cannot be one.
pub fn bearer(token: &Secret) -> Option<HeaderValue> {
    hidden(&Zeroizing::new(format!("Bearer {}", token.expose())))
}

/// A header's value, marked so that nothing prints it; `None` if it cannot be one.
pub fn hidden(text: &str) -> Option<HeaderValue> {
    let mut header = HeaderValue::from_str(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}
