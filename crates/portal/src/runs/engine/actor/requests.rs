//! What people ask of a run that is being followed: stop, decide, go on with a fresh token.

use super::{Actor, End};
use crate::portal::Portal;
use crate::runs::engine::machine::{self, Event};
use crate::runs::engine::requests::{ELSEWHERE, Request};
use crate::runs::engine::upstream::{Key, Sends};
use crate::runs::engine::{Decided, Decision, ResumeToken, progress, resume_token};
use slipway_domain::run::RunState;
use slipway_domain::{AppError, AppResult, RunId, Secret};
use slipway_store::{RunChange, RunToken};
use std::collections::BTreeSet;
use tokio::sync::oneshot;

const OVER: &str = "This run is over; there is nothing left to decide.";
const STOPPING: &str = "Watching this run is being stopped.";

/// What is said where this process does not (any longer) follow the run.
pub(super) fn not_here() -> AppError {
    AppError::Conflict(ELSEWHERE.to_owned())
}

/// What is said once nothing can be asked of a run any more.
pub(super) fn over() -> AppError {
    AppError::Conflict(OVER.to_owned())
}

impl Request {
    /// Tells whoever waits that it cannot be done here, and why. A token goes to the run's row,
    /// where whoever follows the run looks for it.
    pub(super) async fn decline(self, portal: &Portal, run: &RunId, why: AppError) {
        match self {
            Self::Stop(_, done) | Self::Cancel(_, done) | Self::Rollout(_, _, done) => {
                drop(done.send(Err(why)));
            }
            Self::Answer(_, done) => drop(done.send(Err(why))),
            Self::Resume(token, done) => {
                let kept = resume_token::seal_for(portal, run, &token).await;
                // Whoever follows the run finds it there.
                let _ = done.send(match kept {
                    Ok(()) if why == not_here() => Ok(()),
                    Ok(()) => Err(why),
                    Err(error) => Err(error.into()),
                });
            }
            Self::Credential(token) => {
                if let Err(error) = resume_token::seal_for(portal, run, &token).await {
                    tracing::error!(%run, %error, "a fresh token could not be kept with a run");
                }
            }
        }
    }
}

impl Actor {
    pub(super) async fn handle(&mut self, request: Request) -> Result<(), End> {
        match request {
            request if self.quit_by.is_some() => {
                request
                    .decline(&self.portal, &self.loaded.run().id, not_here())
                    .await;
            }
            Request::Stop(by, done) => {
                // Calls under way end first, so that their answers are not lost.
                self.stopping.push((by, done));
            }
            Request::Cancel(_, done) | Request::Rollout(_, _, done)
                if !self.stopping.is_empty() =>
            {
                let _ = done.send(Err(AppError::Conflict(STOPPING.to_owned())));
            }
            Request::Cancel(cancel, done) => return self.cancel(cancel, done).await,
            Request::Rollout(command, by, done) => return self.roll(command, by, done).await,
            Request::Answer(decision, done) => return self.decide(decision, done).await,
            Request::Resume(token, done) => {
                let end = self.resumed(token).await;
                let _ = done.send(end.as_ref().map_or_else(|_| Err(not_here()), |()| Ok(())));
                return end;
            }
            Request::Credential(token) => return self.resumed(token).await,
        }
        Ok(())
    }

    async fn decide(
        &mut self,
        decision: Decision,
        done: oneshot::Sender<AppResult<Decided>>,
    ) -> Result<(), End> {
        let refusal = match self.may_decide(&decision) {
            Ok(Decided::Done) => None,
            other => Some(other),
        };
        if let Some(refusal) = refusal {
            let _ = done.send(refusal);
            return Ok(());
        }
        let token = decision.token.clone();
        let sends = self.sends_again(decision.calls.clone());
        let by = vec![decision.by.clone()];
        let change = self.changed_by(Event::Decided(decision), by);
        let end = match token {
            Some(token) => self.adopt(token, sends, change).await,
            None => self.record(change).await,
        };
        let _ = done.send(match end {
            Ok(()) | Err(End::Over) => Ok(Decided::Done),
            Err(_) => Err(not_here()),
        });
        end
    }

