//! Runs that are over, and of which nothing more can be learned, kept in memory: a finished run's
//! page and its share link are what people come back to.

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use slipway_domain::RunId;
use slipway_domain::run::RunDetail;
use std::sync::Arc;

/// Servers of all kept runs together; each takes about half a kilobyte.
const MOST_SERVERS: u64 = 10_000;

/// The runs; those not used for longest make room.
pub(crate) struct FinishedRuns(Cache<RunId, Arc<RunDetail>>);

impl Default for FinishedRuns {
    fn default() -> Self {
        let servers = |_: &RunId, detail: &Arc<RunDetail>| {
            detail.outcomes.len().try_into().unwrap_or(u32::MAX)
        };
        let runs = Cache::builder()
            .max_capacity(MOST_SERVERS)
            .weigher(servers)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self(runs)
    }
}

impl FinishedRuns {
    /// The run, if it is kept.
    pub(crate) fn get(&self, run: &RunId) -> Option<Arc<RunDetail>> {
        self.0.get(run)
    }

    /// Keeps the run if nothing about it changes any more.
    pub(crate) fn put(&self, detail: &Arc<RunDetail>) {
        if detail.run.state.is_over() && detail.unsettled().next().is_none() {
            self.0.insert(detail.run.id.clone(), detail.clone());
        }
    }
}
