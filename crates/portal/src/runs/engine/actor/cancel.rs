//! Cancelling a run: what is not sent yet never will be, and the cloud is asked to cancel the rest,
//! with the token of who asks. A call that is under way meanwhile is cancelled once it is answered.

use super::requests::not_here;
use super::{Actor, End};
use crate::runs::engine::loaded_run::JobKey;
use crate::runs::engine::machine::Event;
use crate::runs::engine::upstream::Upstream;
use crate::runs::engine::{Cancel, calls};
use futures::FutureExt;
use slipway_cloud::{Auth, CallKey, CancelAnswer, Cancelled};
use slipway_domain::run::{BatchState, Handle};
use slipway_domain::{AppError, AppResult, Secret};
use std::collections::BTreeSet;
use tokio::sync::oneshot;

const NOT_OFFERED: &str = "This cloud cannot cancel what it has taken.";

/// Somebody who has the run cancelled.
pub(super) struct Cancelling {
    number: u32,
    token: Secret,
    way: String,
    /// Calls that were under way when they asked.
    late: BTreeSet<u32>,
    /// Answers of the cloud that are missing.
    missing: usize,
    accepted: usize,
    /// Why the cloud did not agree, where it did not.
    refusal: Option<AppError>,
    done: oneshot::Sender<AppResult<()>>,
}

/// What is cancelled.
#[derive(Clone, Debug)]
enum What {
    Job(JobKey, Handle),
    Call(CallKey),
}

/// The cloud's answer to somebody who cancels.
#[derive(Debug)]
pub(super) struct Answered {
    /// Which of [`Actor::cancelling`] asked.
    by: u32,
    what: What,
    answer: CancelAnswer,
}

async fn cancel(upstream: Upstream, auth: Auth, way: String, by: u32, what: What) -> Answered {
    let _permit = calls::permit(upstream.limiter.clone()).await;
    let cancelled = match &what {
        What::Job(_, handle) => Cancelled::Job(handle),
        What::Call(key) => Cancelled::Call(key),
    };
    let answer = match upstream.cloud.driver.jobs().cancels() {
        Some(cancels) => cancels.cancel(&auth, cancelled, &way).await,
        None => CancelAnswer::Refused(NOT_OFFERED.to_owned()),
    };
    Answered { by, what, answer }
}

impl Actor {
    /// Has the run cancelled.
    pub(super) async fn cancel(
        &mut self,
        cancel: Cancel,
        done: oneshot::Sender<AppResult<()>>,
    ) -> Result<(), End> {
        let end = self
            .commit_for(Event::Cancelled, vec![cancel.by.clone()])
            .await;
        if let Err(end) = end {
            let _ = done.send(match end {
                End::Over => Ok(()),
                _ => Err(not_here()),
            });
            return Err(end);
        }
        let number = self.cancelling.last().map_or(0, |last| last.number + 1);
        self.cancelling.push(Cancelling {
            number,
            token: cancel.token,
            way: cancel.way,
            late: self.loaded.sending().collect(),
            missing: 0,
            accepted: 0,
            refusal: None,
            done,
        });
        let batches = self.loaded.batches().iter();
        let batches: Vec<u32> = batches.map(|batch| batch.number).collect();
        for batch in batches {
            self.ask_to_cancel(number, batch);
        }
        self.answer_cancelled();
        Ok(())
    }

    /// What there is to cancel of a call.
    fn to_cancel(&self, batch: u32) -> Vec<What> {
        let Some(call) = self.loaded.batch(batch) else {
            return Vec::new();
        };
        if matches!(call.state, BatchState::LookingUp | BatchState::NoAnswer) {
            let open = self.loaded.open_of(batch).next();
            let call = open.map(|_| What::Call(self.loaded.key(batch)));
            return call.into_iter().collect();
        }
        let open = call.jobs.iter().filter(|job| {
            !job.status.is_terminal()
                && self.loaded.open_under((batch, job.number)).next().is_some()
        });
        let jobs = open.map(|job| What::Job((batch, job.number), job.handle.clone()));
        jobs.collect()
    }

    fn ask_to_cancel(&mut self, number: u32, batch: u32) {
        let Some(upstream) = self.upstream.clone() else {
            return;
        };
        let whats = self.to_cancel(batch);
        let mut all = self.cancelling.iter_mut();
        let Some(who) = all.find(|who| who.number == number) else {
            return;
        };
        for what in whats {
            who.missing += 1;
            let auth = Auth {
                account: self.loaded.run().account.clone(),
                token: who.token.clone(),
            };
            let cancel = cancel(upstream.clone(), auth, who.way.clone(), number, what);
            self.cancels.push(cancel.boxed());
        }
    }

    /// A call that was under way when somebody cancelled has got its answer, or none.
    pub(super) async fn cancel_late(&mut self, batch: u32) -> Result<(), End> {
        let late = self.cancelling.iter_mut();
        let late = late.filter_map(|who| who.late.remove(&batch).then_some(who.number));
        let late: Vec<u32> = late.collect();
        if late.is_empty() {
            return Ok(());
        }
        // It is sent again otherwise, where it was not taken.
        self.commit(Event::Cancelled).await?;
        for number in late {
            self.ask_to_cancel(number, batch);
        }
        self.answer_cancelled();
        Ok(())
    }

    /// Takes the cloud's answer to somebody who cancels.
    pub(super) async fn cancel_answered(&mut self, answered: Answered) -> Result<(), End> {
        let mut all = self.cancelling.iter_mut();
        if let Some(who) = all.find(|who| who.number == answered.by) {
            who.missing -= 1;
            match &answered.answer {
                CancelAnswer::Accepted => who.accepted += 1,
                CancelAnswer::Refused(why) | CancelAnswer::Unknown(why) => {
                    who.refusal = Some(AppError::Conflict(why.clone()));
                }
                CancelAnswer::TokenRefused => who.refusal = Some(AppError::CredentialEnded),
            }
        }
        let kept = match answered.what {
            What::Job(job, _) => self.commit(Event::JobCancelled(job, answered.answer)).await,
            What::Call(key) => {
                let event = Event::CallCancelled(key.batch, answered.answer);
                self.commit(event).await
            }
        };
        self.answer_cancelled();
        kept
    }

    /// Answers whoever still waits for the end of a cancel when the run's task ends.
    pub(super) fn close_cancelled(&mut self, end: &End) {
        for who in self.cancelling.drain(..) {
            let _ = who.done.send(match end {
                End::Over => Ok(()),
                _ => Err(not_here()),
            });
        }
    }

    /// Answers those for whom no answer of the cloud is missing any more.
    fn answer_cancelled(&mut self) {
        let is_answered = |who: &mut Cancelling| who.missing == 0 && who.late.is_empty();
        for who in self.cancelling.extract_if(.., is_answered) {
            let _ = who.done.send(match who.refusal {
                Some(why) if who.accepted == 0 => Err(why),
                _ => Ok(()),
            });
        }
    }
}
