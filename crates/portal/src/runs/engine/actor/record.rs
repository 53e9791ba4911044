//! Store first, then memory, then pages; and what is erased and given back when.

use super::requests::{not_here, over};
use super::{Actor, End, start};
use crate::bus::Message;
use crate::portal::Portal;
use crate::runs::engine::machine::{self, Event};
use crate::runs::engine::progress;
use crate::runs::engine::shutdown::Quit;
use crate::runs::engine::upstream::Key;
use crate::sign_in::tokens;
use slipway_domain::action::RunKind;
use slipway_domain::audit::AuditEvent;
use slipway_domain::live::{LiveRow, LiveRun, Progress};
use slipway_domain::run::{Outcome, OutcomeState, Run};
use slipway_store::{Holder, RunChange, StoreError};
use std::time::Duration;
use tokio::time::Instant;

/// Pages hear of unchanged readings at most this often.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// Waits between tries to write to a store that fails: together shorter than a lease, so that
/// an answer of the cloud is not lost to a short hiccup.
const STORE_WAITS: [Duration; 5] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
];

/// The wait between further tries: a disk that is full stays so for a while. What the cloud
/// answered is kept in memory until it can be written, or nobody would ever know it.
const LONG_WAIT: Duration = Duration::from_secs(2);

/// Has the store take a change of `run`, however long that takes.
///
/// A try that failed may have been kept all the same. The next one finds that out: the version it
/// changes is no longer the run's, but the one that follows it, and nobody else held the lease.
async fn record(
    portal: &Portal,
    run: &Run,
    change: &RunChange,
    quit: &mut Quit,
) -> Result<u64, End> {
    let holder = Holder {
        owner: portal.owner(),
        version: run.version,
    };
    let run = &run.id;
    let mut waits = STORE_WAITS.into_iter();
    let mut tried = false;
    loop {
        let runs = &portal.store().runs;
        let error = match runs.record(run, Some(holder), change).await {
            Ok(version) => return Ok(version),
            Err(StoreError::OtherVersion(kept)) if tried && kept == holder.version + 1 => {
                return Ok(kept);
            }
            Err(StoreError::LeaseLost | StoreError::OtherVersion(_)) => return Err(End::Lost),
            Err(error) => error,
        };
        tried = true;
        if !matches!(
            error,
            StoreError::Database(_) | StoreError::CommitUnknown(_)
        ) {
            tracing::error!(%run, %error, "a change of a run could not be kept");
            return Err(End::Failed);
        }
        if let Some(wait) = waits.next() {
            tracing::error!(%run, %error, "a change of a run could not be kept; it is tried again");
            tokio::time::sleep(wait).await;
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(LONG_WAIT) => {}
            () = quit.called() => return Err(End::Failed),
        }
    }
}

impl Actor {
    /// Lets an event change the run.
    pub(super) async fn commit(&mut self, event: Event) -> Result<(), End> {
        self.commit_for(event, Vec::new()).await
    }

    /// The same for people, whom the audit chain names.
    pub(super) async fn commit_for(
        &mut self,
        event: Event,
        audit: Vec<AuditEvent>,
    ) -> Result<(), End> {
        self.record(self.changed_by(event, audit)).await
    }

    /// What an event changes, with what the audit chain says of it.
    pub(super) fn changed_by(&self, event: Event, audit: Vec<AuditEvent>) -> RunChange {
        let change = machine::step(
            &self.loaded,
            event,
            self.portal.now(),
            self.portal.timings(),
        );
        RunChange { audit, ..change }
    }

    /// Keeps a change; [`End::Over`] where it was the run's last.
    pub(super) async fn record(&mut self, change: RunChange) -> Result<(), End> {
        if change == RunChange::default() {
            return Ok(());
        }
        let run = self.loaded.run();
        let version = record(&self.portal, run, &change, &mut self.quit).await?;
        let rows = self.loaded.rows(&change.outcomes, self.portal.now());
        self.outdate(&change);
        if self.is_about_silence(&change) {
            self.progress = None;
        }
        self.loaded.apply(change, version);
        self.followed.count(&self.loaded);
        self.publish(rows);
        if !self.loaded.may_send_more() {
            self.erase_secrets().await;
        }
        if self.loaded.state().is_over() {
            if let Some(key) = &self.key {
                self.let_go(key);
            }
            Err(End::Over)
        } else {
            Ok(())
        }
    }

