//! The queue: jobs, their ids, what they report and what they have done by now. A job is settled when its time has come,
//! whoever asks and however often.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::clc::effect::JobSpec;
use crate::clock::Millis;
use crate::random::Random;

#[derive(Debug)]
struct Job {
    spec: JobSpec,
    started: Millis,
}

/// All jobs ever queued.
#[derive(Debug)]
pub(crate) struct Jobs {
    seed: u64,
    by_id: HashMap<String, Job>,
    last_number: HashMap<String, u64>,
    /// Ends to come: when, in which order they were queued, and of which job.
    ends: BinaryHeap<Reverse<(Millis, usize, String)>>,
}

impl Jobs {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            by_id: HashMap::new(),
            last_number: HashMap::new(),
            ends: BinaryHeap::new(),
        }
    }

    /// Queues a job in a data center and gives its id, `{dc}-{n}` with `n` growing per data center.
    pub(crate) fn queue(&mut self, center: &str, spec: JobSpec, now: Millis) -> String {
        let seed = self.seed;
        let number = self
            .last_number
            .entry(center.to_owned())
            .or_insert_with(|| {
                // Far from zero and different everywhere, as in a cloud that has run for years.
                20_000 + Random::about(seed, &["jobs", center]).below(300_000)
            });
        *number += 1;
        let id = format!("{center}-{number}");
        if let Some(length) = spec.timeline.length() {
            self.ends
                .push(Reverse((now + length, self.by_id.len(), id.clone())));
        }
        self.by_id.insert(id.clone(), Job { spec, started: now });
        id
    }

    /// What a job reports, if this account has it.
    pub(crate) fn state(&self, estate: usize, id: &str, now: Millis) -> Option<&str> {
        let job = self
            .by_id
            .get(&id.to_ascii_lowercase())
            .filter(|job| job.spec.estate == estate)?;
        let ended = if job.spec.fails {
            "failed"
        } else {
            "succeeded"
        };
        Some(job.spec.timeline.state(now - job.started).unwrap_or(ended))
    }

    /// The next job that has ended by now and was not taken before, with the time of its end.
    pub(crate) fn next_ended(&mut self, now: Millis) -> Option<(Millis, JobSpec)> {
        self.ends.peek().filter(|Reverse((end, ..))| *end <= now)?;
        let Reverse((end, _, id)) = self.ends.pop()?;
        self.by_id.get(&id).map(|job| (end, job.spec.clone()))
    }
}
