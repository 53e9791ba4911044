//! One file per command; each says on standard error why it fails and exits 1.

mod check;
mod data;
mod demo;
mod key;
mod logging;
mod serve;
mod simulate;
mod stop;

pub use serve::{Pace, Running, start, start_at};

use crate::cli::{Cli, Command};
use std::process::ExitCode;

/// Why a command failed, in words for whoever typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs one command to its end.
pub async fn run(cli: Cli) -> ExitCode {
    logging::start();
    let result = match cli.command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Simulate(options) => simulate::simulate(options).await,
        Command::Check(options) => check::check(options).await,
        Command::Key => {
            key::key();
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("slipway: {error}");
            ExitCode::FAILURE
        }
    }
}