    /// Whether a decision may be carried out.
    fn may_decide(&self, decision: &Decision) -> AppResult<Decided> {
        if !self.stopping.is_empty() {
            return Err(AppError::Conflict(STOPPING.to_owned()));
        }
        Ok(if machine::holds(&self.loaded, decision) {
            Decided::Done
        } else {
            Decided::Moved
        })
    }

    /// What the token is for of whoever has calls sent again, never as whoever sent them before. What
    /// else waits for somebody goes on waiting; what waits for nobody goes on as theirs.
    fn sends_again(&self, mut calls: BTreeSet<u32>) -> Sends {
        match &self.key {
            Some(key) if key.sends == Sends::All && self.loaded.state() == RunState::Live => {
                Sends::All
            }
            Some(Key {
                sends: Sends::Only(before),
                ..
            }) => {
                calls.extend(before);
                Sends::Only(calls)
            }
            _ => Sends::Only(calls),
        }
    }

    /// Somebody's token: taken at once where the run waits for it, kept for later otherwise.
    async fn resumed(&mut self, token: ResumeToken) -> Result<(), End> {
        if !token.is_for(self.loaded.run()) {
            return Ok(());
        }
        let sends = if token.may_send(&self.loaded.run().plan) {
            Sends::All
        } else {
            Sends::NONE
        };
        let lifts_a_limit = sends == Sends::All && self.waits_for_token();
        if self.loaded.state() == RunState::Paused || lifts_a_limit {
            let change = RunChange {
                audit: token.by.into_iter().collect(),
                ..RunChange::default()
            };
            return self.adopt(token.secret, sends, change).await;
        }
        if !token.sends {
            self.spare = Some(token.secret);
        }
        Ok(())
    }

    /// Whether anything cannot go on before somebody brings a token: all of it, or what is left to
    /// send.
    pub(super) fn waits_for_token(&self) -> bool {
        let held = |key: &Key| progress::held(&self.loaded, &key.sends) > 0;
        self.loaded.state() == RunState::Paused || self.key.as_ref().is_some_and(held)
    }

    /// The cloud refused the token of this generation.
    pub(super) async fn token_refused(&mut self, generation: u32) -> Result<(), End> {
        let current = self
            .key
            .as_ref()
            .is_some_and(|key| key.generation == generation);
        if !current || self.loaded.state() != RunState::Live {
            return Ok(());
        }
        match self.spare.take() {
            Some(token) => self.adopt(token, Sends::NONE, RunChange::default()).await,
            None => self.commit(Event::TokenRefused).await,
        }
    }

    /// Another instance may have kept a fresh token for this run.
    pub(super) async fn look_for_token(&mut self) -> Result<(), End> {
        let run = &self.loaded.run().id;
        let kept = match self.portal.store().runs.token(run).await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(%run, %error, "the token of a run could not be read");
                None
            }
        };
        let known = |kept: &RunToken| {
            let same =
                |key: &Key| key.token == kept.token && (!kept.may_send || key.sends == Sends::All);
            self.key.as_ref().is_some_and(same)
        };
        match kept {
            Some(kept) if !known(&kept) => {
                let sends = if kept.may_send {
                    Sends::All
                } else {
                    Sends::NONE
                };
                self.adopt(kept.token, sends, RunChange::default()).await
            }
            _ => Ok(()),
        }
    }

    /// Goes on with a token that somebody gave, which takes the place of the one before, here and in
    /// the store, with what it changes: what is sent after a restart is sent with no other.
    async fn adopt(
        &mut self,
        token: Secret,
        sends: Sends,
        mut change: RunChange,
    ) -> Result<(), End> {
        if self.upstream.is_none() {
            // Nothing can be sent or read with it.
            return self.record(change).await;
        }
        if self.loaded.state() == RunState::Paused {
            let renewed = self.changed_by(Event::TokenRenewed, Vec::new());
            change.state = change.state.or(renewed.state);
        }
        change.token = Some(RunToken {
            token: token.clone(),
            may_send: sends == Sends::All,
        });
        let generation = self.key.as_ref().map_or(0, |key| key.generation + 1);
        // Nothing is sent or read before the store holds it.
        let before = self.key.replace(Key {
            token,
            sends,
            generation,
        });
        let end = self.record(change).await;
        if let Some(before) = before {
            self.let_go(&before);
        }
        end
    }
}
