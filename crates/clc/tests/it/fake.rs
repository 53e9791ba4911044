//! A scripted server and a client of it.

use slipway_clc::{Breaker, ClcClient, Config, Timeouts};
use slipway_cloud::Auth;
use slipway_domain::{AccountAlias, CloudName, Secret};
use slipway_scripted::http;
use std::ops::Deref;
use std::time::Duration;

pub(crate) use slipway_scripted::http::{Answer, Asked};

/// The token of every auth here.
pub(crate) const TOKEN: &str = "token-that-must-not-leak";

/// A running server; it ends with the test's runtime.
pub(crate) struct Fake(http::Fake);

impl Fake {
    /// Answers each request as `script` says, which is told how many came before it.
    pub(crate) async fn new(
        script: impl Fn(&Asked, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self(http::Fake::new(script).await)
    }

    /// Gives every request the same answer.
    pub(crate) async fn always(answer: Answer) -> Self {
        Self(http::Fake::always(answer).await)
    }

    /// A client with short waits.
    pub(crate) fn client(&self) -> ClcClient {
        ClcClient::new(quick(&self.url)).unwrap()
    }
}

impl Deref for Fake {
    type Target = http::Fake;

    fn deref(&self) -> &http::Fake {
        &self.0
    }
}

/// Settings with short waits and a breaker that never trips.
pub(crate) fn quick(url: &str) -> Config {
    let mut config = Config::new(CloudName::new("test"), url);
    config.timeouts = Timeouts {
        connect: Duration::from_millis(500),
        call: Duration::from_secs(5),
        backoff: Duration::from_millis(2),
        ..Timeouts::default()
    };
    config.breaker = Breaker {
        after: 0,
        ..Breaker::default()
    };
    config
}

pub(crate) fn auth() -> Auth {
    Auth {
        account: AccountAlias::new("ALTD"),
        token: Secret::new(TOKEN),
    }
}
