//! What this instance follows, as metrics: how many runs and jobs, and how late it reads them.

use super::loaded_run::LoadedRun;
use std::time::Duration;

/// A run under watch; counts as long as it lives.
#[derive(Debug)]
pub(super) struct Followed {
    /// Its jobs without a verdict.
    jobs: usize,
}

impl Followed {
    /// Counts a run and its jobs.
    pub(super) fn new(loaded: &LoadedRun) -> Self {
        metrics::gauge!("slipway_watched_runs").increment(1);
        let mut followed = Self { jobs: 0 };
        followed.count(loaded);
        followed
    }

    /// Counts its jobs anew.
    pub(super) fn count(&mut self, loaded: &LoadedRun) {
        self.set(loaded.open_jobs());
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a gauge is a float; jobs are few"
    )]
    fn set(&mut self, jobs: usize) {
        metrics::gauge!("slipway_watched_jobs").increment(jobs as f64 - self.jobs as f64);
        self.jobs = jobs;
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.set(0);
        metrics::gauge!("slipway_watched_runs").decrement(1);
    }
}

/// Notes how long after its time a job's reading began.
pub(super) fn late(by: Duration) {
    metrics::histogram!("slipway_watch_delay_seconds").record(by.as_secs_f64());
}
