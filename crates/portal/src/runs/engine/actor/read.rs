//! Reading a run's jobs: when each is due, and what its answer changes.

use super::{Actor, End};
use crate::runs::engine::calls::{self, Polled};
use crate::runs::engine::loaded_run::JobKey;
use crate::runs::engine::machine::{self, Read};
use crate::runs::engine::{gauge, schedule};
use futures::FutureExt;
use slipway_cloud::Reading;
use slipway_domain::context::random_bytes;
use slipway_domain::run::{Handle, OutcomeState};
use tokio::time::Instant;

impl Actor {
    /// Puts every job that has no verdict yet on the due_jobs.
    pub(super) fn plan_readings(&mut self) {
        let batches = self.loaded.batches().iter();
        let numbers: Vec<u32> = batches.map(|batch| batch.number).collect();
        for batch in numbers {
            self.plan_readings_of(batch);
        }
    }

    /// Puts the jobs of a call on the due_jobs.
    pub(super) fn plan_readings_of(&mut self, batch: u32) {
        let jobs = self.loaded.batch(batch).into_iter();
        let jobs = jobs.flat_map(|batch| batch.jobs.iter().map(|job| (batch.number, job.number)));
        for job in jobs.collect::<Vec<_>>() {
            self.plan_reading(job);
        }
    }

    /// Puts a job on the due_jobs for the time its row names.
    fn plan_reading(&mut self, key: JobKey) {
        let now = self.portal.now();
        let (Some(batch), Some(job)) = (self.loaded.batch(key.0), self.loaded.job(key)) else {
            return;
        };
        if let Some(next) = job.next_check {
            let written = job.checked_at.or(batch.sent_at);
            let wait = schedule::wait(next, written, now);
            self.due_jobs.add(key, Instant::now() + wait);
        }
    }

    /// Readings under way at once: what the account's limiter lets through in a second, so that a
    /// slow cloud is not asked ever more.
    fn has_room(&self) -> bool {
        self.reads.len() < self.loaded.manners().readings_per_second.max(1) as usize
    }

    /// Begins the readings that are due.
    pub(super) fn begin_reads(&mut self) {
        let now = Instant::now();
        while self.is_working() && self.has_room() && self.read_from <= now {
            let (Some(upstream), Some(key)) = (self.upstream.clone(), self.key.clone()) else {
                return;
            };
            let jobs = self.take_due(now);
            if jobs.is_empty() {
                return;
            }
            let auth = key.auth(&self.loaded.run().account);
            let poll = calls::poll(upstream, auth, key.generation, jobs);
            self.reads.push(poll.boxed());
        }
    }

    /// Jobs that are due, as many as one observation asks about.
    fn take_due(&mut self, now: Instant) -> Vec<(JobKey, Handle)> {
        let most = self.loaded.manners().handles_per_reading.max(1);
        let mut jobs = Vec::new();
        while jobs.len() < most
            && let Some((due, key)) = self.due_jobs.take_due(now)
        {
            gauge::late(now - due);
            jobs.extend(self.loaded.job(key).map(|job| (key, job.handle.clone())));
        }
        jobs
    }

    /// When the next reading is due, where it can be begun then.
    pub(super) fn next_read(&self) -> Option<Instant> {
        let next = self
            .due_jobs
            .next()
            .filter(|_| self.is_working() && self.has_room());
        next.map(|due| due.max(self.read_from))
    }

    /// Takes a reading's end.
    pub(super) async fn polled(&mut self, polled: Polled) -> Result<(), End> {
        let mut refused = false;
        for (job, reading) in polled.readings {
            if reading == Reading::TokenRefused {
                self.due_jobs.add(job, Instant::now());
                refused = true;
            } else {
                self.heard(job, &reading).await?;
            }
        }
        if refused {
            self.token_refused(polled.generation).await
        } else {
            Ok(())
        }
    }

    /// Takes what was heard of one job.
    async fn heard(&mut self, job: JobKey, reading: &Reading) -> Result<(), End> {
        // The cloud asked everybody to wait, not this job alone.
        if let Reading::Silence(Some(wait)) = reading {
            self.read_from = self.read_from.max(Instant::now() + *wait);
        }
        let [dice] = random_bytes(self.portal.entropy());
        let (now, timings) = (self.portal.now(), self.portal.timings());
        match machine::read(&self.loaded, job, reading, dice, now, timings) {
            Read::Changed(change) => self.record(change).await?,
            Read::Same(read) => {
                self.loaded.replace_batch(*read);
                self.publish_soon();
            }
            Read::Ignored => return Ok(()),
        }
        self.plan_reading(job);
        self.publish_overdue(job.0);
        Ok(())
    }

    /// Time alone makes a server overdue, so no change of the run carries it to the pages.
    fn publish_overdue(&mut self, batch: u32) {
        let now = self.portal.now();
        let executing = || self.loaded.in_state(batch, OutcomeState::Executing);
        if executing().any(|outcome| self.loaded.is_overdue(outcome, now))
            && self.overdue.insert(batch)
        {
            let rows = self.loaded.rows(executing(), now);
            self.publish(rows);
        }
    }
}
