//! Who listens to which run. That a run changed is told by the bus. What the change was is encoded
//! once, where it was made, and shared by every listener of the same process; others read the run.

use crate::bus::Message;
use slipway_domain::RunId;
use slipway_domain::live::{LiveRun, Progress};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::Instant;

/// Messages a slow listener may fall behind before it is sent the full state again.
const BACKLOG: usize = 64;

/// How long a version that was read from the store stands for all pages of a run.
const READ: Duration = Duration::from_secs(2);

/// One change.
#[derive(Clone, Debug)]
pub struct Update {
    /// The version it brings a page to.
    pub version: u64,
    /// [`LiveRun`] as JSON; `None` of a change that was made elsewhere.
    pub json: Option<Arc<str>>,
}

#[derive(Default)]
struct Topic {
    listeners: Option<broadcast::Sender<Update>>,
    progress: Option<Progress>,
    /// What the change was that the bus is about to tell of.
    encoded: Option<Arc<str>>,
    /// The version in the store, and when it was read.
    kept: Option<(Instant, u64)>,
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

    /// Encodes a change that the bus is about to tell of, and keeps the progress for pages drawn later.
    pub(crate) fn encode(&self, run: &RunId, message: &LiveRun) {
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
            Ok(json) => topic.encoded = Some(json.into()),
            Err(error) => tracing::error!(%error, "a live message could not be encoded"),
        }
    }

    /// When the run's jobs were last read and will be read next, as far as this process knows.
    pub fn progress(&self, run: &RunId) -> Option<Progress> {
        self.topics().get(run).and_then(|topic| topic.progress)
    }

    /// Takes a message of the bus. Of a run that is left its listeners see the channel close after the
    /// last change.
    pub(crate) fn hear(&self, message: &Message) {
        match message {
            Message::RunChanged { run, version } => {
                let mut topics = self.topics();
                let Some(topic) = topics.get_mut(run) else {
                    return;
                };
                let update = Update {
                    version: *version,
                    json: topic.encoded.take(),
                };
                if let Some(listeners) = &topic.listeners {
                    let _ = listeners.send(update);
                }
            }
            Message::RunLeft(run) => drop(self.topics().remove(run)),
            Message::RunSubmitted(_) | Message::RunAsked { .. } | Message::ServersChanged(_) => {}
        }
    }

    /// The version in the store, if any page had it read a moment ago.
    pub(crate) fn kept(&self, run: &RunId) -> Option<u64> {
        let kept = self.topics().get(run).and_then(|topic| topic.kept);
        kept.filter(|(read, _)| read.elapsed() < READ)
            .map(|(_, version)| version)
    }

    pub(crate) fn note_kept(&self, run: &RunId, version: u64) {
        if let Some(topic) = self.topics().get_mut(run) {
            topic.kept = Some((Instant::now(), version));
        }
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
