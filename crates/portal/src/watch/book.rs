//! One run as its actor holds it in memory: the rows of the store, and the indexes that make
//! finding the servers of a call or the next call to send cheap in a run of 10,000 calls.
//!
//! Nothing in here decides anything; [`super::machine`] does, and hands its changes back to
//! [`Book::apply`] once the store holds them.

use slipway_domain::ServerId;
use slipway_domain::live::LiveRow;
use slipway_domain::run::{
    Batch, BatchState, Counts, Job, Outcome, OutcomeState, Run, RunDetail, RunState,
};
use slipway_store::RunChange;
use std::collections::BTreeSet;

/// A run with its indexes.
#[derive(Debug)]
pub(super) struct Book {
    detail: RunDetail,
    /// Places in `detail.outcomes`, sorted by batch.
    by_batch: Vec<u32>,
    /// Places in `detail.outcomes`, sorted by server.
    by_server: Vec<u32>,
    pending: BTreeSet<u32>,
    open: usize,
    /// The run's version since when no further call lost its answer.
    asked_at: u64,
}

impl Book {
    pub(super) fn new(mut detail: RunDetail) -> Self {
        // The outcomes name the servers too; a second copy would double what a run weighs.
        detail.run.plan.servers = Vec::new();
        detail.batches.sort_by_key(|batch| batch.number);
        let places = || 0..u32::try_from(detail.outcomes.len()).unwrap_or(u32::MAX);
        let at = |place: &u32| &detail.outcomes[*place as usize];
        let mut by_batch: Vec<u32> = places().collect();
        by_batch.sort_by_key(|place| at(place).batch);
        let mut by_server: Vec<u32> = places().collect();
        by_server.sort_by(|a, b| at(a).server.cmp(&at(b).server));
        let pending = detail
            .batches
            .iter()
            .filter(|batch| batch.state == BatchState::Pending);
        let pending = pending.map(|batch| batch.number).collect();
        let open = detail
            .outcomes
            .iter()
            .filter(|outcome| !outcome.state.is_end())
            .count();
        // When a call lost its answer is not kept: whoever looked before this version looks again.
        let lost = |batch: &Batch| batch.state == BatchState::NoAnswer;
        let asks = detail.batches.iter().any(lost);
        let asked_at = if asks { detail.run.version } else { 0 };
        Self {
            detail,
            by_batch,
            by_server,
            pending,
            open,
            asked_at,
        }
    }

    pub(super) fn run(&self) -> &Run {
        &self.detail.run
    }

    pub(super) fn state(&self) -> RunState {
        self.detail.run.state
    }

    pub(super) fn batches(&self) -> &[Batch] {
        &self.detail.batches
    }

    pub(super) fn outcomes(&self) -> &[Outcome] {
        &self.detail.outcomes
    }

    pub(super) fn batch(&self, number: u32) -> Option<&Batch> {
        let place = self
            .detail
            .batches
            .binary_search_by_key(&number, |batch| batch.number);
        place.ok().map(|place| &self.detail.batches[place])
    }

    pub(super) fn job(&self, number: u32) -> Option<&Job> {
        self.batch(number)?.job.as_ref()
    }

    /// The servers that a call carries.
    pub(super) fn outcomes_of(&self, batch: u32) -> impl Iterator<Item = &Outcome> {
        let at = |place: &u32| &self.detail.outcomes[*place as usize];
        let start = self
            .by_batch
            .partition_point(|place| at(place).batch < batch);
        self.by_batch[start..]
            .iter()
            .map(at)
            .take_while(move |outcome| outcome.batch == batch)
    }

    /// The servers of a call that stand in `state`, as they are.
    pub(super) fn in_state(
        &self,
        batch: u32,
        state: OutcomeState,
    ) -> impl Iterator<Item = &Outcome> {
        self.outcomes_of(batch)
            .filter(move |outcome| outcome.state == state)
    }

    /// The servers of a call that have no end yet.
    pub(super) fn open_of(&self, batch: u32) -> impl Iterator<Item = &Outcome> {
        self.outcomes_of(batch)
            .filter(|outcome| !outcome.state.is_end())
    }

    /// Calls that were not sent yet, by number.
    pub(super) fn pending(&self) -> impl Iterator<Item = u32> {
        self.pending.iter().copied()
    }

    /// How many servers have no end yet.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// Whether a call was sent without an answer and nobody decided about it yet.
    pub(super) fn asks(&self, batch: &Batch) -> bool {
        batch.state == BatchState::NoAnswer
            && self
                .in_state(batch.number, OutcomeState::NoAnswer)
                .next()
                .is_some()
    }

    /// The run's version since when no further call lost its answer: who saw an older one may not
    /// know of it.
    pub(super) fn asked_at(&self) -> u64 {
        self.asked_at
    }

    /// Whether anything might still be sent: until then token and secrets have to be good for it.
    pub(super) fn may_send_more(&self) -> bool {
        self.detail.batches.iter().any(|batch| {
            matches!(batch.state, BatchState::Pending | BatchState::Sending) || self.asks(batch)
        })
    }

    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.detail.outcomes.iter().map(|outcome| outcome.state))
    }

    /// Takes a change over that the store holds as `version`.
    pub(super) fn apply(&mut self, change: RunChange, version: u64) {
        let run = &mut self.detail.run;
        run.version = version;
        run.state = change.state.unwrap_or(run.state);
        run.finished_at = change.finished_at.or(run.finished_at);
        for batch in change.batches {
            if batch.state == BatchState::NoAnswer {
                self.asked_at = version;
            }
            self.replace_batch(batch);
        }
        for outcome in change.outcomes {
            self.replace_outcome(outcome);
        }
    }

    /// Takes a reading over that changed nothing worth keeping.
    pub(super) fn replace_batch(&mut self, batch: Batch) {
        if batch.state == BatchState::Pending {
            self.pending.insert(batch.number);
        } else {
            self.pending.remove(&batch.number);
        }
        let batches = &mut self.detail.batches;
        if let Ok(place) = batches.binary_search_by_key(&batch.number, |known| known.number) {
            batches[place] = batch;
        }
    }

    fn replace_outcome(&mut self, outcome: Outcome) {
        let Some(place) = self.place(&outcome.server) else {
            return;
        };
        let known = &mut self.detail.outcomes[place];
        match (known.state.is_end(), outcome.state.is_end()) {
            (false, true) => self.open -= 1,
            (true, false) => self.open += 1,
            _ => {}
        }
        *known = outcome;
    }

    fn place(&self, server: &ServerId) -> Option<usize> {
        let of = |place: &u32| &self.detail.outcomes[*place as usize].server;
        let found = self
            .by_server
            .binary_search_by(|place| of(place).cmp(server));
        found.ok().map(|found| self.by_server[found] as usize)
    }

    /// The rows that a page shows for these outcomes.
    pub(super) fn rows<'a>(
        &self,
        outcomes: impl IntoIterator<Item = &'a Outcome>,
        now: jiff::Timestamp,
    ) -> Vec<LiveRow> {
        let row = |outcome| {
            LiveRow::of(
                outcome,
                super::pulse::is_overdue(self.run().kind, outcome, now),
            )
        };
        outcomes.into_iter().map(row).collect()
    }
}
