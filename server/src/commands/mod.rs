//! One file per command; each says on standard error why it fails and exits 1.

mod audit;
mod check;
mod data;
mod demo;
mod key;
mod logging;
mod recorder;
mod serve;
mod simulate;
mod stop;

pub use serve::{Pace, Running, start, start_at};

use crate::cli::{Cli, Command};
use crate::output;
use std::io::Write;
use std::process::ExitCode;

/// Says something to whoever started the program. They may have stopped reading; that is no reason
/// to fail.
fn say(words: &str) {
    let mut output = std::io::stdout();
    let _ = output
        .write_all(words.as_bytes())
        .and_then(|()| output.flush());
}

/// Why a command failed, in words for whoever typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs one command to its end.
pub async fn run(cli: Cli) -> ExitCode {
    logging::start();
    let result = match cli.command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Simulate(options) => simulate::simulate(options).await,
        Command::Check(options) => check::check(options).await,
        Command::Audit(options) => audit::audit(options).await,
        Command::Key => key::key(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("slipway: {error}"));
            ExitCode::FAILURE
        }
    }
}
