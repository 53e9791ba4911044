//! What holds whatever happens to a run, in whatever order.

use super::*;
use crate::runs::engine::Resolution;
use proptest::prelude::*;
use slipway_cloud::TargetObservation;
use slipway_domain::run::Counts;
use std::collections::BTreeMap;

/// What happens, what it happens to, and in which way.
type Happening = (u8, u8, u8);

/// A run with the memory that nothing but a test has: how often what was sent and allowed.
struct Story {
    loaded: LoadedRun,
    looks_up: bool,
    now: i64,
    sent: BTreeMap<u32, u32>,
    /// Sends that a person's press, or the certainty that nothing was taken, allows.
    allowed: BTreeMap<u32, u32>,
}

fn ending(state: OutcomeState) -> bool {
    OutcomeState::BUCKETS.contains(&state)
}

/// Whether an unknown end has become a verdict, with its time and in words.
fn known_later(was: &Outcome, is: &Outcome) -> bool {
    let verdicts = [
        OutcomeState::Succeeded,
        OutcomeState::Failed,
        OutcomeState::Cancelled,
    ];
    let words = is.message.as_deref().unwrap_or_default();
    was.state == OutcomeState::Unknown
        && verdicts.contains(&is.state)
        && is.ended_at >= was.ended_at
        && words.starts_with("Known later: ")
        && was.job == is.job
}

impl Story {
    fn of(servers: &[u32], looks_up: bool, rollout: Rollout) -> Self {
        let loaded = rolled(servers, looks_up, rollout);
        let allowed = loaded.pending().map(|batch| (batch, 1)).collect();
        Self {
            loaded,
            looks_up,
            now: 0,
            sent: BTreeMap::new(),
            allowed,
        }
    }

    fn event(&mut self, event: Event) {
        let now = self.now;
        happen(&mut self.loaded, event, now);
    }

    fn in_state(&self, state: BatchState, pick: u8) -> Option<u32> {
        let all = self.loaded.batches().iter();
        let fitting: Vec<_> = all.filter(|one| one.state == state).collect();
        let place = usize::from(pick) % fitting.len().max(1);
        fitting.get(place).map(|batch| batch.number)
    }

    fn answer(&mut self, batch: u32, way: u8) {
        let servers: Vec<_> = self.loaded.outcomes_of(batch).cloned().collect();
        let accepted = servers.iter().enumerate().filter_map(|(place, one)| {
            let verdict = match (usize::from(way) + place) % 4 {
                0 => return None,
                1 => Err("No.".to_owned()),
                other => Ok((handle(&format!("{batch}-{other}")), String::new())),
            };
            Some(Accepted {
                target: one.target.clone(),
                verdict,
            })
        });
        let accepted = accepted.collect();
        let event = match way % 5 {
            0 => Event::Refused(batch, "No.".into()),
            1 => Event::NoAnswer(batch, "Lost.".into()),
            2 => Event::Done(batch),
            3 => {
                *self.allowed.entry(batch).or_default() += 1;
                Event::NotTaken(batch)
            }
            _ => Event::Accepted(batch, accepted),
        };
        self.event(event);
    }

    /// What the driver finds out about a call without an answer.
    fn look_up(&mut self, batch: u32, way: u8) {
        let event = match way % 4 {
            0 => {
                *self.allowed.entry(batch).or_default() += 1;
                Event::NeverTaken(batch)
            }
            1 => Event::NotFoundOut(batch, "No list.".into()),
            _ => return self.answer(batch, 4 + way % 2 * 5),
        };
        self.event(event);
    }

    /// Somebody cancels, and the cloud answers about one of the jobs.
    fn cancel(&mut self, pick: u8, way: u8) {
        self.event(Event::Cancelled);
        let answer = match way % 3 {
            0 => CancelAnswer::Refused("No.".into()),
            1 => CancelAnswer::Unknown("Lost.".into()),
            _ => CancelAnswer::Accepted,
        };
        if self.loaded.state().is_over() {
            return;
        }
        let jobs = self.jobs();
        if let Some(job) = jobs.get(usize::from(pick) % jobs.len().max(1)) {
            self.event(Event::JobCancelled(*job, answer));
        }
    }

