//! One run as its actor holds it in memory: the rows of the store, with indexes and counts that
//! make finding the servers of a call, the next call to send or how many stand where cheap in a run
//! of 10,000 calls.
//!
//! Nothing in here decides anything; [`super::machine`] does, and hands its changes back to
//! [`LoadedRun::apply`] once the store holds them.

use slipway_cloud::{CallKey, Manners};
use slipway_domain::action::{Action, RunKind};
use slipway_domain::live::LiveRow;
use slipway_domain::run::{
    Batch, BatchState, Counts, Job, Outcome, OutcomeState, Run, RunDetail, RunState, Target,
};
use slipway_store::RunChange;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A job of a run: the number of its batch, and its own within that.
pub(super) type JobKey = (u32, u32);

/// A run with its indexes.
#[derive(Debug)]
pub(super) struct LoadedRun {
    detail: RunDetail,
    /// What the run does; shared with every call of it.
    action: Arc<Action>,
    manners: Manners,
    /// Whether the driver can find out what became of a call without an answer.
    looks_up: bool,
    /// Places in `detail.outcomes`, sorted by batch.
    by_batch: Vec<u32>,
    /// Places in `detail.outcomes`, sorted by target.
    by_target: Vec<u32>,
    pending: BTreeSet<u32>,
    sending: BTreeSet<u32>,
    /// Calls without an answer that the driver looks up.
    looking_up: BTreeSet<u32>,
    /// Calls without an answer that wait for a person.
    asking: BTreeSet<u32>,
    /// Calls with a target that has no end yet.
    open: BTreeSet<u32>,
    /// Jobs without a verdict.
    jobs: usize,
    counts: Counts,
    /// The run's version since when no further call lost its answer.
    asked_at: u64,
}

impl LoadedRun {
    pub(super) fn new(mut detail: RunDetail, manners: Manners, looks_up: bool) -> Self {
        // The outcomes name the targets too; a second copy would double what a run weighs.
        detail.run.plan.targets = Vec::new();
        detail.batches.sort_by_key(|batch| batch.number);
        let places = || 0..u32::try_from(detail.outcomes.len()).unwrap_or(u32::MAX);
        let at = |place: &u32| &detail.outcomes[*place as usize];
        let mut by_batch: Vec<u32> = places().collect();
        by_batch.sort_by_key(|place| at(place).batch);
        let mut by_target: Vec<u32> = places().collect();
        by_target.sort_by(|a, b| at(a).target.cmp(&at(b).target));
        let counts = Counts::of(detail.outcomes.iter().map(|outcome| outcome.state));
        // When a call lost its answer is not kept: whoever looked before this version looks again.
        let lost = |batch: &Batch| batch.state == BatchState::NoAnswer;
        let asks = detail.batches.iter().any(lost);
        let asked_at = if asks { detail.run.version } else { 0 };
        let mut loaded = Self {
            action: Arc::new(detail.run.plan.action.clone()),
            detail,
            manners,
            looks_up,
            by_batch,
            by_target,
            pending: BTreeSet::new(),
            sending: BTreeSet::new(),
            looking_up: BTreeSet::new(),
            asking: BTreeSet::new(),
            open: BTreeSet::new(),
            jobs: 0,
            counts,
            asked_at,
        };
        for place in 0..loaded.detail.batches.len() {
            loaded.index(place);
            loaded.index_open(loaded.detail.batches[place].number);
        }
        loaded
    }

    /// Notes where a batch stands.
    fn index(&mut self, place: usize) {
        let batch = &self.detail.batches[place];
        let (number, state) = (batch.number, batch.state);
        self.jobs += open_jobs(batch);
        note(&mut self.pending, number, state == BatchState::Pending);
        note(&mut self.sending, number, state == BatchState::Sending);
        let looks_up = state == BatchState::LookingUp;
        note(&mut self.looking_up, number, looks_up);
        self.index_asking(number);
    }

    fn index_open(&mut self, number: u32) {
        let open = self.open_of(number).next().is_some();
        note(&mut self.open, number, open);
    }

    fn index_asking(&mut self, number: u32) {
        let lost = |batch: &Batch| batch.state == BatchState::NoAnswer;
        let asks = self.batch(number).is_some_and(lost)
            && self
                .in_state(number, OutcomeState::NoReply)
                .next()
                .is_some();
        note(&mut self.asking, number, asks);
    }

    /// What the run does.
    pub(super) fn action(&self) -> &Arc<Action> {
        &self.action
    }

    /// How the run's cloud wants to be treated.
    pub(super) fn manners(&self) -> &Manners {
        &self.manners
    }

