//! Finding out what became of calls that got no answer, where the driver can.

use super::{Actor, End};
use crate::runs::engine::machine::Event;
use crate::runs::engine::schedule;
use crate::runs::engine::upstream::Upstream;
use futures::FutureExt;
use slipway_cloud::{Auth, Call, CallKey, LookedUp};
use slipway_domain::action::Action;
use slipway_domain::run::{OutcomeState, Target};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

const TOO_LATE: &str = "The call was sent, and the cloud could not say what became of it.";

/// How a look-up ended.
#[derive(Debug)]
pub(super) struct Found {
    batch: u32,
    generation: u32,
    answer: LookedUp,
}

/// Everything one look-up needs.
struct Lost {
    upstream: Upstream,
    auth: Auth,
    generation: u32,
    action: Arc<Action>,
    targets: Vec<Target>,
    key: CallKey,
}

/// Looks a call up, when the account's next slot comes.
async fn look_up(lost: Lost) -> Found {
    lost.upstream.limiter.reading_slot().await;
    let call = Call {
        action: &lost.action,
        targets: &lost.targets,
    };
    let answer = match lost.upstream.cloud.driver.jobs().look_ups() {
        Some(look_ups) => look_ups.look_up(&lost.auth, call, &lost.key).await,
        // Another version of the driver could once.
        None => LookedUp::Unknown(TOO_LATE.to_owned()),
    };
    Found {
        batch: lost.key.batch,
        generation: lost.generation,
        answer,
    }
}

impl Actor {
    /// Has every call looked up whose answer is missing.
    pub(super) fn plan_look_ups(&mut self) {
        let calls: Vec<u32> = self.loaded.looking_up().collect();
        for call in calls {
            self.due_look_ups.add(call, Instant::now());
        }
    }

    /// Has a call looked up, if its answer is missing.
    pub(super) fn plan_look_up(&mut self, batch: u32) {
        if self.loaded.looking_up().any(|call| call == batch) {
            self.due_look_ups.add(batch, Instant::now());
        }
    }

    /// Begins the look-ups that are due. Looking up may write, so that it takes somebody's leave to
    /// send the call.
    pub(super) fn begin_look_ups(&mut self) {
        let now = Instant::now();
        while self.may_look_up() {
            let Some((_, batch)) = self.due_look_ups.take_due(now) else {
                return;
            };
            if let Some(lost) = self.lost(batch) {
                self.look_ups.push(look_up(lost).boxed());
            }
        }
    }

    fn may_look_up(&self) -> bool {
        let covers = |batch| self.key.as_ref().is_some_and(|key| key.sends.covers(batch));
        self.is_working() && self.loaded.looking_up().all(covers)
    }

    /// When the next look-up is due.
    pub(super) fn next_look_up(&self) -> Option<Instant> {
        self.due_look_ups.next().filter(|_| self.may_look_up())
    }

    fn lost(&self, batch: u32) -> Option<Lost> {
        let key = self.key.as_ref()?;
        let targets = self.loaded.in_state(batch, OutcomeState::NoReply);
        Some(Lost {
            upstream: self.upstream.clone()?,
            auth: key.auth(&self.loaded.run().account),
            generation: key.generation,
            action: Arc::clone(self.loaded.action()),
            targets: targets.map(|outcome| outcome.target.clone()).collect(),
            key: self.loaded.key(batch),
        })
    }

    /// Takes a look-up's end.
    pub(super) async fn found(&mut self, found: Found) -> Result<(), End> {
        let batch = found.batch;
        let event = match found.answer {
            LookedUp::Accepted(targets) => Event::Accepted(batch, targets),
            LookedUp::Done => Event::Done(batch),
            LookedUp::Refused(why) => Event::Refused(batch, why),
            LookedUp::NotTaken => Event::NeverTaken(batch),
            LookedUp::Unknown(why) => Event::NotFoundOut(batch, why),
            LookedUp::NotYet(wait) => match self.next_try(batch, wait) {
                Some(next) => {
                    self.due_look_ups.add(batch, next);
                    return Ok(());
                }
                None => Event::NotFoundOut(batch, TOO_LATE.to_owned()),
            },
            LookedUp::TokenRefused => {
                self.due_look_ups.add(batch, Instant::now());
                return self.token_refused(found.generation).await;
            }
        };
        self.commit(event).await?;
        self.plan_readings_of(batch);
        self.cancel_late(batch).await
    }

    /// When a call is looked up again; `None` once contact counts as lost.
    fn next_try(&self, batch: u32, wait: Option<Duration>) -> Option<Instant> {
        let sent = self.loaded.batch(batch)?.sent_at?;
        let age = self.portal.now().duration_since(sent);
        let interval = schedule::interval(age, None, self.portal.timings());
        let wait = interval.max(wait.unwrap_or_default());
        (age < self.loaded.manners().lost_after).then(|| Instant::now() + wait)
    }
}
