//! How a job goes through the queue: which state it shows when. The lengths are those of recorded jobs (one poll every
//! 2.5 seconds), packages apart, of which no recording exists.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::clock::{Millis, millis};

/// Operations without a recording of their own take the course of this one.
const FALLBACK: &str = "shutDown";
const USUAL_PACKAGE: &str = "usual";

/// The states of a job until it ends; `None` as length means for ever.
#[derive(Debug)]
pub(crate) struct Timeline {
    phases: Vec<(String, Option<Millis>)>,
}

impl Timeline {
    /// One after the other, as one job: it is executing when the next part begins.
    pub(crate) fn joined(parts: &[Arc<Self>]) -> Arc<Self> {
        let phases = parts.iter().enumerate().flat_map(|(at, part)| {
            part.phases.iter().map(move |(state, length)| {
                let waits = at > 0 && state == "notStarted";
                let state = if waits { "executing" } else { state };
                (state.to_owned(), *length)
            })
        });
        Arc::new(Self {
            phases: phases.collect(),
        })
    }

    /// Nothing but time.
    pub(crate) fn waiting(length: Millis) -> Arc<Self> {
        Arc::new(Self {
            phases: vec![("notStarted".to_owned(), Some(length))],
        })
    }

    /// The state after so much time, or `None` once the job has ended.
    pub(crate) fn state(&self, elapsed: Millis) -> Option<&str> {
        let mut until = 0;
        for (state, length) in &self.phases {
            until += length.unwrap_or(Millis::MAX / 2);
            if elapsed < until {
                return Some(state);
            }
        }
        None
    }

    /// When the job ends, counted from its start; `None` for never.
    pub(crate) fn length(&self) -> Option<Millis> {
        self.phases.iter().map(|(_, length)| *length).sum()
    }
}

/// All known courses.
#[derive(Debug)]
pub(crate) struct Timelines {
    operations: HashMap<String, Arc<Timeline>>,
    packages: HashMap<String, Arc<Timeline>>,
}

impl Timelines {
    #[expect(
        clippy::expect_used,
        reason = "the data is compiled in and every test reads it"
    )]
    pub(crate) fn load() -> Self {
        let data: Data = serde_json::from_str(include_str!("../../data/clc/timelines.json"))
            .expect("the demo data is well formed");
        Self {
            operations: data.operations.timelines(),
            packages: data.packages.timelines(),
        }
    }

    /// The course of a server operation such as `powerOn`.
    pub(crate) fn operation(&self, name: &str) -> Arc<Timeline> {
        self.operations
            .get(name)
            .unwrap_or_else(|| &self.operations[FALLBACK])
            .clone()
    }

    /// The course of a package, by the name its behaviour gives.
    pub(crate) fn package(&self, name: Option<&str>) -> Arc<Timeline> {
        self.packages[name.unwrap_or(USUAL_PACKAGE)].clone()
    }
}

#[derive(Deserialize)]
struct Data {
    operations: Courses,
    packages: Courses,
}

/// States with lengths in polls.
#[derive(Deserialize)]
struct Courses {
    #[serde(rename = "pollSeconds")]
    poll_seconds: f64,
    #[serde(flatten)]
    courses: HashMap<String, Vec<(String, Option<f64>)>>,
}

impl Courses {
    fn timelines(self) -> HashMap<String, Arc<Timeline>> {
        let poll = self.poll_seconds;
        let timeline = |course: Vec<(String, Option<f64>)>| {
            let phases = course
                .into_iter()
                .map(|(state, polls)| (state, polls.map(|polls| millis(polls * poll))));
            Arc::new(Timeline {
                phases: phases.collect(),
            })
        };
        self.courses
            .into_iter()
            .map(|(name, course)| (name, timeline(course)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses_follow_the_recordings() {
        let timelines = Timelines::load();
        let pause = timelines.operation("pause");
        let polls: Vec<_> = (0..12)
            .map(|poll| pause.state(poll * 2500).unwrap_or("ended"))
            .collect();
        assert_eq!(polls[..5], ["notStarted"; 5]);
        assert_eq!(polls[5..8], ["executing"; 3]);
        assert_eq!(polls[8..11], ["resumed"; 3]);
        assert_eq!(polls[11], "ended");
        assert_eq!(timelines.operation("powerOn").length(), Some(25_000));
        assert_eq!(timelines.operation("reset").length(), Some(45_000));
    }

    #[test]
    fn some_packages_never_end() {
        let timelines = Timelines::load();
        assert_eq!(timelines.package(None).length(), Some(30_000));
        assert_eq!(timelines.package(Some("neverEnds")).length(), None);
        assert_eq!(
            timelines
                .package(Some("endsUnknown"))
                .state(Millis::from(9_000_000)),
            Some("unknown")
        );
    }
}
