//! One run's task: it alone holds the run's lease, sends its calls and reads its jobs.
//!
//! The task owns the run in memory and does one thing at a time; only upstream calls are under
//! way beside it. Every change goes through [`keep`]: store first, then memory, then pages.
//! A task that loses its lease or its store ends at once; whoever takes the run over treats
//! calls found half-way as sent without an answer.

mod cancel;
mod look_up;
mod read;
mod record;
mod requests;
mod rollout;
mod send;
mod start;

use super::calls::Polled;
use super::calls::{Permit, Sent};
use super::gauge::Followed;
use super::loaded_run::{JobKey, LoadedRun};
use super::machine::Event;
use super::schedule::Due;
use super::upstream::{Key, Upstream};
use crate::portal::Portal;
use crate::runs::engine::requests::Request;
use crate::runs::engine::shutdown::{Quit, WITHIN};
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use slipway_domain::audit::AuditEvent;
use slipway_domain::live::Progress;
use slipway_domain::run::RunState;
use slipway_domain::{AppResult, RunId, Secret};
use std::collections::{BTreeSet, HashMap};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// Why a run's task ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// The run is finished or stopped.
    Over,
    /// Another process holds the lease.
    Lost,
    /// The store does not take our changes; somebody will try again later.
    Failed,
    /// The portal shuts down.
    Quit,
}

/// Follows a run until it is over, its lease is lost or the portal shuts down. Ends at once
/// where another process holds the lease.
pub(super) async fn follow(
    portal: Portal,
    run: RunId,
    mut requests: mpsc::UnboundedReceiver<Request>,
    quit: Quit,
) {
    match start::start(&portal, &run).await {
        Ok(start) => Actor::new(portal, start, requests, quit).work().await,
        Err(reason) => {
            requests.close();
            while let Some(request) = requests.recv().await {
                request.decline(&portal, &run, reason.clone()).await;
            }
        }
    }
}

struct Actor {
    portal: Portal,
    loaded: LoadedRun,
    followed: Followed,
    requests: mpsc::UnboundedReceiver<Request>,
    quit: Quit,
    /// The plan whose secrets are still sealed for this run.
    sealed: Option<String>,
    upstream: Option<Upstream>,
    key: Option<Key>,
    /// A fresh sign-in's token, for reading on when the cloud refuses the present one.
    spare: Option<Secret>,
    due_jobs: Due<JobKey>,
    due_look_ups: Due<u32>,
    permit: Option<BoxFuture<'static, Permit>>,
    sends: FuturesUnordered<BoxFuture<'static, Sent>>,
    reads: FuturesUnordered<BoxFuture<'static, Polled>>,
    look_ups: FuturesUnordered<BoxFuture<'static, look_up::Found>>,
    cancels: FuturesUnordered<BoxFuture<'static, cancel::Answered>>,
    /// Tries of calls that were not taken at first.
    tries: HashMap<u32, u32>,
    send_from: Instant,
    read_from: Instant,
    renew_at: Instant,
    /// When pages are told of unchanged readings; `None` where there were none.
    tell_at: Option<Instant>,
    /// The run's state and progress as they were at `progress_of`.
    progress: Option<(RunState, Progress)>,
    progress_of: Instant,
    overdue: BTreeSet<u32>,
    /// Who asked for watching to be stopped.
    stopping: Vec<(AuditEvent, oneshot::Sender<AppResult<()>>)>,
    /// Who has the run cancelled, as long as answers are missing.
    cancelling: Vec<cancel::Cancelling>,
    quit_by: Option<Instant>,
}

