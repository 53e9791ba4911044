//! The circuit breaker: a cloud that does not answer is left alone for a while.
//!
//! After a number of unavailable calls in a row, calls fail at once; after the pause one call is
//! let through, and its end decides. Its clock is tokio's, so that tests can turn it.

use crate::config::Breaker as Settings;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::time::Instant;

/// How a call ended, as far as the breaker cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// The cloud answered.
    Alive,
    /// The cloud was unavailable.
    Dead,
    /// It says nothing about the cloud.
    Unclear,
}

/// One per client.
pub(crate) struct Breaker {
    settings: Settings,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    dead_in_a_row: u32,
    resting_until: Option<Instant>,
    trying: bool,
}

impl Breaker {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            state: Mutex::default(),
        }
    }

    /// Leave to make a call, or `None` while the cloud is left alone.
    pub(crate) fn enter(&self) -> Option<Permit<'_>> {
        let mut state = self.lock();
        let Some(until) = state.resting_until else {
            return Some(self.permit(false));
        };
        if state.trying || Instant::now() < until {
            return None;
        }
        state.trying = true;
        Some(self.permit(true))
    }

    fn permit(&self, trial: bool) -> Permit<'_> {
        Permit {
            breaker: self,
            trial,
            health: Health::Unclear,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is three plain values, right after every single assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave(&self, trial: bool, health: Health) {
        let mut state = self.lock();
        if trial {
            state.trying = false;
        }
        match health {
            Health::Alive => *state = State::default(),
            Health::Dead => {
                state.dead_in_a_row = state.dead_in_a_row.saturating_add(1);
                let enough = self.settings.after > 0 && state.dead_in_a_row >= self.settings.after;
                if trial || (enough && state.resting_until.is_none()) {
                    state.resting_until = Some(Instant::now() + self.settings.pause);
                }
            }
            Health::Unclear => {}
        }
    }
}

/// Leave to make one call. A call that is given up midway lets the next one try.
pub(crate) struct Permit<'a> {
    breaker: &'a Breaker,
    trial: bool,
    health: Health,
}

impl Permit<'_> {
    /// Says how the call ended.
    pub(crate) fn report(mut self, health: Health) {
        self.health = health;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.breaker.leave(self.trial, self.health);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn breaker() -> Breaker {
        Breaker::new(Settings {
            after: 3,
            pause: Duration::from_secs(10),
        })
    }

    fn calls(breaker: &Breaker, calls_seen: &[Health]) {
        for health in calls_seen {
            breaker.enter().unwrap().report(*health);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_rests_after_enough_dead_calls_in_a_row() {
        let breaker = breaker();
        calls(&breaker, &[Health::Dead, Health::Dead, Health::Alive]);
        calls(&breaker, &[Health::Dead, Health::Unclear, Health::Dead]);
        calls(&breaker, &[Health::Dead]);
        assert!(breaker.enter().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn one_trial_decides_after_the_pause() {
        let breaker = breaker();
        calls(&breaker, &[Health::Dead; 3]);
        tokio::time::advance(Duration::from_secs(10)).await;
        let trial = breaker.enter().unwrap();
        assert!(breaker.enter().is_none(), "only one may try");
        trial.report(Health::Dead);
        assert!(breaker.enter().is_none(), "left alone again");
        tokio::time::advance(Duration::from_secs(10)).await;
        drop(breaker.enter().unwrap());
        breaker.enter().unwrap().report(Health::Alive);
        calls(&breaker, &[Health::Dead, Health::Dead]);
        assert!(breaker.enter().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn it_can_be_switched_off() {
        let breaker = Breaker::new(Settings {
            after: 0,
            pause: Duration::from_secs(10),
        });
        calls(&breaker, &[Health::Dead; 20]);
        assert!(breaker.enter().is_some());
    }
}
