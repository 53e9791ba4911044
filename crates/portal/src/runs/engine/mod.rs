//! The watcher: sends a run's calls and follows its jobs, from one place.
//!
//! [`Watch`] is what use-cases hold; [`spawn`] starts the supervisor, which starts one task per
//! run. A run's task holds its lease, so of several instances over one store one sends and
//! polls. What an event means for a run is decided in `machine`, without any input or output.

mod actor;
pub(crate) mod ask_again;
mod calls;
mod gauge;
mod loaded_run;
mod machine;
pub(crate) mod progress;
mod requests;
mod resume_token;
mod schedule;
mod shutdown;
mod supervisor;
mod upstream;
mod watch;

pub use requests::{Cancel, Decided, Decision, Resolution, ResumeToken, RolloutCommand};
pub use shutdown::Watcher;
pub use watch::Watch;
pub(crate) use watch::{Inbox, channel};

use crate::portal::Portal;
use shutdown::Quit;

/// Starts the watcher of a portal. A portal has one; further calls start nothing.
pub fn spawn(portal: Portal) -> Watcher {
    let (sender, quit) = Quit::pair();
    let task = if let Some(inbox) = portal.take_inbox() {
        tokio::spawn(supervisor::supervise(portal, inbox, quit))
    } else {
        tracing::error!("this portal's watcher was started before");
        tokio::spawn(std::future::ready(()))
    };
    Watcher::new(task, sender)
}
