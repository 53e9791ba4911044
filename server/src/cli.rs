//! The command line. Every option is also an environment variable, `SLIPWAY_…`.

use clap::builder::BoolishValueParser;
use clap::{Args, Command as Program, CommandFactory, FromArgMatches, Parser, Subcommand};
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

impl Cli {
    /// Reads the command line and the environment, where an empty variable counts as none. Ends
    /// the program where it is asked for help or cannot be understood.
    pub fn from_args() -> Self {
        let matches = without_empty_variables(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The program without the variables that are set to nothing.
fn without_empty_variables(program: Program) -> Program {
    let is_empty =
        |name: &std::ffi::OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    program
        .mut_args(|argument| match argument.get_env() {
            Some(name) if is_empty(name) => argument.env(None::<&str>),
            _ => argument,
        })
        .mut_subcommands(without_empty_variables)
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal.
    Serve(Serve),
    /// Serve the simulated cloud alone, for existing clients and for tests.
    Simulate(Simulate),
    /// Check all that serving and signing in need, without doing either; exit 0 or 1.
    Check(Check),
    /// Read what is kept of who did what.
    Audit(Audit),
    /// Print a fresh secret key.
    Key,
}

/// Options of `slipway serve`.
#[derive(Args, Debug, Default)]
pub struct Serve {
    /// Run with a simulated cloud inside, in a temporary data folder.
    #[arg(long, env = "SLIPWAY_DEMO", value_parser = BoolishValueParser::new())]
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

/// Options of `slipway check`: those of `slipway serve`.
#[derive(Args, Debug, Default)]
pub struct Check {
    /// Address to listen on.
    #[arg(long, env = "SLIPWAY_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Settings file; `./Leptos.toml` where there is one.
    #[arg(long, env = "SLIPWAY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data folder.
    #[arg(long, env = "SLIPWAY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database; a file in the data folder unless given.
    #[arg(long, env = "SLIPWAY_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
    /// The address that people type; decides cookies and trusted origins.
    #[arg(long, env = "SLIPWAY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

/// `slipway audit`
#[derive(Args, Debug)]
pub struct Audit {
    /// What to do with it.
    #[command(subcommand)]
    pub command: AuditCommand,
}

/// What can be done with the audit chain.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that no row was changed or taken out; exit 0 or 1. Works beside a running program.
    Verify(AuditVerify),
}

/// Options of `slipway audit verify`.
#[derive(Args, Debug)]
pub struct AuditVerify {
    /// Settings file; `./Leptos.toml` where there is one.
    #[arg(long, env = "SLIPWAY_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data folder.
    #[arg(long, env = "SLIPWAY_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database; a file in the data folder unless given.
    #[arg(long, env = "SLIPWAY_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
}