impl Actor {
    fn new(
        portal: Portal,
        start: start::Start,
        requests: mpsc::UnboundedReceiver<Request>,
        quit: Quit,
    ) -> Self {
        let now = Instant::now();
        let start::Start {
            loaded,
            sealed,
            upstream,
            key,
        } = start;
        Self {
            renew_at: now + portal.timings().lease / 3,
            portal,
            followed: Followed::new(&loaded),
            loaded,
            requests,
            quit,
            sealed,
            upstream,
            key,
            spare: None,
            due_jobs: Due::default(),
            due_look_ups: Due::default(),
            permit: None,
            sends: FuturesUnordered::new(),
            reads: FuturesUnordered::new(),
            look_ups: FuturesUnordered::new(),
            cancels: FuturesUnordered::new(),
            tries: HashMap::new(),
            send_from: now,
            read_from: now,
            tell_at: Some(now),
            progress: None,
            progress_of: now,
            overdue: BTreeSet::new(),
            stopping: Vec::new(),
            cancelling: Vec::new(),
            quit_by: None,
        }
    }

    async fn work(mut self) {
        let mut end = self.open().await;
        while end.is_ok() {
            end = self.turn().await;
        }
        let end = end.err().unwrap_or(End::Over);
        tracing::debug!(run = %self.loaded.run().id, ?end, "a run is no longer followed here");
        self.close(&end).await;
    }

    /// Brings the run from the state it was found in to one from which work can go on.
    async fn open(&mut self) -> Result<(), End> {
        self.commit(Event::TakenOver).await?;
        self.plan_readings();
        self.plan_look_ups();
        match (self.loaded.state(), &self.key, &self.upstream) {
            (RunState::Live, None, _) | (RunState::Live, _, None) => {
                self.commit(Event::TokenRefused).await
            }
            // Somebody may have signed in while nobody followed the run: the token decides.
            (RunState::Paused, Some(_), Some(_)) => self.commit(Event::TokenRenewed).await,
            _ => Ok(()),
        }
    }

    async fn turn(&mut self) -> Result<(), End> {
        if self.sends.is_empty() && self.cancels.is_empty() {
            if !self.stopping.is_empty() {
                let by = self.stopping.iter().map(|(by, _)| by.clone()).collect();
                return self.commit_for(Event::Stopped, by).await;
            }
            if self.quit_by.is_some() {
                return Err(End::Quit);
            }
        }
        self.begin_sends();
        self.begin_reads();
        self.begin_look_ups();
        let wake = self.wake();
        tokio::select! {
            request = self.requests.recv() => match request {
                Some(request) => self.handle(request).await,
                None => Err(End::Quit),
            },
            () = self.quit.called(), if self.quit_by.is_none() => {
                self.quit_by = Some(Instant::now() + WITHIN);
                Ok(())
            }
            permit = send::granted(&mut self.permit) => self.send(permit).await,
            Some(sent) = self.sends.next() => self.sent(sent).await,
            Some(polled) = self.reads.next() => self.polled(polled).await,
            Some(found) = self.look_ups.next() => self.found(found).await,
            Some(answered) = self.cancels.next() => self.cancel_answered(answered).await,
            () = tokio::time::sleep_until(wake) => self.woken().await,
        }
    }

    /// Whether new calls and readings are begun at all. What is live has a cloud and a token.
    fn is_working(&self) -> bool {
        self.quit_by.is_none() && self.stopping.is_empty() && self.loaded.state() == RunState::Live
    }

    /// The next moment at which something has to be done without anything having happened.
    fn wake(&self) -> Instant {
        let times = [
            self.next_send(),
            self.next_read(),
            self.next_look_up(),
            self.tell_at,
            self.quit_by,
            self.hold_ends(),
        ];
        times
            .into_iter()
            .flatten()
            .fold(self.renew_at, Instant::min)
    }

    async fn woken(&mut self) -> Result<(), End> {
        let now = Instant::now();
        if self.quit_by.is_some_and(|by| by <= now) {
            return Err(End::Quit);
        }
        if self.tell_at.is_some_and(|at| at <= now) {
            self.publish(Vec::new());
        }
        if self.renew_at <= now {
            self.renew().await?;
        }
        if self.hold_ends().is_some_and(|at| at <= now) {
            return self.end_hold().await;
        }
        Ok(())
    }
}
