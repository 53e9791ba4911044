//! `slipway simulate`: the simulated cloud alone.

use super::stop::stop_signal;
use super::{Failure, say};
use crate::cli::Simulate;
use slipway_simulator::{Options, Simulator, demo_accounts};

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
    simulator.serve(listener, stop).await?;
    Ok(())
}
