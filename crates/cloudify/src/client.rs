//! The client itself: one per configured manager, cheap to clone.

use crate::refusals;
use reqwest::header::{AUTHORIZATION, HeaderName};
use reqwest::{Method, Url};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::Secret;
use slipway_upstream::{Call, Client, Config, ConfigError, Effect, Transport, base_url, hidden};
use std::fmt;
use std::sync::Arc;

/// The header of a token, whichever kind of token it is: a bearer's is not understood.
const TOKEN: HeaderName = HeaderName::from_static("authentication-token");
/// The header of the account that is meant; its value is compared exactly.
const TENANT: HeaderName = HeaderName::from_static("tenant");
/// Where the interface is found where the settings name the manager alone.
const INTERFACE: [&str; 2] = ["api", "v3.1"];

/// A client of one Cloudify Manager. Clones share connections and circuit breaker.
#[derive(Clone)]
pub struct CloudifyClient {
    client: Arc<Client>,
}

/// What a call is named in counters, and its path in the log.
pub(crate) type Names = (&'static str, &'static str);

impl CloudifyClient {
    /// A client as `config` says, whose address is that of the manager, or of its interface where
    /// that is another version or lies elsewhere (`…/api/v3`). Nothing is sent yet.
    ///
    /// # Errors
    /// [`ConfigError`] if the address is not usable, the file of authorities is not readable or
    /// there is nobody to trust.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let url = interface(base_url(&config.url)?).into();
        let client = Client::new(Config { url, ..config }, refusals::meaning)?;
        Ok(Self {
            client: Arc::new(client),
        })
    }

    pub(crate) fn transport(&self) -> &Transport {
        self.client.transport()
    }

    /// A call of `method` to `segments`, made by nobody yet.
    pub(crate) fn call<'a>(
        &self,
        names: Names,
        (method, effect): (Method, Effect),
        segments: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Call<'a>, CloudError> {
        let mut url = self.client.url(segments)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(self.client.call(names, method, url, effect))
    }

    /// A read of what the auth's account holds.
    pub(crate) fn read<'a>(
        &self,
        names: Names,
        segments: &[&str],
        query: &[(&str, &str)],
        auth: &'a Auth,
    ) -> Result<Call<'a>, CloudError> {
        let call = self.call(names, (Method::GET, Effect::Read), segments, query)?;
        Ok(of_account(call, auth))
    }

    /// The same of a list that may be long.
    pub(crate) fn list<'a>(
        &self,
        names: Names,
        segments: &[&str],
        query: &[(&str, &str)],
        auth: &'a Auth,
    ) -> Result<Call<'a>, CloudError> {
        let mut call = self.read(names, segments, query, auth)?;
        call.time = self.client.timeouts().inventory;
        call.limit = self.client.limits().inventory;
        Ok(call)
    }

    /// A change to what the auth's account holds.
    pub(crate) fn write<'a>(
        &self,
        names: Names,
        method: Method,
        segments: &[&str],
        auth: &'a Auth,
    ) -> Result<Call<'a>, CloudError> {
        let call = self.call(names, (method, Effect::Write), segments, &[])?;
        Ok(of_account(call, auth))
    }
}

/// Made on behalf of whose token it is, for no account.
pub(crate) fn of_person<'a>(call: Call<'a>, token: &'a Secret) -> Call<'a> {
    call.with_header(TOKEN, hidden(token.expose()))
        .hiding(token)
}

/// Made on behalf of whose token it is, for the auth's account.
pub(crate) fn of_account<'a>(call: Call<'a>, auth: &'a Auth) -> Call<'a> {
    let tenant = hidden(auth.account.as_str());
    of_person(call, &auth.token).with_header(TENANT, tenant)
}

/// Made by whoever knows this password.
pub(crate) fn of_password<'a>(call: Call<'a>, user: &str, password: &'a Secret) -> Call<'a> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let pair = zeroize::Zeroizing::new(format!("{user}:{}", password.expose()));
    let basic = zeroize::Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    call.with_header(AUTHORIZATION, hidden(&basic))
        .hiding(password)
}

/// The address of the interface: as it is where it names one, else below the manager's.
fn interface(mut url: Url) -> Url {
    let named = |url: &Url| {
        let segments: Vec<_> = url.path_segments()?.collect();
        let [.., api, version] = segments.as_slice() else {
            return None;
        };
        Some(*api == "api" && version.starts_with('v'))
    };
    if named(&url) != Some(true)
        && let Ok(mut path) = url.path_segments_mut()
    {
        path.pop_if_empty().extend(INTERFACE);
    }
    url
}

impl fmt::Debug for CloudifyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloudifyClient")
            .field("cloud", self.transport().name())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_name_the_manager_or_its_interface() {
        let found = |text: &str| String::from(interface(base_url(text).unwrap()));
        for (given, expected) in [
            (
                "https://manager.example",
                "https://manager.example/api/v3.1",
            ),
            ("http://host:8100/", "http://host:8100/api/v3.1"),
            ("https://host/lab/", "https://host/lab/api/v3.1"),
            ("https://host/api/v3.1/", "https://host/api/v3.1"),
            ("https://host/lab/api/v3", "https://host/lab/api/v3"),
        ] {
            assert_eq!(found(given), expected, "{given}");
        }
    }
}
