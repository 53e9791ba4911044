//! Reading a run's jobs: when each is due, and what its answer changes.

use super::{Actor, End};
use crate::watch::gauge;
use crate::watch::machine::{self, Read, Reading};
use crate::watch::poller::{self, Polled, Target};
use crate::watch::pulse;
use crate::watch::schedule;
use futures::FutureExt;
use slipway_domain::context::random_bytes;
use slipway_domain::run::OutcomeState;
use tokio::time::Instant;

impl Actor {
    /// Puts every job that has no verdict yet on the agenda.
    pub(super) fn plan_readings(&mut self) {
        let numbers: Vec<u32> = self
            .book
            .batches()
            .iter()
            .map(|batch| batch.number)
            .collect();
        for batch in numbers {
            self.plan_reading(batch);
        }
    }

    /// Puts a job on the agenda for the time its row names.
    pub(super) fn plan_reading(&mut self, batch: u32) {
        let now = self.portal.now();
        let Some(batch) = self.book.batch(batch) else {
            return;
        };
        let Some(job) = &batch.job else { return };
        if let Some(next) = job.next_check {
            let written = job.checked_at.or(batch.sent_at);
            let wait = schedule::wait(next, written, now);
            self.agenda.add(batch.number, Instant::now() + wait);
        }
    }

    /// Readings under way at once: what the account's lane lets through in a second, so that a
    /// slow cloud is not asked ever more.
    fn has_room(&self) -> bool {
        self.reads.len() < self.portal.lives().polls_per_second.max(1) as usize
    }

    /// Begins the readings that are due.
    pub(super) fn begin_reads(&mut self) {
        let now = Instant::now();
        while self.is_working() && self.has_room() && self.read_from <= now {
            let Some((due, batch)) = self.agenda.take_due(now) else {
                return;
            };
            gauge::late(now - due);
            self.begin_read(batch);
        }
    }

    fn begin_read(&mut self, batch: u32) {
        let (Some(upstream), Some(key)) = (&self.upstream, &self.key) else {
            return;
        };
        let Some(job) = self.book.job(batch) else {
            return;
        };
        let session = key.session(&self.book.run().account);
        let poll = poller::poll(
            upstream.clone(),
            session,
            key.generation,
            batch,
            Target::of(job),
        );
        self.reads.push(poll.boxed());
    }

    /// When the next reading is due, where it can be begun then.
    pub(super) fn next_read(&self) -> Option<Instant> {
        let next = self
            .agenda
            .next()
            .filter(|_| self.is_working() && self.has_room());
        next.map(|due| due.max(self.read_from))
    }

    /// Takes a reading's end.
    pub(super) async fn polled(&mut self, polled: Polled) -> Result<(), End> {
        let Polled {
            batch,
            generation,
            result,
        } = polled;
        let Some(reading) = poller::meaning(batch, result) else {
            self.agenda.add(batch, Instant::now());
            return self.token_refused(generation).await;
        };
        if let Reading::Silence(Some(wait)) = &reading {
            // The cloud asked everybody to wait, not this job alone.
            self.read_from = self.read_from.max(Instant::now() + *wait);
        }
        let [dice] = random_bytes(self.portal.entropy());
        let (now, lives) = (self.portal.now(), self.portal.lives());
        match machine::read(&self.book, batch, &reading, dice, now, lives) {
            Read::Changed(change) => self.keep(change).await?,
            Read::Same(read) => {
                self.book.replace_batch(*read);
                self.publish_soon();
            }
            Read::Ignored => return Ok(()),
        }
        self.plan_reading(batch);
        self.publish_overdue(batch);
        Ok(())
    }

    /// Time alone makes a server overdue, so no change of the run carries it to the pages.
    fn publish_overdue(&mut self, batch: u32) {
        let now = self.portal.now();
        let executing = || self.book.in_state(batch, OutcomeState::Executing);
        if executing().any(|outcome| pulse::is_overdue(self.book.run().kind, outcome, now))
            && self.overdue.insert(batch)
        {
            let rows = self.book.rows(executing(), now);
            self.publish(rows);
        }
    }
}
