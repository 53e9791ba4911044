//! `slipway simulate`: the simulated clouds alone.

use super::stop::stop_signal;
use super::{Failure, say};
use crate::cli::Simulate;
use slipway_simulator::{Options, Simulator, demo_accounts, manager_users};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long open requests may take to end once it is asked to stop.
const DRAIN: Duration = Duration::from_secs(2);

pub(super) async fn simulate(options: Simulate) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .map_err(|error| format!("--listen {}: {error}", options.listen))?;
    let address = listener.local_addr()?;
    let stop = stop_signal()?;
    let simulator = Simulator::new(Options {
        servers: options.servers,
        speed: options.speed,
        seed: options.seed,
        ..Options::default()
    });
    say(&format!(
        "Simulated CenturyLink Cloud at http://{address}\n"
    ));
    for account in demo_accounts() {
        say(&format!(
            "  {} / {}  ({}, {})\n",
            account.user, account.password, account.alias, account.role
        ));
    }
    say(&format!(
        "Simulated Cloudify Manager at http://{address}/api/v3.1\n"
    ));
    for user in manager_users() {
        say(&format!(
            "  {} / {}  ({})\n",
            user.name,
            user.password,
            user.roles()
        ));
    }
    let (stopping, told) = oneshot::channel::<()>();
    let stop = async move {
        stop.await;
        drop(stopping);
    };
    // A request that never comes, or never ends, keeps nobody waiting.
    let cut_off = async {
        let _ = told.await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = simulator.serve(listener, stop) => Ok(served?),
        () = cut_off => Ok(()),
    }
}
