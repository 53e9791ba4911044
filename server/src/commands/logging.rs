//! Logs: for people in a terminal, JSON otherwise; `RUST_LOG` chooses what is logged.

use crate::output::{self, Log};
use std::io::IsTerminal;
use std::panic::PanicHookInfo;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Whatever is asked for, these say no more: at `trace` they write addresses, and the address of a
/// shared run is the key to it.
const SILENT: [&str; 1] = ["tower_http=info"];

/// Starts logging to standard error, panics included.
pub(super) fn start() {
    let filter = match std::env::var(EnvFilter::DEFAULT_ENV) {
        Ok(text) if !text.trim().is_empty() => EnvFilter::try_new(text).ok(),
        _ => None,
    };
    let filter = SILENT.iter().fold(
        filter.unwrap_or_else(|| EnvFilter::new("info")),
        |filter, silent| match silent.parse() {
            Ok(directive) => filter.add_directive(directive),
            Err(_) => filter,
        },
    );
    // The library would complain on standard error about a log that cannot be written, and panic
    // where that cannot be written either.
    let logs = fmt()
        .with_env_filter(filter)
        .with_writer(|| Log)
        .log_internal_errors(false);
    let started = if std::io::stderr().is_terminal() {
        logs.with_target(false).try_init()
    } else {
        logs.json().flatten_event(true).try_init()
    };
    if let Err(error) = started {
        output::complain(&format!("slipway: logging could not start: {error}"));
    }
    std::panic::set_hook(Box::new(panicked));
}

fn panicked(info: &PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let place = info.location().map(ToString::to_string);
    tracing::error!(
        thread = thread.name().unwrap_or_default(),
        place = place.unwrap_or_default(),
        panic = info.payload_as_str().unwrap_or("no text"),
        "a task panicked"
    );
    if thread.name() == Some("main") {
        output::flush();
    }
}
