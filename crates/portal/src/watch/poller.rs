//! One observation of a job: waiting for the account's slot, and asking.

use super::book::JobKey;
use super::upstream::Upstream;
use slipway_cloud::{Auth, Reading};
use slipway_domain::run::Handle;

/// How an observation ended.
#[derive(Debug)]
pub(super) struct Polled {
    pub(super) job: JobKey,
    pub(super) generation: u32,
    pub(super) reading: Reading,
}

/// Observes `job`, when the account's next slot comes.
pub(super) async fn poll(
    upstream: Upstream,
    auth: Auth,
    generation: u32,
    job: JobKey,
    handle: Handle,
) -> Polled {
    upstream.limiter.reading_slot().await;
    let jobs = upstream.cloud.driver.jobs();
    Polled {
        job,
        generation,
        reading: jobs.observe(&auth, &handle).await,
    }
}
