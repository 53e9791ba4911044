//! The command line. Every option is also an environment variable, `SLIPWAY_…`.

use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// A web portal for running packages on fleets of cloud servers.
#[derive(Debug, Parser)]
#[command(name = "slipway", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal.
    Serve(Serve),
    /// Serve the simulated cloud alone, for existing clients and for tests.
    Simulate(Simulate),
    /// Check the settings and whether each cloud can be reached; exit 0 or 1.
    Check(Check),
    /// Print a fresh secret key.
    Key,
}

/// Options of `slipway serve`.
#[derive(Args, Debug, Default)]
pub struct Serve {
    /// Run with a simulated cloud inside, in a temporary data folder.
    #[arg(long, env = "SLIPWAY_DEMO")]
    pub demo: bool,
    /// Servers of the simulated cloud.
    #[arg(long, env = "SLIPWAY_SERVERS", requires = "demo", value_name = "N")]
    pub servers: Option<usize>,
    /// How many times faster than real the simulated cloud works.
    #[arg(long, env = "SLIPWAY_SPEED", requires = "demo", value_name = "X")]
    pub speed: Option<f64>,
    /// Address to listen on.
    #[arg(long, env = "SLIPWAY_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Settings file; `./Leptos.toml` where there is one.
    #[arg(long, env = "SLIPWAY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data folder; created if missing.
    #[arg(long, env = "SLIPWAY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database; a file in the data folder unless given.
    #[arg(long, env = "SLIPWAY_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
    /// The address that people type; decides cookies and trusted origins.
    #[arg(long, env = "SLIPWAY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

/// Options of `slipway simulate`.
#[derive(Args, Debug)]
pub struct Simulate {
    /// Address to listen on.
    #[arg(
        long,
        env = "SLIPWAY_LISTEN",
        default_value = "127.0.0.1:3900",
        value_name = "ADDR"
    )]
    pub listen: SocketAddr,
    /// Servers of the simulated cloud.
    #[arg(long, env = "SLIPWAY_SERVERS", default_value_t = 60, value_name = "N")]
    pub servers: usize,
    /// How many times faster than real it works.
    #[arg(long, env = "SLIPWAY_SPEED", default_value_t = 1.0, value_name = "X")]
    pub speed: f64,
    /// Decides everything that is made up.
    #[arg(long, env = "SLIPWAY_SEED", default_value_t = 1, value_name = "N")]
    pub seed: u64,
}

/// Options of `slipway check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Settings file; `./Leptos.toml` where there is one.
    #[arg(long, env = "SLIPWAY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}