    fn jobs(&self) -> Vec<JobKey> {
        let jobs = self.loaded.batches().iter();
        let jobs = jobs.flat_map(|batch| batch.jobs.iter().map(|job| (batch.number, job.number)));
        jobs.collect()
    }

    fn decide(&mut self, way: u8) {
        let asking = self.loaded.batches().iter().map(|batch| batch.number);
        let calls: Vec<_> = asking.filter(|batch| self.loaded.asks(*batch)).collect();
        let resolution = if way.is_multiple_of(2) {
            for call in &calls {
                *self.allowed.entry(*call).or_default() += 1;
            }
            Resolution::SendAgain
        } else {
            Resolution::LeaveUnknown
        };
        let decision = deciding::decision(resolution, &calls, self.loaded.run().version);
        self.event(Event::Decided(decision));
    }

    fn read(&mut self, pick: u8, way: u8) {
        let jobs = self.jobs();
        let Some(job) = jobs.get(usize::from(pick) % jobs.len().max(1)) else {
            return;
        };
        let reading = self.reading(*job, pick, way);
        let now = self.now;
        hear_of(&mut self.loaded, *job, reading, now);
    }

    /// Somebody has the cloud asked once more after the end.
    fn hear_later(&mut self, pick: u8, way: u8) {
        let jobs = self.jobs();
        let Some(job) = jobs.get(usize::from(pick) % jobs.len().max(1)) else {
            return;
        };
        let state = self.loaded.state();
        if let Reading::Heard(heard) = self.reading(*job, pick, way) {
            self.event(Event::HeardLater(*job, heard));
        }
        assert_eq!(self.loaded.state(), state);
    }

    /// What is heard of a job.
    fn reading(&self, job: JobKey, pick: u8, way: u8) -> Reading {
        match way % 12 {
            0 => said(JobStatus::NotStarted),
            1 => said(JobStatus::Executing),
            2 => said(JobStatus::Resumed),
            3 => said(JobStatus::Succeeded),
            4 => said(JobStatus::Failed),
            5 => said(JobStatus::Unknown),
            6 => SILENCE,
            7 => said(JobStatus::Cancelling),
            8 => said(JobStatus::Cancelled),
            9 => Reading::NewerVersion,
            10 => self.of_each(job, pick),
            _ => Reading::Heard(Observation {
                handle: Some(handle("in its place")),
                ..Observation::of(JobStatus::Resumed)
            }),
        }
    }

    /// A word of its own for each target of a job.
    fn of_each(&self, job: JobKey, pick: u8) -> Reading {
        let ways = [
            JobStatus::Executing,
            JobStatus::Succeeded,
            JobStatus::Failed,
            JobStatus::Unknown,
        ];
        let under = self.loaded.outcomes_of(job.0);
        let under = under.filter(|outcome| outcome.job == Some(job.1));
        let each = under.zip(usize::from(pick)..);
        let each = each.map(|(outcome, place)| TargetObservation {
            target: outcome.target.clone(),
            status: ways[place % ways.len()],
            words: None,
        });
        Reading::Heard(Observation {
            each: each.collect(),
            ..Observation::of(ways[usize::from(pick / 4) % ways.len()])
        })
    }

    /// As another process finds the run after this one ended, at whatever moment.
    fn restart(&mut self) {
        let detail = RunDetail {
            run: self.loaded.run().clone(),
            batches: self.loaded.batches().to_vec(),
            outcomes: self.loaded.outcomes().to_vec(),
        };
        self.loaded = LoadedRun::new(detail, MANNERS, self.looks_up);
        self.event(Event::TakenOver);
    }

