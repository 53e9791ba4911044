//! The end of the watcher, and how its tasks hear of it.

use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long calls under way may take to end at a shutdown.
pub(super) const WITHIN: Duration = Duration::from_secs(5);

/// The listening end; it also hears when the other end is gone.
#[derive(Clone, Debug)]
pub(super) struct Quit(watch::Receiver<bool>);

impl Quit {
    pub(super) fn pair() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Returns once the portal shuts down.
    pub(super) async fn called(&mut self) {
        // An error means that nobody holds the watcher any more: nothing is left to wait for.
        let _ = self.0.wait_for(|quit| *quit).await;
    }
}

/// A running watcher. Dropping it shuts it down as well, without waiting.
#[derive(Debug)]
pub struct Watcher {
    task: JoinHandle<()>,
    quit: watch::Sender<bool>,
}

impl Watcher {
    pub(super) fn new(task: JoinHandle<()>, quit: watch::Sender<bool>) -> Self {
        Self { task, quit }
    }

    /// Sends nothing more, waits at most 5 s for calls under way, gives the leases back.
    pub async fn shutdown(mut self) {
        let _ = self.quit.send(true);
        let grace = WITHIN + Duration::from_secs(1);
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