    /// Whether the driver can find out what became of a call without an answer.
    pub(super) fn can_look_up(&self) -> bool {
        self.looks_up
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

    pub(super) fn job(&self, (batch, number): JobKey) -> Option<&Job> {
        self.batch(batch)?.job(number)
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

    /// The servers without an end whose end is read from this job.
    pub(super) fn open_under(&self, (batch, job): JobKey) -> impl Iterator<Item = &Outcome> {
        self.open_of(batch)
            .filter(move |outcome| outcome.job == Some(job))
    }

    /// The first call with a target that has no end yet.
    pub(super) fn first_open(&self) -> Option<u32> {
        self.open.first().copied()
    }

    /// How many targets are about to be sent, or were and have no answer yet.
    pub(super) fn being_sent(&self) -> u32 {
        let sending = self.sending.iter();
        let targets = sending.map(|call| self.in_state(*call, OutcomeState::Sending).count());
        u32::try_from(targets.sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// How a target stands.
    pub(super) fn state_of(&self, target: &Target) -> Option<OutcomeState> {
        let place = self.place(target)?;
        Some(self.detail.outcomes[place].state)
    }

    /// Calls that were not sent yet, by number.
    pub(super) fn pending(&self) -> impl Iterator<Item = u32> {
        self.pending.iter().copied()
    }

    /// Calls that are under way, by number.
    pub(super) fn sending(&self) -> impl Iterator<Item = u32> {
        self.sending.iter().copied()
    }

    /// Calls without an answer that the driver looks up, by number.
    pub(super) fn looking_up(&self) -> impl Iterator<Item = u32> {
        self.looking_up.iter().copied()
    }

    /// What names the present attempt at a call.
    pub(super) fn key(&self, batch: u32) -> CallKey {
        CallKey {
            run: self.detail.run.id.clone(),
            batch,
            attempt: self.batch(batch).map_or(1, |batch| batch.attempt),
        }
    }

    /// How many servers have no end yet.
    pub(super) fn open(&self) -> usize {
        (self.counts.total() - self.counts.ended()) as usize
    }

    /// How many jobs have no verdict yet.
    pub(super) fn open_jobs(&self) -> usize {
        self.jobs
    }

    /// Whether a call was sent without an answer and nobody decided about it yet.
    pub(super) fn asks(&self, batch: u32) -> bool {
        self.asking.contains(&batch)
    }

    /// The run's version since when no further call lost its answer: who saw an older one may not
    /// know of it.
    pub(super) fn asked_at(&self) -> u64 {
        self.asked_at
    }

    /// Whether anything might still be sent: until then token and secrets have to be good for it.
    pub(super) fn may_send_more(&self) -> bool {
        let unsent = [&self.pending, &self.sending, &self.looking_up, &self.asking];
        unsent.iter().any(|calls| !calls.is_empty())
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Takes a change over that the store holds as `version`.
    pub(super) fn apply(&mut self, change: RunChange, version: u64) {
        let run = &mut self.detail.run;
        run.version = version;
        run.state = change.state.unwrap_or(run.state);
        run.finished_at = change.finished_at.or(run.finished_at);
        run.rollout = change.rollout.unwrap_or(run.rollout);
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
        let batches = &mut self.detail.batches;
        if let Ok(place) = batches.binary_search_by_key(&batch.number, |known| known.number) {
            self.jobs -= open_jobs(&batches[place]);
            batches[place] = batch;
            self.index(place);
        }
    }

    fn replace_outcome(&mut self, outcome: Outcome) {
        let Some(place) = self.place(&outcome.target) else {
            return;
        };
        let known = &mut self.detail.outcomes[place];
        self.counts.moved(known.state, outcome.state);
        let batch = outcome.batch;
        *known = outcome;
        self.index_asking(batch);
        self.index_open(batch);
    }

    fn place(&self, target: &Target) -> Option<usize> {
        let of = |place: &u32| &self.detail.outcomes[*place as usize].target;
        let found = self
            .by_target
            .binary_search_by(|place| of(place).cmp(target));
        found.ok().map(|found| self.by_target[found] as usize)
    }

    /// Whether a server has been executing for longer than the cloud's own limit, which is one of
    /// packages.
    pub(super) fn is_overdue(&self, outcome: &Outcome, now: jiff::Timestamp) -> bool {
        let since = outcome.executing_at.filter(|_| {
            self.run().kind == RunKind::Package && outcome.state == OutcomeState::Executing
        });
        since.is_some_and(|since| now.duration_since(since) > self.manners().overdue_after)
    }

    /// The rows that a page shows for these outcomes.
    pub(super) fn rows<'a>(
        &self,
        outcomes: impl IntoIterator<Item = &'a Outcome>,
        now: jiff::Timestamp,
    ) -> Vec<LiveRow> {
        let row = |outcome| {
            let overdue = self.is_overdue(outcome, now);
            LiveRow::of(outcome, overdue)
        };
        outcomes.into_iter().map(row).collect()
    }
}

fn note(set: &mut BTreeSet<u32>, number: u32, belongs: bool) {
    if belongs {
        set.insert(number);
    } else {
        set.remove(&number);
    }
}

fn open_jobs(batch: &Batch) -> usize {
    let open = batch.jobs.iter().filter(|job| !job.status.is_terminal());
    open.count()
}