    fn happens(&mut self, (what, pick, way): Happening) {
        self.now += i64::from(way);
        if self.loaded.state().is_over() {
            self.hear_later(pick, way);
            return;
        }
        match what % 22 {
            0..4 => {
                let live = self.loaded.state() == RunState::Live;
                if let Some(batch) = next_call(&self.loaded, |_| live) {
                    rollouts::may_be_sent(&self.loaded, batch);
                    *self.sent.entry(batch).or_default() += 1;
                    self.event(Event::Sending(batch));
                }
            }
            4..8 => {
                if let Some(batch) = self.in_state(BatchState::Sending, pick) {
                    self.answer(batch, way);
                }
            }
            8..11 => self.read(pick, way),
            11 => self.decide(way),
            12 => self.restart(),
            16 | 17 => {
                if let Some(batch) = self.in_state(BatchState::LookingUp, pick) {
                    self.look_up(batch, way);
                }
            }
            18 if way.is_multiple_of(4) => self.cancel(pick, way / 4),
            19 => self.event(Event::RolloutPaused),
            20 => self.event(Event::RolloutResumed),
            21 if way.is_multiple_of(8) => self.event(Event::SendingStopped("Enough.".into())),
            13 => self.event(Event::TokenRefused),
            14 => self.event(Event::TokenRenewed),
            _ => match way {
                0..4 => self.event(Event::SecretsGone),
                4..8 if self.in_state(BatchState::Sending, 0).is_none() => {
                    self.event(Event::Stopped);
                }
                _ => self.now += 3_600 * i64::from(pick),
            },
        }
    }

    fn check(&self, before: &[Outcome]) {
        let loaded = &self.loaded;
        let over = loaded.state().is_over();
        for (was, is) in before.iter().zip(loaded.outcomes()) {
            assert_eq!(was.target, is.target);
            let later = over && known_later(was, is);
            assert!(
                !ending(was.state) || was == is || later,
                "an end was taken back"
            );
        }
        for (batch, sent) in &self.sent {
            assert!(sent <= &self.allowed[batch], "batch {batch} was sent twice");
        }
        let counts = Counts::of(loaded.outcomes().iter().map(|one| one.state));
        assert_eq!(loaded.counts(), counts);
        assert_eq!(counts.total() as usize, loaded.outcomes().len());
        assert_eq!(loaded.state().is_over(), counts.ended() == counts.total());
        let looked_up = loaded.batches().iter();
        let looked_up = looked_up.filter(|batch| batch.state == BatchState::LookingUp);
        assert_eq!(loaded.looking_up().count(), looked_up.count());
        let open = loaded.batches().iter().flat_map(|batch| &batch.jobs);
        let open = open.filter(|job| !job.status.is_terminal()).count();
        assert_eq!(loaded.open_jobs(), open);
        for outcome in loaded.outcomes() {
            let is_followed = matches!(
                outcome.state,
                OutcomeState::NotStarted | OutcomeState::Executing
            );
            let job = outcome.job.and_then(|job| loaded.job((outcome.batch, job)));
            let is_read = job.is_some_and(|job| job.next_check.is_some());
            assert!(
                !is_followed || is_read,
                "nobody hears of {}",
                outcome.target
            );
        }
        for batch in loaded.batches() {
            let mut outcomes = loaded.outcomes_of(batch.number);
            let asks = batch.state == BatchState::NoAnswer
                && outcomes.any(|one| one.state == OutcomeState::NoReply);
            assert_eq!(loaded.asks(batch.number), asks);
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_every_target_ends_once_and_nothing_is_sent_twice_by_itself(
        servers in prop::collection::vec(1_u32..4, 1..4),
        looks_up in any::<bool>(),
        rollout in prop::option::of(rollouts::any_rollout()),
        happenings in prop::collection::vec(any::<Happening>(), 0..80),
        later in prop::collection::vec(any::<Happening>(), 0..10),
    ) {
        let servers = match rollout {
            Some(_) => vec![1; servers.len() * 2],
            None => servers,
        };
        let mut story = Story::of(&servers, looks_up, rollout.unwrap_or_default());
        for happening in happenings {
            let before = story.loaded.outcomes().to_vec();
            let held = story.loaded.run().rollout.hold;
            story.happens(happening);
            story.check(&before);
            rollouts::keeps_its_bounds(&story.loaded);
            if happening.0 % 22 != 20 {
                rollouts::holds_still(&story.loaded, held);
            }
        }
        story.event(Event::Stopped);
        story.check(&[]);
        for happening in later {
            let before = story.loaded.outcomes().to_vec();
            story.happens(happening);
            story.check(&before);
        }
        prop_assert!(story.loaded.state().is_over());
    }
}
