//! Runs that are over, and of which nothing more can be learned, kept in memory: a finished run's
//! page and its share link are what people come back to.

use slipway_domain::RunId;
use slipway_domain::run::RunDetail;
use std::sync::{Arc, Mutex, PoisonError};

/// Servers of all kept runs together; each takes about half a kilobyte.
const MOST_SERVERS: usize = 10_000;

/// The runs, last used last.
#[derive(Default)]
pub(crate) struct FinishedRuns(Mutex<Vec<Arc<RunDetail>>>);

impl FinishedRuns {
    /// The run, if it is kept.
    pub(crate) fn get(&self, run: &RunId) -> Option<Arc<RunDetail>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|detail| detail.run.id == *run)?;
        let detail = kept.remove(place);
        kept.push(detail.clone());
        Some(detail)
    }

    /// Keeps the run if nothing about it changes any more, in place of those not used for longest.
    pub(crate) fn put(&self, detail: &Arc<RunDetail>) {
        let changes = !detail.run.state.is_over() || detail.unsettled().next().is_some();
        if changes || detail.outcomes.len() > MOST_SERVERS {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.run.id != detail.run.id);
        kept.push(detail.clone());
        let mut servers: usize = kept.iter().map(|detail| detail.outcomes.len()).sum();
        while servers > MOST_SERVERS {
            servers -= kept.remove(0).outcomes.len();
        }
    }
}
