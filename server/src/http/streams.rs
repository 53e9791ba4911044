//! Live pages of one person. Each holds a connection that is never cut off for another, so they are
//! counted, over all of the person's sessions.

use slipway_domain::principal::Person;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Open streams of one person; far more than anybody has pages open.
const MOST: usize = 1_024;

/// How many streams each person has open.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<Person, usize>>>);

impl Streams {
    /// One more for a person; `None` where they have too many.
    pub fn open(&self, person: Person) -> Option<Stream> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(person.clone()).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Stream {
            all: self.clone(),
            person,
        })
    }
}

/// One open stream; counted until it is dropped.
pub struct Stream {
    all: Streams,
    person: Person,
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut open = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_counted_by_person_and_given_back() {
        let streams = Streams::default();
        let person = |subject: &str| Person {
            provider: "cloud:Demo".to_owned(),
            subject: subject.to_owned(),
        };
        let (one, other) = (|| person("one"), || person("other"));
        let open: Vec<_> = (0..MOST).map(|_| streams.open(one())).collect();
        assert!(open.iter().all(Option::is_some));
        assert!(streams.open(one()).is_none());
        assert!(streams.open(other()).is_some());
        drop(open);
        assert!(streams.open(one()).is_some());
        let left = streams.0.lock().expect("whole").len();
        assert_eq!(left, 0);
    }
}
