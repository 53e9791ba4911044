//! Who listens to which run. A change is encoded once and shared by every listener.

use slipway_domain::RunId;
use slipway_domain::live::{LiveRun, Progress};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;

/// Messages a slow listener may fall behind before it is sent the full state again.
const BACKLOG: usize = 64;

/// One encoded message.
#[derive(Clone, Debug)]
pub struct Update {
    /// The version it brings a page to.
    pub version: u64,
    /// [`LiveRun`] as JSON.
    pub json: Arc<str>,
}

#[derive(Default)]
struct Topic {
    listeners: Option<broadcast::Sender<Update>>,
    progress: Option<Progress>,
}

/// The listeners of all runs.
#[derive(Default)]
pub struct Hub {
    topics: Mutex<HashMap<RunId, Topic>>,
}

impl Hub {
    fn topics(&self) -> MutexGuard<'_, HashMap<RunId, Topic>> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts listening. Listen first and read the run's full state after, so that nothing falls
    /// between; drop what is not newer than that state.
    pub fn listen(&self, run: &RunId) -> broadcast::Receiver<Update> {
        let mut topics = self.topics();
        let topic = topics.entry(run.clone()).or_default();
        topic
            .listeners
            .get_or_insert_with(|| broadcast::channel(BACKLOG).0)
            .subscribe()
    }

    /// Stops listening. A run that nobody follows or listens to is forgotten: its page may have
    /// been open only because somebody looked at how it ended.
    pub fn leave(&self, run: &RunId, listener: broadcast::Receiver<Update>) {
        drop(listener);
        let mut topics = self.topics();
        let idle = topics.get(run).is_some_and(|topic| {
            let listeners = topic.listeners.as_ref();
            topic.progress.is_none() && listeners.is_none_or(|all| all.receiver_count() == 0)
        });
        if idle {
            topics.remove(run);
        }
    }

    /// Tells everybody who listens and keeps the progress for pages drawn later.
    pub fn publish(&self, run: &RunId, message: &LiveRun) {
        let mut topics = self.topics();
        let topic = topics.entry(run.clone()).or_default();
        topic.progress = Some(message.progress);
        let Some(listeners) = &topic.listeners else {
            return;
        };
        if listeners.receiver_count() == 0 {
            topic.listeners = None;
            return;
        }
        match serde_json::to_string(message) {
            Ok(json) => {
                let _ = listeners.send(Update {
                    version: message.version,
                    json: json.into(),
                });
            }
            Err(error) => tracing::error!(%error, "a live message could not be encoded"),
        }
    }

    /// When the run's jobs were last read and will be read next, as far as this process knows.
    pub fn progress(&self, run: &RunId) -> Option<Progress> {
        self.topics().get(run).and_then(|topic| topic.progress)
    }

    /// Forgets a run that is over; its listeners see the channel close after the last message.
    pub fn close(&self, run: &RunId) {
        self.topics().remove(run);
    }

    /// How many listeners there are, for the metrics.
    pub fn listeners(&self) -> usize {
        let topics = self.topics();
        topics
            .values()
            .filter_map(|topic| topic.listeners.as_ref())
            .map(broadcast::Sender::receiver_count)
            .sum()
    }
}
