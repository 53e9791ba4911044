//! How the watcher's tasks hear that the portal shuts down.

use std::time::Duration;
use tokio::sync::watch;

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
