//! What people ask of runs, until whoever follows the run takes it. The bus carries its id alone: a
//! request may hold somebody's token.

use super::actor::Request;
use slipway_domain::Entropy;
use slipway_domain::context::{hex, random_bytes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Requests by their ids.
pub(crate) struct Requests {
    waiting: Mutex<HashMap<String, Request>>,
    entropy: Arc<dyn Entropy>,
}

impl Requests {
    pub(super) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            waiting: Mutex::default(),
            entropy,
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Request>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps one until it is taken; its id, which no other process gives.
    pub(super) fn put(&self, request: Request) -> String {
        let id = hex(&random_bytes::<8>(self.entropy.as_ref()));
        self.waiting().insert(id.clone(), request);
        id
    }

    pub(super) fn take(&self, id: &str) -> Option<Request> {
        self.waiting().remove(id)
    }

    pub(super) fn clear(&self) {
        self.waiting().clear();
    }
}
