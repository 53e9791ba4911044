//! Whose values are checked when: a few at once for everybody, one at once for each person, so
//! that one person's slow patterns keep neither the threads nor the others waiting.

use super::run;
use slipway_domain::principal::Person;
use slipway_domain::{AppError, AppResult, Principal};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Checks under way at once.
const AT_ONCE: usize = 2;
/// Checks of one person that may wait for their turn; a form asks for one field after another.
const WAITING: usize = 16;
/// When a check is given up that does not end by itself. Its thread stays counted.
const GIVEN_UP: Duration = Duration::from_secs(10);
/// When to come back, in seconds.
const LATER: u64 = 1;

/// Who waits for a turn.
pub(crate) struct Turns {
    everybody: Arc<Semaphore>,
    /// Only of people whose check waits or runs.
    people: Mutex<HashMap<Person, Arc<Semaphore>>>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            everybody: Arc::new(Semaphore::new(AT_ONCE)),
            people: Mutex::default(),
        }
    }
}

impl Turns {
    /// Does `work` for a person, away from the async threads.
    ///
    /// # Errors
    /// `Throttled` where too many of the person's checks wait already, or this one does not end;
    /// `Internal` where it fails.
    pub(crate) async fn check<T, W>(&self, person: &Principal, work: W) -> AppResult<T>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        let later = AppError::Throttled { seconds: LATER };
        let own = self.own(person.person()).ok_or(later.clone())?;
        let own = own.acquire_owned().await;
        let turn = (own, Arc::clone(&self.everybody).acquire_owned().await);
        let done = tokio::task::spawn_blocking(move || {
            let done = run::form(work);
            drop(turn);
            done
        });
        match tokio::time::timeout(GIVEN_UP, done).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a check of values ended early");
                Err(AppError::Internal)
            }
            Err(_late) => {
                tracing::error!("a check of values does not end");
                Err(later)
            }
        }
    }

    /// The person's own turns; `None` where too many wait for one.
    fn own(&self, person: Person) -> Option<Arc<Semaphore>> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.retain(|_, own| Arc::strong_count(own) > 1);
        let own = people
            .entry(person)
            .or_insert_with(|| Arc::new(Semaphore::new(1)));
        // One is the map's, one whoever has the turn.
        (Arc::strong_count(own) < WAITING + 2).then(|| Arc::clone(own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::principal::Rights;
    use slipway_domain::{AccountAlias, CloudName};
    use std::sync::mpsc;

    fn person(user: &str) -> Principal {
        Principal {
            cloud: CloudName::new("Demo"),
            account: AccountAlias::new("SLIP"),
            user: user.to_owned(),
            roles: Vec::new(),
            rights: Rights::default(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_persons_checks_wait_for_each_other_and_for_nobody_else() {
        let turns = Arc::new(Turns::default());
        let (go, wait) = mpsc::channel::<()>();
        let slow = {
            let turns = Arc::clone(&turns);
            tokio::spawn(async move { turns.check(&person("a"), move || wait.recv().ok()).await })
        };
        tokio::time::sleep(Duration::from_millis(50)).await;
        let more: Vec<_> = (0..WAITING + 5)
            .map(|_| {
                let turns = Arc::clone(&turns);
                tokio::spawn(async move { turns.check(&person("a"), || ()).await })
            })
            .collect();
        let b = person("b");
        let other = turns.check(&b, || 7);
        let other = tokio::time::timeout(Duration::from_secs(5), other).await;
        assert_eq!(other.expect("in time").expect("done"), 7);
        // All of them have asked once those that are refused are known.
        while more.iter().filter(|check| check.is_finished()).count() < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        go.send(()).expect("the slow check still waits");
        assert_eq!(slow.await.expect("ended").expect("done"), Some(()));
        let mut refused = 0;
        for check in more {
            refused += usize::from(check.await.expect("ended").is_err());
        }
        assert_eq!(refused, 5, "what waits is bounded");
        turns.check(&person("c"), || ()).await.expect("done");
        assert!(turns.people.lock().expect("whole").len() <= 1);
    }
}