    /// Whether a job falls silent or is heard of again, which pages hear at once.
    fn is_about_silence(&self, change: &RunChange) -> bool {
        let jobs = change.batches.iter();
        let mut jobs = jobs.flat_map(|batch| batch.jobs.iter().map(|job| (batch.number, job)));
        jobs.any(|(batch, job)| {
            let known = self.loaded.job((batch, job.number));
            known.is_some_and(|known| known.silent_since.is_some() != job.silent_since.is_some())
        })
    }

    /// What the portal read before of the servers of an operation is no longer how they are.
    fn outdate(&self, change: &RunChange) {
        let run = self.loaded.run();
        let touched = |outcome: &Outcome| {
            !matches!(outcome.state, OutcomeState::Waiting | OutcomeState::Sending)
        };
        if run.kind == RunKind::Operation && change.outcomes.iter().any(touched) {
            let changed = Message::ServersChanged(run.scope());
            self.portal.bus().publish(&changed);
        }
    }

    /// Tells open pages the run's state and these rows.
    pub(super) fn publish(&mut self, rows: Vec<LiveRow>) {
        self.tell_at = None;
        let progress = self.progress();
        let (run, now) = (self.loaded.run(), self.portal.now());
        let message = LiveRun {
            now: now.as_millisecond(),
            version: run.version,
            state: run.state,
            rollout: machine::rollout_mark(&self.loaded),
            counts: self.loaded.counts(),
            progress,
            rows,
        };
        self.portal.hub().encode(&run.id, &message);
        self.portal.bus().publish(&Message::RunChanged {
            run: run.id.clone(),
            version: run.version,
        });
    }

    /// The run's progress. It takes a look at every job, so that between two looks there is a while in
    /// which what was seen last is told; pages hear soon what has become of it.
    fn progress(&mut self) -> Progress {
        let state = self.loaded.state();
        let known = self.progress.filter(|(then, _)| *then == state);
        let seen = match known {
            Some((_, seen)) if self.progress_of.elapsed() < TELL_EVERY => {
                self.publish_soon();
                seen
            }
            _ => {
                let seen = progress::of(&self.loaded, self.portal.now());
                self.progress = Some((state, seen));
                self.progress_of = Instant::now();
                seen
            }
        };
        Progress {
            held: self.held(),
            ..seen
        }
    }

    /// Servers for which nothing can be sent until somebody goes on as themselves.
    fn held(&self) -> u32 {
        match &self.key {
            Some(key) => progress::held(&self.loaded, &key.sends),
            None => 0,
        }
    }

    /// Lets pages know soon that jobs were read without news.
    pub(super) fn publish_soon(&mut self) {
        self.tell_at.get_or_insert(self.progress_of + TELL_EVERY);
    }

    pub(super) async fn renew(&mut self) -> Result<(), End> {
        self.renew_at = Instant::now() + self.portal.timings().lease / 3;
        let run = &self.loaded.run().id;
        match start::lease(&self.portal, run).await {
            Ok(true) => {}
            Ok(false) => return Err(End::Lost),
            // It still counts for a while; the store refuses our changes once it does not.
            Err(error) => tracing::error!(%run, %error, "a lease could not be renewed"),
        }
        if self.waits_for_token() {
            self.look_for_token().await
        } else {
            Ok(())
        }
    }

    /// Nothing is sent or read with it any more.
    pub(super) fn let_go(&self, key: &Key) {
        let run = self.loaded.run();
        tokens::let_go(&self.portal, &run.cloud, key.auth(&run.account));
    }

    async fn erase_secrets(&mut self) {
        let Some(plan) = &self.sealed else { return };
        match self.portal.store().plans.erase_secrets(plan).await {
            Ok(()) => self.sealed = None,
            Err(error) => tracing::error!(%error, "the secrets of a plan could not be erased"),
        }
    }

    /// Leaves the run as its end demands and answers whoever waits for it.
    pub(super) async fn close(mut self, end: &End) {
        let run = self.loaded.run().id.clone();
        let runs = self.portal.store().runs.clone();
        if *end != End::Quit {
            // Where the run goes on elsewhere, pages connect again and see what the store holds
            // instead of waiting for news that never comes here.
            self.portal.bus().publish(&Message::RunLeft(run.clone()));
        }
        if *end != End::Lost
            && let Err(error) = runs.release(&run, self.portal.owner()).await
        {
            tracing::warn!(%run, %error, "a lease could not be given back");
        }
        for (_, done) in self.stopping.drain(..) {
            let _ = done.send(if *end == End::Over {
                Ok(())
            } else {
                Err(not_here())
            });
        }
        self.close_cancelled(end);
        self.requests.close();
        while let Some(request) = self.requests.recv().await {
            let why = if *end == End::Over {
                over()
            } else {
                not_here()
            };
            request.decline(&self.portal, &run, why).await;
        }
    }
}
