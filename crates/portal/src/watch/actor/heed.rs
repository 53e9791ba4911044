//! What people ask of a run that is being followed: stop, decide, go on with a fresh token.

use super::{Actor, End};
use crate::portal::Portal;
use crate::watch::lend;
use crate::watch::machine::Event;
use crate::watch::upstream::Key;
use crate::watch::{Choice, Offer};
use slipway_domain::run::RunState;
use slipway_domain::{AppError, AppResult, RunId, Secret};
use tokio::sync::oneshot;

pub(in crate::watch) const ELSEWHERE: &str =
    "Another instance is following this run; try again in a few seconds.";
const OVER: &str = "This run is over; there is nothing left to decide.";
const NOTHING_ASKED: &str = "No call of this run waits for a decision.";
const STOPPING: &str = "Watching this run is being stopped.";

/// What is said where this process does not (any longer) follow the run.
pub(super) fn not_here() -> AppError {
    AppError::Conflict(ELSEWHERE.to_owned())
}

/// What is said once nothing can be asked of a run any more.
pub(super) fn over() -> AppError {
    AppError::Conflict(OVER.to_owned())
}

/// A command for one run.
#[derive(Debug)]
pub(in crate::watch) enum Order {
    Stop(oneshot::Sender<AppResult<()>>),
    Answer(Choice, oneshot::Sender<AppResult<()>>),
    Credential(Offer),
}

impl Order {
    /// Tells whoever waits that it cannot be done here, and why. A token goes to the run's row,
    /// where whoever follows the run looks for it.
    pub(super) async fn decline(self, portal: &Portal, run: &RunId, why: AppError) {
        match self {
            Self::Stop(done) | Self::Answer(_, done) => drop(done.send(Err(why))),
            Self::Credential(offer) => lend::to_run(portal, run, &offer).await,
        }
    }
}

impl Actor {
    pub(super) async fn heed(&mut self, order: Order) -> Result<(), End> {
        match order {
            order if self.quit_by.is_some() => {
                order
                    .decline(&self.portal, &self.book.run().id, not_here())
                    .await;
            }
            Order::Stop(done) => {
                // Calls under way end first, so that their answers are not lost.
                self.lay_down();
                self.stopping.push(done);
            }
            Order::Answer(choice, done) => return self.decide(choice, done).await,
            Order::Credential(offer) => {
                let run = self.book.run();
                if run.cloud == offer.holder.cloud && run.account == offer.holder.account {
                    let may_submit = offer.may_submit(&run.plan);
                    return self.offered(offer.token, may_submit).await;
                }
            }
        }
        Ok(())
    }

    async fn decide(
        &mut self,
        choice: Choice,
        done: oneshot::Sender<AppResult<()>>,
    ) -> Result<(), End> {
        let refusal = if !self.stopping.is_empty() {
            Some(STOPPING)
        } else if !self
            .book
            .batches()
            .iter()
            .any(|batch| self.book.asks(batch))
        {
            Some(NOTHING_ASKED)
        } else {
            None
        };
        if let Some(why) = refusal {
            let _ = done.send(Err(AppError::Conflict(why.to_owned())));
            return Ok(());
        }
        let end = self.commit(Event::Decided(choice)).await;
        let _ = done.send(match end {
            Ok(()) | Err(End::Over) => Ok(()),
            Err(_) => Err(not_here()),
        });
        end
    }

    /// A fresh sign-in's token: taken at once where it helps, kept for later otherwise.
    async fn offered(&mut self, token: Secret, may_submit: bool) -> Result<(), End> {
        let lifts_a_limit = may_submit && self.key.as_ref().is_some_and(|key| !key.may_submit);
        if self.book.state() == RunState::Paused || lifts_a_limit {
            return self.adopt(token, may_submit).await;
        }
        if may_submit || self.spare.as_ref().is_none_or(|(_, may)| !may) {
            self.spare = Some((token, may_submit));
        }
        Ok(())
    }

    /// The cloud refused the token of this generation.
    pub(super) async fn token_refused(&mut self, generation: u32) -> Result<(), End> {
        let current = self
            .key
            .as_ref()
            .is_some_and(|key| key.generation == generation);
        if !current || self.book.state() != RunState::Live {
            return Ok(());
        }
        match self.spare.take() {
            Some((token, may_submit)) => self.adopt(token, may_submit).await,
            None => self.commit(Event::TokenRefused).await,
        }
    }

    /// Another instance may have kept a fresh token for this run.
    pub(super) async fn look_for_token(&mut self) -> Result<(), End> {
        let run = &self.book.run().id;
        match self.portal.store().runs.token(run).await {
            Ok(Some(token)) if self.key.as_ref().is_none_or(|key| key.token != token) => {
                self.adopt(token, true).await
            }
            Ok(_) => Ok(()),
            Err(error) => {
                tracing::error!(%run, %error, "the token of a run could not be read");
                Ok(())
            }
        }
    }

    async fn adopt(&mut self, token: Secret, may_submit: bool) -> Result<(), End> {
        if self.upstream.is_none() {
            return Ok(());
        }
        if may_keep(may_submit, self.book.may_send_more()) {
            let run = &self.book.run().id;
            if let Err(error) = self.portal.store().runs.set_token(run, &token).await {
                tracing::error!(%run, %error, "a fresh token could not be kept");
            }
        }
        let generation = self.key.as_ref().map_or(0, |key| key.generation + 1);
        self.key = Some(Key {
            token,
            may_submit,
            generation,
        });
        if self.book.state() == RunState::Paused {
            self.commit(Event::TokenRenewed).await?;
        } else {
            // What waited for this token is no longer held.
            self.publish(Vec::new());
        }
        Ok(())
    }
}

/// Whether a token may replace the one in the store. While anything may still be sent, only one
/// that may send: after a restart nobody would know what it is not good for.
pub(in crate::watch) const fn may_keep(may_submit: bool, may_send_more: bool) -> bool {
    may_submit || !may_send_more
}
