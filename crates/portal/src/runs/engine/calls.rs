//! What a run asks of its cloud: one call sent, or jobs observed, each when its turn comes.

use super::loaded_run::JobKey;
use super::upstream::Upstream;
use crate::clouds::{Cloud, Limiter};
use slipway_cloud::{Auth, CallKey, Reading, Submitted};
use slipway_domain::Secret;
use slipway_domain::action::Action;
use slipway_domain::run::{Handle, Target};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How often a call that is provably not taken is tried before its servers are given up.
pub(super) const TRIES: u32 = 5;

/// Leave to have one more call under way for an account; given back when dropped.
pub(super) struct Permit(Arc<Limiter>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.calls.add_permits(1);
    }
}

/// Waits for an account's next permit. Runs wait in the order they asked, so that a long run
/// does not keep a short one from starting.
pub(super) async fn permit(limiter: Arc<Limiter>) -> Permit {
    match limiter.calls.acquire().await {
        Ok(permit) => permit.forget(),
        // Nobody closes a limiter.
        Err(_closed) => std::future::pending().await,
    }
    Permit(limiter)
}

/// Everything one call needs.
pub(super) struct Call {
    pub(super) batch: u32,
    pub(super) key: CallKey,
    /// Which of the run's tokens it is made with.
    pub(super) generation: u32,
    pub(super) cloud: Arc<Cloud>,
    pub(super) auth: Auth,
    pub(super) targets: Vec<Target>,
    pub(super) action: Arc<Action>,
    pub(super) secrets: BTreeMap<String, Secret>,
}

/// How a call ended.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) batch: u32,
    pub(super) generation: u32,
    pub(super) submitted: Submitted,
}

/// Makes the call. It is never repeated in here.
pub(super) async fn send(call: Call, permit: Permit) -> Sent {
    let asked = slipway_cloud::Call {
        action: &call.action,
        targets: &call.targets,
    };
    let jobs = call.cloud.driver.jobs();
    let submitted = jobs.submit(&call.auth, asked, &call.secrets, &call.key);
    let submitted = submitted.await;
    drop(permit);
    Sent {
        batch: call.batch,
        generation: call.generation,
        submitted,
    }
}

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
