//! When to stop: whatever asks a program to end, the closing of its terminal included. Listening
//! begins before the program says that it is ready, so that whoever waits for those words may
//! stop it at once.

use std::future::Future;
use std::io;

/// Begins to listen; the future ends when the program is asked to stop.
///
/// A file that may not grow any more (`RLIMIT_FSIZE`) is the store's to report; unheard, its signal
/// would end the program.
///
/// # Errors
/// Where the system does not let signals be heard.
#[cfg(unix)]
pub(super) fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = (!is_ignored(SignalKind::hangup()))
        .then(|| signal(SignalKind::hangup()))
        .transpose()?;
    let mut quit = signal(SignalKind::quit())?;
    #[cfg(target_os = "linux")]
    let too_large = signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?;
    Ok(async move {
        #[cfg(target_os = "linux")]
        let _too_large = too_large;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            () = heard(hang_up.as_mut()) => {}
            _ = quit.recv() => {}
        }
    })
}

#[cfg(unix)]
async fn heard(signal: Option<&mut tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Whether whoever started the program wants a signal ignored, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: tokio::signal::unix::SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    (mask.unwrap_or_default() >> (signal.as_raw_value() - 1)) & 1 == 1
}

/// Begins to listen; the future ends when the program is asked to stop.
#[cfg(not(unix))]
pub(super) fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    })
}
