//! `--demo`: the simulated cloud inside the process, reached over HTTP like any other.

use super::Failure;
use crate::cli::Serve;
use crate::settings::{CloudKind, ConfiguredCloud, Settings};
use slipway_domain::{AccountAlias, CloudName};
use slipway_portal::CloudSettings;
use slipway_simulator::{Options, Simulator, demo_accounts};
use std::collections::BTreeMap;
use std::future::Future;

/// How much faster than real the demo cloud works unless told otherwise.
const SPEED: f64 = 5.0;

/// Starts the simulated cloud on a loopback port and adds it to the settings' clouds, first.
pub(super) async fn start(
    options: &Serve,
    settings: &mut Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let defaults = Options::default();
    let simulator = Simulator::new(Options {
        servers: options.servers.unwrap_or(defaults.servers),
        speed: options.speed.unwrap_or(SPEED),
        ..defaults
    });
    tokio::spawn(async move {
        if let Err(error) = simulator.serve(listener, stop).await {
            tracing::error!(%error, "the demo cloud stopped");
        }
    });
    settings.clouds.insert(
        0,
        ConfiguredCloud {
            kind: CloudKind::Clc,
            settings: CloudSettings {
                url: format!("http://{address}"),
                aliases: BTreeMap::from([(
                    AccountAlias::new("SLIP"),
                    vec![AccountAlias::new("SLPB")],
                )]),
                ..CloudSettings::named(CloudName::new("Demo"))
            },
        },
    );
    settings.http.demo_hint = Some(hint());
    Ok(())
}

/// The demo accounts in one line.
pub(super) fn hint() -> String {
    let accounts: Vec<String> = demo_accounts()
        .iter()
        .map(|account| format!("{} ({}, {})", account.user, account.alias, account.role))
        .collect();
    let password = demo_accounts()
        .first()
        .map_or("", |account| account.password);
    format!(
        "Demo accounts: {}. The password of each is {password}.",
        accounts.join(", ")
    )
}
