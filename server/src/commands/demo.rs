//! `--demo`: a simulated cloud of each kind inside the process, reached over HTTP like any other.

use super::Failure;
use crate::cli::Serve;
use crate::settings::{CloudKind, ConfiguredCloud, Settings, SettingsError};
use slipway_app::pages::sign_in::DemoAccounts;
use slipway_domain::{AccountAlias, CloudName};
use slipway_portal::CloudSettings;
use slipway_simulator::{Options, Simulator, demo_accounts, manager_users};
use std::collections::BTreeMap;
use std::future::Future;

/// How much faster than real the demo clouds work unless told otherwise.
const SPEED: f64 = 5.0;
/// The name of the simulated CenturyLink Cloud.
const CLC: &str = "Demo";
/// The name of the simulated Cloudify Manager.
const CLOUDIFY: &str = "Cloudify";

/// Starts the simulated clouds on a loopback port and adds them to the settings' clouds, first.
pub(super) async fn start(
    options: &Serve,
    settings: &mut Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    names_are_free(settings)?;
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
            tracing::error!(%error, "the demo clouds stopped");
        }
    });
    let url = format!("http://{address}");
    let clc = ConfiguredCloud {
        kind: CloudKind::Clc,
        settings: CloudSettings {
            url: url.clone(),
            aliases: BTreeMap::from([(AccountAlias::new("SLIP"), vec![AccountAlias::new("SLPB")])]),
            ..CloudSettings::named(CloudName::new(CLC))
        },
    };
    let cloudify = ConfiguredCloud {
        kind: CloudKind::Cloudify,
        settings: CloudSettings {
            url,
            ..CloudSettings::named(CloudName::new(CLOUDIFY))
        },
    };
    settings.clouds.splice(0..0, [clc, cloudify]);
    settings.http.demo_accounts = accounts().into();
    Ok(())
}

/// No cloud of the settings is called like one of the demo's.
fn names_are_free(settings: &Settings) -> Result<(), SettingsError> {
    for name in [CLC, CLOUDIFY].map(CloudName::new) {
        if settings.clouds.iter().any(|one| one.settings.name == name) {
            let problem = format!(
                "{:?} is what the demo calls a cloud of its own; name the cloud differently, or leave --demo out",
                name.as_str()
            );
            return Err(SettingsError::value("clouds.name", problem));
        }
    }
    Ok(())
}

/// Who can sign in to the demo clouds.
pub(super) fn accounts() -> [DemoAccounts; 2] {
    let line = |user, password, role| format!("{user} / {password} ({role})");
    let clc = demo_accounts().iter().map(|one| {
        let role = format!("{}, {}", one.alias, one.role);
        line(one.user, one.password, role)
    });
    let cloudify = manager_users().iter();
    let cloudify = cloudify.map(|one| line(one.name, one.password, one.roles()));
    [(CLC, clc.collect()), (CLOUDIFY, cloudify.collect())].map(|(cloud, accounts)| DemoAccounts {
        cloud: cloud.to_owned(),
        accounts,
    })
}
