//! One observation of jobs: waiting for the account's slot, and asking.

use super::loaded_run::JobKey;
use super::upstream::Upstream;
use slipway_cloud::{Auth, Reading};
use slipway_domain::run::Handle;

/// How an observation ended.
#[derive(Debug)]
pub(super) struct Polled {
    pub(super) generation: u32,
    pub(super) readings: Vec<(JobKey, Reading)>,
}

/// Observes jobs, when the account's next slot comes.
pub(super) async fn poll(
    upstream: Upstream,
    auth: Auth,
    generation: u32,
    jobs: Vec<(JobKey, Handle)>,
) -> Polled {
    upstream.limiter.reading_slot().await;
    let (keys, handles): (Vec<_>, Vec<_>) = jobs.into_iter().unzip();
    let heard = upstream.cloud.driver.jobs().observe(&auth, &handles).await;
    // What a driver leaves out it has heard nothing of.
    let silence = std::iter::repeat_with(|| Reading::Silence(None));
    let readings = keys.into_iter().zip(heard.into_iter().chain(silence));
    Polled {
        generation,
        readings: readings.collect(),
    }
}
