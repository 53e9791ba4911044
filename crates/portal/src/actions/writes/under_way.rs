//! Which writes are being carried out, so that a second post of the same form waits for the first.

use slipway_domain::AppError;
use slipway_domain::server_form::Problem;
use slipway_store::WriteKey;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch::{self, Receiver, Sender};

/// What became of a write.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The cloud did it; what it made or changed.
    Done(String),
    /// It was refused for what stands in the form.
    Problems(Vec<Problem>),
    /// It was not done, or nobody knows.
    Trouble(AppError),
}

pub(super) type Told = Option<Answer>;

/// The writes that are being carried out.
#[derive(Default)]
pub(crate) struct Writes {
    under_way: Mutex<HashMap<WriteKey, Receiver<Told>>>,
}

impl Writes {
    pub(super) fn under_way(&self) -> MutexGuard<'_, HashMap<WriteKey, Receiver<Told>>> {
        // Each change to it is whole before anything could panic.
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn waiting(&self, key: &WriteKey) -> Option<Receiver<Told>> {
        self.under_way().get(key).cloned()
    }

    /// The end of a write that is being carried out, or both ends of one that is to begin.
    pub(super) fn enter(&self, key: &WriteKey) -> (Option<Sender<Told>>, Receiver<Told>) {
        let mut under_way = self.under_way();
        if let Some(waiting) = under_way.get(key) {
            return (None, waiting.clone());
        }
        let (sender, receiver) = watch::channel(None);
        under_way.insert(key.clone(), receiver.clone());
        (Some(sender), receiver)
    }

    /// Resolves when none is being carried out.
    pub(crate) async fn ended(&self) {
        loop {
            let next = self.under_way().values().next().cloned();
            let Some(mut next) = next else { return };
            // It is told before it is kept; whoever carries it out hangs up after that.
            while next.changed().await.is_ok() {}
        }
    }
}
