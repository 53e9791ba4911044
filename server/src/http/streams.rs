//! Live pages of one session. Each holds a connection that is never cut off for another, so they
//! are counted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tower_sessions::session::Id;

/// Open streams of one session; far more than anybody has pages open.
const MOST: usize = 1_024;

/// How many streams each session has open.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<Id, usize>>>);

impl Streams {
    /// One more for a session; `None` where it has too many.
    pub fn open(&self, session: Id) -> Option<Stream> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(session).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Stream {
            all: self.clone(),
            session,
        })
    }
}

/// One open stream; counted until it is dropped.
pub struct Stream {
    all: Streams,
    session: Id,
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut open = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_counted_by_session_and_given_back() {
        let streams = Streams::default();
        let (one, other) = (Id(1), Id(2));
        let open: Vec<_> = (0..MOST).map(|_| streams.open(one)).collect();
        assert!(open.iter().all(Option::is_some));
        assert!(streams.open(one).is_none());
        assert!(streams.open(other).is_some());
        drop(open);
        assert!(streams.open(one).is_some());
        let left = streams.0.lock().expect("whole").len();
        assert_eq!(left, 0);
    }
}
