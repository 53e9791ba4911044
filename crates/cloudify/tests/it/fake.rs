//! A driver of a server that answers as a test writes it.

use slipway_cloud::{Auth, CallKey};
use slipway_cloudify::{Breaker, CloudifyClient, CloudifyDriver, Config, Timeouts};
use slipway_domain::run::Handle;
use slipway_domain::{AccountAlias, CloudName, RunId, Secret};
use std::time::Duration;

pub(crate) use slipway_scripted::http::{Answer, Asked, Fake};

/// The token of every auth here.
pub(crate) const TOKEN: &str = "ctok-GCuB9QieUu-that-must-not-leak";

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

pub(crate) fn client(url: &str) -> CloudifyClient {
    CloudifyClient::new(quick(url)).unwrap()
}

pub(crate) fn driver(url: &str) -> CloudifyDriver {
    CloudifyDriver::new(client(url))
}

pub(crate) fn auth() -> Auth {
    of("default_tenant", TOKEN)
}

pub(crate) fn of(tenant: &str, token: &str) -> Auth {
    Auth {
        account: AccountAlias::new(tenant),
        token: Secret::new(token),
    }
}

pub(crate) fn row(id: &str, status: &str) -> String {
    format!(r#"{{"id":"{id}","status":"{status}","workflow_id":"slow","error":null}}"#)
}

pub(crate) fn rows(all: &[(&str, &str)]) -> Answer {
    let items: Vec<_> = all.iter().map(|(id, status)| row(id, status)).collect();
    let items = items.join(",");
    Answer::json(
        200,
        format!(r#"{{"metadata":{{"pagination":{{"total":9}}}},"items":[{items}]}}"#),
    )
}

pub(crate) fn handle(id: &str) -> Handle {
    Handle::new(format!("cloudify:1:execution:{id}"))
}

pub(crate) fn key() -> CallKey {
    CallKey {
        run: RunId::new("r"),
        batch: 0,
        attempt: 1,
    }
}
