//! Logs: for people in a terminal, JSON otherwise; `RUST_LOG` chooses what is logged.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Whatever is asked for, these say no more: at `trace` they write addresses, and the address of a
/// shared run is the key to it.
const SILENT: [&str; 1] = ["tower_http=info"];

/// Starts logging to standard error.
pub(super) fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = SILENT
        .iter()
        .fold(filter, |filter, silent| match silent.parse() {
            Ok(directive) => filter.add_directive(directive),
            Err(_) => filter,
        });
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::io::stderr().is_terminal() {
        logs.with_target(false).try_init()
    } else {
        logs.json().flatten_event(true).try_init()
    };
    if let Err(error) = started {
        eprintln!("slipway: logging could not start: {error}");
    }
}
