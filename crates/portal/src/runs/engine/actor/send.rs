//! Sending a run's calls: one permit, one write-ahead, one call, one answer.

use super::{Actor, End};
use crate::portal::Portal;
use crate::runs::engine::calls::{self, Call, Permit, Sent, TRIES};
use crate::runs::engine::machine::{self, Event};
use crate::runs::engine::schedule;
use crate::runs::engine::upstream::{Key, Upstream};
use futures::FutureExt;
use futures::future::BoxFuture;
use slipway_cloud::Submitted;
use slipway_domain::Secret;
use slipway_domain::run::OutcomeState;
use slipway_store::StoreResult;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// The permit that is waited for, once it is granted.
pub(super) async fn granted(permit: &mut Option<BoxFuture<'static, Permit>>) -> Permit {
    let Some(waiting) = permit else {
        return std::future::pending().await;
    };
    let granted = waiting.await;
    *permit = None;
    granted
}

/// The secret values that `named` asks for; `None` where any of them is gone. They stay sealed
/// between calls.
async fn secrets(
    portal: &Portal,
    named: &[String],
    sealed: Option<&str>,
) -> StoreResult<Option<BTreeMap<String, Secret>>> {
    if named.is_empty() {
        return Ok(Some(BTreeMap::new()));
    }
    let Some(plan) = sealed else { return Ok(None) };
    let secrets = portal.store().plans.secrets(plan).await?;
    Ok(secrets.filter(|secrets| named.iter().all(|name| secrets.contains_key(name))))
}

impl Actor {
    fn next_batch(&self) -> Option<u32> {
        let sends = &self.key.as_ref()?.sends;
        machine::next_call(&self.loaded, |batch| {
            sends.covers(batch) && self.is_working()
        })
    }

    /// Asks for a permit where there is something to send.
    pub(super) fn begin_sends(&mut self) {
        if self.next_batch().is_none() {
            self.permit = None;
        } else if self.permit.is_none()
            && self.send_from <= Instant::now()
            && let Some(upstream) = &self.upstream
        {
            self.permit = Some(calls::permit(upstream.limiter.clone()).boxed());
        }
    }

    /// When the next permit will be asked for, where that is put off.
    pub(super) fn next_send(&self) -> Option<Instant> {
        self.next_batch()
            .filter(|_| self.permit.is_none())
            .map(|_| self.send_from)
    }

    /// Sends the next call: what it needs, the write-ahead, then the call.
    pub(super) async fn send(&mut self, permit: Permit) -> Result<(), End> {
        let Some(batch) = self.next_batch() else {
            return Ok(());
        };
        let named = self.loaded.action().secrets();
        let secrets = match secrets(&self.portal, named, self.sealed.as_deref()).await {
            Ok(Some(secrets)) => secrets,
            Ok(None) => return self.commit(Event::SecretsGone).await,
            Err(error) => {
                tracing::error!(%error, "the secrets of a plan could not be read");
                self.send_from = Instant::now() + self.portal.timings().poll_min;
                return Ok(());
            }
        };
        let (Some(upstream), Some(key)) = (self.upstream.clone(), self.key.clone()) else {
            return Ok(());
        };
        let call = self.call(batch, &upstream, &key, secrets);
        self.commit(Event::Sending(batch)).await?;
        self.sends.push(calls::send(call, permit).boxed());
        Ok(())
    }

    fn call(
        &self,
        batch: u32,
        upstream: &Upstream,
        key: &Key,
        secrets: BTreeMap<String, Secret>,
    ) -> Call {
        let run = self.loaded.run();
        let waiting = self.loaded.in_state(batch, OutcomeState::Waiting);
        Call {
            batch,
            key: self.loaded.key(batch),
            generation: key.generation,
            cloud: upstream.cloud.clone(),
            auth: key.auth(&run.account),
            targets: waiting.map(|outcome| outcome.target.clone()).collect(),
            action: Arc::clone(self.loaded.action()),
            secrets,
        }
    }

    /// Takes a call's end.
    pub(super) async fn sent(&mut self, sent: Sent) -> Result<(), End> {
        let batch = sent.batch;
        let event = match sent.submitted {
            Submitted::Accepted(targets) => Event::Accepted(batch, targets),
            Submitted::Done => Event::Done(batch),
            Submitted::Refused(why) => Event::Refused(batch, why),
            Submitted::Unknown(why) => Event::NoAnswer(batch, why),
            Submitted::NotTaken { wait, why } => return self.not_taken(batch, wait, &why).await,
            Submitted::TokenRefused => {
                self.commit(Event::NotTaken(batch)).await?;
                self.cancel_late(batch).await?;
                return self.token_refused(sent.generation).await;
            }
        };
        self.tries.remove(&batch);
        self.commit(event).await?;
        self.plan_readings_of(batch);
        self.plan_look_up(batch);
        self.cancel_late(batch).await
    }

    /// Tries a call again later, unless it was tried often enough.
    async fn not_taken(
        &mut self,
        batch: u32,
        wait: Option<Duration>,
        why: &str,
    ) -> Result<(), End> {
        let tries = self.tries.entry(batch).or_default();
        *tries += 1;
        if *tries >= TRIES {
            self.tries.remove(&batch);
            let why = format!("Not sent: {why} at {TRIES} tries.");
            self.commit(Event::Refused(batch, why)).await?;
            return self.cancel_late(batch).await;
        }
        let wait = wait.unwrap_or_else(|| schedule::backoff(*tries, self.portal.timings()));
        // What one call met, the next would meet too: the whole run waits.
        self.send_from = self.send_from.max(Instant::now() + wait);
        self.commit(Event::NotTaken(batch)).await?;
        self.cancel_late(batch).await
    }
}
