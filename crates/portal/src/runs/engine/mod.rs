//! The watcher: sends a run's calls and follows its jobs, from one place.
//!
//! [`Watch`] is what use-cases hold; [`spawn`] starts the supervisor, which starts one task per
//! run. A run's task holds its lease, so of several instances over one store one sends and
//! polls. What an event means for a run is decided in `machine`, without any input or output.

mod actor;
pub(crate) mod ask_again;
mod gauge;
mod loaded_run;
mod machine;
mod poller;
pub(crate) mod progress;
mod quit;
mod requests;
mod resume_token;
mod schedule;
mod sender;
mod supervisor;
mod upstream;
mod watch;

pub use requests::{Cancel, Decided, Decision, Resolution, ResumeToken};
pub use watch::Watch;
pub(crate) use watch::{Inbox, channel};

use crate::portal::Portal;
use std::time::Duration;
use tokio::task::JoinHandle;

/// A running watcher. Dropping it shuts it down as well, without waiting.
#[derive(Debug)]
pub struct Watcher {
    task: JoinHandle<()>,
    quit: tokio::sync::watch::Sender<bool>,
}

impl Watcher {
    /// Sends nothing more, waits at most 5 s for calls under way, gives the leases back.
    pub async fn shutdown(mut self) {
        let _ = self.quit.send(true);
        let grace = quit::WITHIN + Duration::from_secs(1);
        if tokio::time::timeout(grace, &mut self.task).await.is_err() {
            tracing::warn!("the watcher did not end in time; calls under way count as unanswered");
            self.task.abort();
        }
    }

    /// Ends it like a crash: calls under way are dropped, leases run out by themselves.
    pub fn abort(&self) {
        self.task.abort();
    }
}

/// Starts the watcher of a portal. A portal has one; further calls start nothing.
pub fn spawn(portal: Portal) -> Watcher {
    let (sender, quit) = quit::Quit::pair();
    let task = if let Some(inbox) = portal.take_inbox() {
        tokio::spawn(supervisor::supervise(portal, inbox, quit))
    } else {
        tracing::error!("this portal's watcher was started before");
        tokio::spawn(std::future::ready(()))
    };
    Watcher { task, quit: sender }
}
